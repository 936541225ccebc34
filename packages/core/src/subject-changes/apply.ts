import { z } from "zod";
import { defineRule, type Refusal, type Ruling } from "../decision/index.ts";
import { attempt, statesOf } from "../lifecycle/index.ts";
import { currencySchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { instantSchema, msBetween, plusHours } from "../time/index.ts";
import { accountRefusals, accountStateSchema } from "./account-state.ts";
import { givenConsentSchema } from "./agreement-terms.ts";
import { applicationAgreement, commitmentAgreement, isAgreedTo } from "./agreements.ts";
import { standingBlockerSchema } from "./blockers.ts";
import { applicantRefusals, conditionsSchema, holderRefusals } from "./conditions.ts";
import { consequenceLines } from "./consequences.ts";
import { accountContentsSchema } from "./contents.ts";
import { authorityRefusals, evidenceLines, evidenceRefusals } from "./grounds.ts";
import { subjectChangeLifecycle } from "./lifecycle.ts";
import { idSchema, verificationSchema } from "./people.ts";

/** Everything the submission of an application is decided from. No personal data: people appear by id. */
export const applyFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  changeId: idSchema,
  state: z.enum(statesOf(subjectChangeLifecycle)),
  accountId: idSchema,
  /** The account in which the request was made (C3.2). */
  startedFrom: idSchema,
  accountState: accountStateSchema,
  /** Another application of this account is open (invariant 22). */
  otherOpen: z.boolean(),
  /** C4.3 */
  scope: z.enum(["whole", "part"]),
  file: conditionsSchema.shape.file,
  holder: conditionsSchema.shape.holder,
  applicant: conditionsSchema.shape.applicant,
  newSubjectId: idSchema,
  /** The code that was entered: whose verified phone it was sent to, and when it was entered (C3.3). */
  phoneCode: verificationSchema.nullable(),
  agreement: givenConsentSchema.nullable(),
  commitments: givenConsentSchema.nullable(),
  contents: accountContentsSchema,
  blockers: z.array(standingBlockerSchema).max(100),
});
/** See {@link applyFactsSchema}. */
export type ApplyFacts = z.output<typeof applyFactsSchema>;

const effectsSchema = z
  .strictObject({
    to: z.literal("open"),
    /** The last moment at which it can be open. */
    expiresAt: instantSchema,
    /** The last moment at which the new subject can accept. */
    invitationExpiresAt: instantSchema,
    invitationAttempts: z.int().positive(),
    /** C3.10: the platform agrees no earlier than so long after the notice to the old contacts, which is sent now. */
    noticeHours: z.int().positive(),
  })
  .nullable();
/** Effects of a submission; null where it is refused. */
export type ApplyEffects = z.output<typeof effectsSchema>;

/**
 * Submits an application. Blockers are told and hold nothing back yet (C4.9): the platform has to be able to look at what
 * it decides. The lines are the evidence and the page of consequences.
 */
export const applySubjectChange = defineRule({
  kind: "subject_change.apply",
  rulesVersion: 1,
  facts: applyFactsSchema,
  effects: effectsSchema,
  decide(facts, policy): Ruling<ApplyEffects> {
    const refusals = [
      ...accountRefusals(facts.accountState),
      ...placeRefusals(facts),
      ...holderRefusals(facts),
      ...applicantRefusals(facts),
      ...authorityRefusals(facts.file),
      ...phoneRefusals(facts, policy),
      ...evidenceRefusals(facts.file),
      ...consentRefusals(facts, policy),
    ];
    const lines = [
      ...evidenceLines(facts.file),
      ...consequenceLines({ contents: facts.contents, blockers: facts.blockers, overlapHours: 0 }, policy),
    ];
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    const { openDays, invitationDays, invitationAttempts, noticeHours } = policy.subjectChange;
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        to: "open",
        expiresAt: plusHours(facts.now, openDays * 24),
        invitationExpiresAt: plusHours(facts.now, invitationDays * 24),
        invitationAttempts,
        noticeHours,
      },
    };
  },
});

/** Where it is started, and for what. */
function placeRefusals(facts: ApplyFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (!attempt(subjectChangeLifecycle, facts.state, "submit").legal)
    refusals.push({ code: "change_already_submitted", clause: "C3.2", params: {} });
  if (facts.startedFrom !== facts.accountId)
    refusals.push({ code: "change_other_account", clause: "C3.2", params: {} });
  if (facts.otherOpen) refusals.push({ code: "change_under_way", clause: "C3.2", params: {} });
  if (facts.scope === "part") refusals.push({ code: "change_partial_transfer", clause: "C4.3", params: {} });
  if (facts.newSubjectId === facts.holder.subjectId)
    refusals.push({ code: "change_same_subject", clause: "C2.2", params: {} });
  return refusals;
}

/** The code went to the phone of whoever answers for the application: the holder's, or the representative's own (C3.9). */
function phoneRefusals({ now, phoneCode, file, holder, applicant }: ApplyFacts, policy: Policy): Refusal[] {
  const minutes = policy.subjectChange.phoneCodeMinutes;
  const phoneOf = file.capacity === "representative" ? applicant?.subjectId : holder.subjectId;
  const isTheirs = phoneCode !== null && phoneCode.subjectId === phoneOf;
  if (isTheirs && msBetween(phoneCode.at, now) <= minutes * 60_000) return [];
  return [{ code: "change_phone_unconfirmed", clause: "C3.3", params: { minutes: String(minutes) } }];
}

/** Agreement and commitments, each to the words in force and to exactly this (C1.1, C5.1). */
function consentRefusals(facts: ApplyFacts, policy: Policy): Refusal[] {
  const { currency, changeId, accountId, file } = facts;
  const terms = { currency, changeId, accountId, ground: file.ground, numbers: policy.subjectChange };
  return [
    ...(isAgreedTo(applicationAgreement, facts.agreement, terms)
      ? []
      : [{ code: "change_agreement_not_accepted", clause: "C1.1", params: {} } as const]),
    ...(isAgreedTo(commitmentAgreement, facts.commitments, {
      currency,
      changeId,
      fileVersion: file.version,
    })
      ? []
      : [{ code: "change_commitments_not_given", clause: "C5.1", params: {} } as const]),
  ];
}

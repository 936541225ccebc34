import { z } from "zod";
import { defineRule, type Refusal, type Ruling } from "../decision/index.ts";
import { statesOf } from "../lifecycle/index.ts";
import { currencySchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { instantSchema } from "../time/index.ts";
import { givenConsentSchema } from "./agreement-terms.ts";
import { acceptanceAgreement, isAgreedTo } from "./agreements.ts";
import { standingBlockerSchema } from "./blockers.ts";
import { newSubjectSchema } from "./conditions.ts";
import { consequenceLines } from "./consequences.ts";
import { accountContentsSchema } from "./contents.ts";
import { subjectChangeLifecycle } from "./lifecycle.ts";
import { idSchema } from "./people.ts";

/** Everything the new subject's acceptance is decided from. */
export const acceptFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  changeId: idSchema,
  accountId: idSchema,
  state: z.enum(statesOf(subjectChangeLifecycle)),
  holderSubjectId: idSchema,
  newSubject: newSubjectSchema,
  invitation: z.strictObject({ expiresAt: instantSchema, attemptsLeft: z.int().min(0) }),
  acceptance: givenConsentSchema.nullable(),
  /** How long earlier API keys shall go on working; 0: they end at the moment of effect (C4.10). */
  overlapHours: z.int().min(0),
  contents: accountContentsSchema,
  blockers: z.array(standingBlockerSchema).max(100),
});
/** See {@link acceptFactsSchema}. */
export type AcceptFacts = z.output<typeof acceptFactsSchema>;

const effectsSchema = z
  .strictObject({
    /** From now on refunds wait for the outcome (C4.9). */
    acceptedAt: instantSchema,
    overlapHours: z.int().min(0),
    /** Verified before: nobody withdraws any more (C3.6), and the effect is tried at once (C1.2). */
    completes: z.boolean(),
  })
  .nullable();

/** The new subject accepts (C1.2 c, C2.2). The lines are the same page of consequences that the applicant saw. */
export const acceptSubjectChange = defineRule({
  kind: "subject_change.accept",
  rulesVersion: 1,
  facts: acceptFactsSchema,
  effects: effectsSchema,
  decide(facts, policy): Ruling<z.output<typeof effectsSchema>> {
    const refusals = acceptanceRefusals(facts, policy);
    const lines = consequenceLines(facts, policy);
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    const { verified, subjectId } = facts.newSubject;
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        acceptedAt: facts.now,
        overlapHours: facts.overlapHours,
        completes: verified?.subjectId === subjectId,
      },
    };
  },
});

function acceptanceRefusals(facts: AcceptFacts, policy: Policy): Refusal[] {
  const { newSubject, invitation, overlapHours, currency, changeId, accountId } = facts;
  const maxHours = policy.subjectChange.maxKeyOverlapHours;
  const refusals: Refusal[] = [];
  if (facts.state !== "open") refusals.push({ code: "change_not_open", clause: "C2.2", params: {} });
  if (newSubject.accepted !== null)
    refusals.push({ code: "change_already_accepted", clause: "C2.2", params: {} });
  if (facts.now > invitation.expiresAt)
    refusals.push({
      code: "change_invitation_expired",
      clause: "C2.2",
      params: { expiredAt: invitation.expiresAt },
    });
  if (invitation.attemptsLeft === 0)
    refusals.push({ code: "change_invitation_used_up", clause: "C2.2", params: {} });
  if (newSubject.subjectId === facts.holderSubjectId)
    refusals.push({ code: "change_same_subject", clause: "C2.2", params: {} });
  const terms = {
    currency,
    changeId,
    accountId,
    fromSubjectId: facts.holderSubjectId,
    toSubjectId: newSubject.subjectId,
    overlapHours,
  };
  if (!isAgreedTo(acceptanceAgreement, facts.acceptance, terms))
    refusals.push({ code: "change_acceptance_not_given", clause: "C1.2", params: {} });
  if (overlapHours > maxHours)
    refusals.push({
      code: "change_key_overlap_too_long",
      clause: "C4.10",
      params: { maxHours: String(maxHours) },
    });
  return refusals;
}

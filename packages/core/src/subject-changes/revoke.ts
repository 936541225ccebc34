import { z } from "zod";
import { defineRule, line, type Refusal, type Ruling } from "../decision/index.ts";
import { attempt, statesOf } from "../lifecycle/index.ts";
import { currencySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { consequenceLines } from "./consequences.ts";
import { accountContentsSchema } from "./contents.ts";
import { effectPlan, plannedStepSchema } from "./effect-plan.ts";
import { subjectChangeLifecycle } from "./lifecycle.ts";
import { idSchema, reviewerRefusals, reviewerSchema } from "./people.ts";

/** Everything a revocation is decided from. */
export const revokeFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  changeId: idSchema,
  accountId: idSchema,
  state: z.enum(statesOf(subjectChangeLifecycle)),
  askedBy: z.enum(["platform", "original_subject", "new_subject"]),
  /** Since when the new subject has held the account; null where the change never took effect. */
  effectiveAt: instantSchema.nullable(),
  holder: z.strictObject({ subjectId: idSchema, periodId: idSchema }),
  originalSubjectId: idSchema,
  /** The account passed on once more since. */
  changedSince: z.boolean(),
  /** Another application of this account is open. */
  otherOpen: z.boolean(),
  /** A breach of the commitments of C5.1 is on record, with what shows it. */
  breachRecorded: z.boolean(),
  startedBy: idSchema.nullable(),
  reviewer: reviewerSchema,
  /** Who decided the same before; null where nobody did. */
  firstReviewer: reviewerSchema.nullable(),
  contents: accountContentsSchema,
});
/** See {@link revokeFactsSchema}. */
export type RevokeFacts = z.output<typeof revokeFactsSchema>;

const effectsSchema = z
  .strictObject({
    /** Nothing happens yet but that this is recorded: another person has to decide the same. */
    secondPersonNeeded: z.boolean(),
    /** Null until the second person decides. */
    revocation: z
      .strictObject({
        to: z.literal("revoked"),
        restoredSubjectId: idSchema,
        /** What was done in between stays with the subject that held the account then (C4.8). */
        between: z.strictObject({ subjectId: idSchema, from: instantSchema, until: instantSchema }),
        plan: z.array(plannedStepSchema),
      })
      .nullable(),
  })
  .nullable();
/** Effects of a revocation; null where it is refused. */
export type RevokeEffects = z.output<typeof effectsSchema>;

/**
 * Reverses a completed change. A wish to undo it is always refused, whoever has it (C4.4); the platform revokes for a
 * recorded breach (C5.5), by two people, and never deletes what happened: it is a second handover, back, with the same
 * steps, so that three holder periods follow each other without a gap.
 */
export const revokeSubjectChange = defineRule({
  kind: "subject_change.revoke",
  rulesVersion: 1,
  facts: revokeFactsSchema,
  effects: effectsSchema,
  decide(facts, policy): Ruling<RevokeEffects> {
    const { now, holder, originalSubjectId, effectiveAt, contents } = facts;
    const refusals = revocationRefusals(facts);
    if (refusals.length > 0 || effectiveAt === null)
      return { outcome: "refused", refusals, lines: [], effects: null };
    const lines = [
      line("memo", "change_between_stays", "C5.5", 0n, { from: effectiveAt, until: now }),
      ...consequenceLines({ contents, blockers: [], overlapHours: 0 }, policy),
    ];
    const secondPersonNeeded = !hasFirst(facts);
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        secondPersonNeeded,
        revocation: secondPersonNeeded
          ? null
          : {
              to: "revoked",
              restoredSubjectId: originalSubjectId,
              between: { subjectId: holder.subjectId, from: effectiveAt, until: now },
              plan: effectPlan({
                from: holder,
                toSubjectId: originalSubjectId,
                at: now,
                keysEndAt: now,
                preparedKeys: [],
                contents,
              }),
            },
      },
    };
  },
});

/** Somebody decided the same before, and still may decide about it. */
const hasFirst = ({ firstReviewer, startedBy }: RevokeFacts): boolean =>
  firstReviewer !== null && reviewerRefusals({ reviewer: firstReviewer, startedBy }).length === 0;

function revocationRefusals(facts: RevokeFacts): Refusal[] {
  if (facts.askedBy !== "platform") return [{ code: "change_undo_refused", clause: "C4.4", params: {} }];
  const refusals: Refusal[] = [];
  if (!attempt(subjectChangeLifecycle, facts.state, "revoke").legal || facts.effectiveAt === null)
    refusals.push({ code: "change_not_effective", clause: "C5.5", params: {} });
  if (facts.changedSince) refusals.push({ code: "change_not_latest", clause: "C5.5", params: {} });
  if (facts.otherOpen) refusals.push({ code: "change_under_way", clause: "C3.2", params: {} });
  if (!facts.breachRecorded) refusals.push({ code: "change_breach_missing", clause: "C5.5", params: {} });
  refusals.push(...reviewerRefusals(facts));
  if (facts.firstReviewer?.id === facts.reviewer.id)
    refusals.push({ code: "change_second_person_needed", clause: "C5.5", params: {} });
  return refusals;
}

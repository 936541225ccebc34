import { z } from "zod";
import { defineRule, type Refusal, type Ruling } from "../decision/index.ts";
import { attempt, statesOf } from "../lifecycle/index.ts";
import { currencySchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { CHANGE_CHECKS } from "../text/change-check-texts.ts";
import { instantSchema, plusHours } from "../time/index.ts";
import { blockerRefusals, standingBlockerSchema } from "./blockers.ts";
import { checkRefusals } from "./checks.ts";
import { changeAgreementSchema, conditionsSchema } from "./conditions.ts";
import { authorityRefusals, evidenceLines, evidenceRefusals } from "./grounds.ts";
import { subjectChangeLifecycle, subjectChangeReviewLifecycle } from "./lifecycle.ts";
import { idSchema, reviewerRefusals, reviewerSchema, secondPersonNeeded } from "./people.ts";

/** Everything a reviewer's agreement is decided from. */
export const agreeFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  changeId: idSchema,
  state: z.enum(statesOf(subjectChangeLifecycle)),
  review: z.enum(statesOf(subjectChangeReviewLifecycle)),
  file: conditionsSchema.shape.file,
  startedBy: conditionsSchema.shape.startedBy,
  /** When the last of the account's existing contacts was told; null: not yet (C3.10). */
  contactsToldAt: instantSchema.nullable(),
  blockers: z.array(standingBlockerSchema).max(100),
  reviewer: reviewerSchema,
  /** What this reviewer checked. */
  checked: z.array(z.enum(CHANGE_CHECKS)).max(100),
  /** Who agreed before, to whichever versions of the file. */
  agreements: z.array(changeAgreementSchema).max(50),
});
/** See {@link agreeFactsSchema}. */
export type AgreeFacts = z.output<typeof agreeFactsSchema>;

const effectsSchema = z
  .strictObject({
    /** The version of the file that this agreement is to; any edit makes another one. */
    fileVersion: z.string(),
    /** Both people have agreed: the platform has. Otherwise only this agreement is recorded. */
    platformAgrees: z.boolean(),
  })
  .nullable();

/**
 * A reviewer agrees to the file as it is (C5.3). The platform has agreed once two different people did, neither related to
 * the account nor the one who started it; not before the old contacts had their time (C3.10), nor while something blocks
 * (C3.8) or is still to be shown (C5.2).
 */
export const agreeToSubjectChange = defineRule({
  kind: "subject_change.agree",
  rulesVersion: 1,
  facts: agreeFactsSchema,
  effects: effectsSchema,
  decide(facts, policy): Ruling<z.output<typeof effectsSchema>> {
    const { file, reviewer } = facts;
    const toThisFile = facts.agreements.filter(({ fileVersion }) => fileVersion === file.version);
    // Whoever may no longer decide about it does not count as the other. Where both agreed before and proof was asked for
    // since, either of them may agree anew.
    const other = toThisFile.some(
      (each) =>
        each.id !== reviewer.id &&
        reviewerRefusals({ reviewer: each, startedBy: facts.startedBy }).length === 0,
    );
    const again = toThisFile.some(({ id }) => id === reviewer.id);
    const refusals = [
      ...stateRefusals(facts),
      ...authorityRefusals(file),
      ...evidenceRefusals(file),
      ...checkRefusals(file, facts.checked),
      ...noticeRefusals(facts, policy),
      ...blockerRefusals(facts.blockers, "agreement", null),
      ...reviewerRefusals(facts),
      ...(again && !other ? [secondPersonNeeded(file.capacity)] : []),
    ];
    const lines = evidenceLines(file);
    return refusals.length > 0
      ? { outcome: "refused", refusals, lines, effects: null }
      : {
          outcome: "granted",
          refusals,
          lines,
          effects: { fileVersion: file.version, platformAgrees: other },
        };
  },
});

function stateRefusals({ state, review }: AgreeFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (state !== "open") refusals.push({ code: "change_not_open", clause: "C5.3", params: {} });
  if (!attempt(subjectChangeReviewLifecycle, review, "agree").legal)
    refusals.push(
      review === "agreed"
        ? { code: "change_already_agreed", clause: "C5.3", params: {} }
        : { code: "change_proof_outstanding", clause: "C5.2", params: {} },
    );
  return refusals;
}

/** C3.10: exactly so many hours after the notice is no earlier. */
function noticeRefusals({ now, contactsToldAt }: AgreeFacts, policy: Policy): Refusal[] {
  if (contactsToldAt === null) return [{ code: "change_contacts_not_told", clause: "C3.10", params: {} }];
  const until = plusHours(contactsToldAt, policy.subjectChange.noticeHours);
  return now < until ? [{ code: "change_notice_running", clause: "C3.10", params: { until } }] : [];
}

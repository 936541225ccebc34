import { z } from "zod";
import { ROLES } from "../access/index.ts";
import { defineRule, type Refusal, type Ruling } from "../decision/index.ts";
import { currencySchema } from "../money/index.ts";
import { BLOCKER_KINDS } from "../text/subject-change-texts.ts";
import { instantSchema } from "../time/index.ts";
import { BLOCKERS } from "./blockers.ts";
import { idSchema } from "./people.ts";

/** Everything placing, lifting or waiving a blocker is decided from. */
export const settleBlockerFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  changeId: idSchema,
  step: z.enum(["place", "lift", "waive"]),
  kind: z.enum(BLOCKER_KINDS),
  /** As it stands before; `none` where it is placed. */
  standing: z.enum(["none", "open", "waived", "lifted"]),
  role: z.enum(ROLES),
  /** Of staff: a member of the account or of a linked one, or the same person as somebody on either side. */
  related: z.boolean(),
  reasonGiven: z.boolean(),
  /** A document that shows it is named. */
  documentGiven: z.boolean(),
});
/** See {@link settleBlockerFactsSchema}. */
export type SettleBlockerFacts = z.output<typeof settleBlockerFactsSchema>;

const effectsSchema = z
  .strictObject({
    to: z.enum(["open", "lifted", "waived"]),
    /** A tie that was waived ends with the change (C4.2). */
    endsWithChange: z.boolean(),
  })
  .nullable();

/**
 * Places, lifts or waives a blocker (C3.8, C3.10): who may do so stands in the list of blockers. Staff give a reason, and
 * name a document unless they waive. What follows from the account's state is not decided by hand at all.
 */
export const settleBlocker = defineRule({
  kind: "subject_change.blocker",
  rulesVersion: 1,
  facts: settleBlockerFactsSchema,
  effects: effectsSchema,
  decide(facts): Ruling<z.output<typeof effectsSchema>> {
    const refusals = settlingRefusals(facts);
    return refusals.length > 0
      ? { outcome: "refused", refusals, lines: [], effects: null }
      : {
          outcome: "granted",
          refusals,
          lines: [],
          effects: { to: OUTCOMES[facts.step], endsWithChange: facts.step === "waive" },
        };
  },
});

const OUTCOMES = { place: "open", lift: "lifted", waive: "waived" } as const;

function settlingRefusals(facts: SettleBlockerFacts): Refusal[] {
  const { step, role, standing } = facts;
  const { clause, placedBy, liftedBy, waivedBy } = BLOCKERS[facts.kind];
  if (step !== "waive" && placedBy.length === 0)
    return [{ code: "change_blocker_by_itself", clause, params: {} }];
  const allowed = { place: placedBy, lift: liftedBy, waive: waivedBy }[step];
  const refusals: Refusal[] = [];
  if (step === "waive" && waivedBy.length === 0)
    refusals.push({ code: "change_blocker_not_waivable", clause, params: {} });
  else if (!allowed.includes(role)) refusals.push({ code: "change_blocker_not_yours", clause, params: {} });
  if (step !== "place" && standing !== "open")
    refusals.push({ code: "change_blocker_not_open", clause, params: {} });
  // An old contact only rings the bell; what is behind it, staff find out (C3.10).
  if (role === "public") return refusals;
  if (!facts.reasonGiven) refusals.push({ code: "change_reason_missing", clause, params: {} });
  if (step !== "waive" && !facts.documentGiven)
    refusals.push({ code: "change_document_missing", clause, params: {} });
  if (facts.related) refusals.push({ code: "change_reviewer_related", clause: "C5.3", params: {} });
  return refusals;
}

import { z } from "zod";
import { defineRule, line, type Refusal, type Ruling } from "../decision/index.ts";
import { attempt, statesOf } from "../lifecycle/index.ts";
import { currencySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { newSubjectCompletedAt, newSubjectSchema } from "./conditions.ts";
import { subjectChangeLifecycle } from "./lifecycle.ts";
import { idSchema } from "./people.ts";

/** Everything a withdrawal is decided from, read under the lock that acceptance and verification take too. */
export const withdrawFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  changeId: idSchema,
  state: z.enum(statesOf(subjectChangeLifecycle)),
  askedBy: z.enum(["applicant", "new_subject", "old_contact"]),
  newSubject: newSubjectSchema,
});
/** See {@link withdrawFactsSchema}. */
export type WithdrawFacts = z.output<typeof withdrawFactsSchema>;

const effectsSchema = z.strictObject({ to: z.literal("withdrawn") }).nullable();

/**
 * Takes an application back: until the new subject has accepted **and** is verified (C3.5), then no more (C3.6). What is
 * recorded when this is decided came first, to the millisecond: of a withdrawal and an acceptance that race one wins.
 */
export const withdrawSubjectChange = defineRule({
  kind: "subject_change.withdraw",
  rulesVersion: 1,
  facts: withdrawFactsSchema,
  effects: effectsSchema,
  decide(facts): Ruling<z.output<typeof effectsSchema>> {
    const refusals = withdrawalRefusals(facts);
    return refusals.length > 0
      ? { outcome: "refused", refusals, lines: [], effects: null }
      : {
          outcome: "granted",
          refusals,
          lines: [line("memo", "change_released", "C3.5", 0n)],
          effects: { to: "withdrawn" },
        };
  },
});

function withdrawalRefusals({ now, state, askedBy, newSubject }: WithdrawFacts): Refusal[] {
  if (state === "effective") return [{ code: "change_undo_refused", clause: "C4.4", params: {} }];
  const refusals: Refusal[] = [];
  if (!attempt(subjectChangeLifecycle, state, "withdraw").legal)
    refusals.push({ code: "change_not_open", clause: "C3.5", params: {} });
  if (askedBy !== "applicant")
    refusals.push({ code: "change_withdrawal_not_yours", clause: "C3.5", params: {} });
  const completedAt = newSubjectCompletedAt(newSubject);
  if (completedAt !== null && completedAt <= now)
    refusals.push({ code: "change_withdrawal_too_late", clause: "C3.6", params: { completedAt } });
  return refusals;
}

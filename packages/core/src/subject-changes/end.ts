import { z } from "zod";
import { defineRule, line, type Refusal, type Ruling } from "../decision/index.ts";
import { attempt, statesOf } from "../lifecycle/index.ts";
import { currencySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { subjectChangeLifecycle } from "./lifecycle.ts";
import { idSchema, reviewerRefusals, reviewerSchema } from "./people.ts";

/** Why the platform ends a procedure at any time: the cases of C3.8, or a breach of the commitments (C5.5). */
export const TERMINATION_GROUNDS = [
  "complaint",
  "investigation",
  "litigation",
  "credit_control",
  "partnership",
  "harm",
  "breach",
] as const;

/** Everything ending an application is decided from. What was written as the reason is kept beside it. */
export const endFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  changeId: idSchema,
  state: z.enum(statesOf(subjectChangeLifecycle)),
  step: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("reject"), reasonGiven: z.boolean(), by: reviewerSchema }),
    z.strictObject({
      kind: z.literal("terminate"),
      ground: z.enum(TERMINATION_GROUNDS),
      reasonGiven: z.boolean(),
      by: reviewerSchema,
    }),
    z.strictObject({
      kind: z.literal("expire"),
      expiresAt: instantSchema,
      /** The three conditions hold and only a blocker holds the effect back. */
      conditionsHold: z.boolean(),
    }),
  ]),
  /** The account manager who started it; null where the customer did. */
  startedBy: idSchema.nullable(),
});
/** See {@link endFactsSchema}. */
export type EndFacts = z.output<typeof endFactsSchema>;

const effectsSchema = z.strictObject({ to: z.enum(["rejected", "terminated", "expired"]) }).nullable();

/**
 * The platform ends an application: refused on its judgment (C5.3), terminated for a cause, at any time until the effect
 * (C3.8, C5.5), or expired. Both sides are told, and what was frozen is free again.
 */
export const endSubjectChange = defineRule({
  kind: "subject_change.end",
  rulesVersion: 1,
  facts: endFactsSchema,
  effects: effectsSchema,
  decide(facts): Ruling<z.output<typeof effectsSchema>> {
    const { state, step } = facts;
    const move = attempt(subjectChangeLifecycle, state, step.kind);
    const clause = step.kind === "terminate" ? "C3.8" : "C5.3";
    const refusals: Refusal[] = [
      ...(move.legal ? [] : [{ code: "change_not_open", clause, params: {} } as const]),
      ...stepRefusals(facts),
    ];
    return refusals.length > 0
      ? { outcome: "refused", refusals, lines: [], effects: null }
      : {
          outcome: "granted",
          refusals,
          lines: [line("memo", "change_released", clause, 0n)],
          effects: { to: ENDS[step.kind] },
        };
  },
});

const ENDS = { reject: "rejected", terminate: "terminated", expire: "expired" } as const;

function stepRefusals({ now, step, startedBy }: EndFacts): Refusal[] {
  if (step.kind === "expire")
    return [
      ...(now > step.expiresAt
        ? []
        : [{ code: "change_not_due", clause: "C5.3", params: { expiresAt: step.expiresAt } } as const]),
      // Everybody did their part: what a refund holds back for days is not lost to the calendar.
      ...(step.conditionsHold
        ? [{ code: "change_conditions_hold", clause: "C1.2", params: {} } as const]
        : []),
    ];
  const clause = step.kind === "reject" ? "C5.3" : step.ground === "breach" ? "C5.5" : "C3.8";
  return [
    ...(step.reasonGiven ? [] : [{ code: "change_reason_missing", clause, params: {} } as const]),
    ...reviewerRefusals({ reviewer: step.by, startedBy }),
  ];
}

import { z } from "zod";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { clauseIdSchema } from "../policy/clauses.ts";
import { lineKeySchema } from "../text/lines.ts";
import { refusalCodeSchema } from "../text/refusals.ts";
import { instantSchema } from "../time/index.ts";

/** Raw values that a line or refusal text is filled with; the text says how each is formatted. */
export const textParamsSchema = z.record(z.string(), z.string());

/**
 * One line of a decision. `item` lines are added up in order; a `subtotal` states the sum of all items above it; a
 * `memo` is told but not added (what the wallet loses, which bonus is forfeited).
 */
export const lineSchema = z.strictObject({
  kind: z.enum(["item", "subtotal", "memo"]),
  key: lineKeySchema,
  clause: clauseIdSchema.nullable(),
  /** Signed; in the currency of the decision. */
  amountNanos: nanosSchema,
  params: textParamsSchema,
});

/** Why something may not be done: a stable code, the clause behind it, the values its text needs. */
export const refusalSchema = z.strictObject({
  code: refusalCodeSchema,
  clause: clauseIdSchema,
  params: textParamsSchema,
});

/** `granted`: effects happen. `refused`: none do. `review`: a person decides (R2.10). */
export const outcomeSchema = z.enum(["granted", "refused", "review"]);

/** The part of a decision that every rule shares; facts and effects are the rule's own. */
export const decisionSchema = z.strictObject({
  kind: z.string(),
  rulesVersion: z.int().positive(),
  policyVersion: z.string(),
  decidedAt: instantSchema,
  currency: currencySchema,
  outcome: outcomeSchema,
  /** In the order of the policy; the first is the headline. */
  refusals: z.array(refusalSchema),
  lines: z.array(lineSchema),
  effects: z.json(),
  /** What the decision was made from. Holds no personal data. */
  facts: z.json(),
});

export type Line = z.output<typeof lineSchema>;
export type Refusal = z.output<typeof refusalSchema>;
export type Outcome = z.output<typeof outcomeSchema>;
/** A decision in its JSON form: amounts are integer texts in nanos. What is stored, signed and sent. */
export type DecisionJson = z.input<typeof decisionSchema>;
/** A decision read for display: amounts are bigint, facts and effects stay JSON. */
export type Decision = z.output<typeof decisionSchema>;

/** An `item` or `memo` line, shorter to write. */
export const line = (
  kind: Line["kind"],
  key: Line["key"],
  clause: Line["clause"],
  amountNanos: bigint,
  params: Line["params"] = {},
): Line => ({ kind, key, clause, amountNanos, params });

/** Whether every subtotal equals the sum of the items above it. A decision that fails this is never stored. */
export function linesAddUp(lines: readonly Line[]): boolean {
  let runningNanos = 0n;
  for (const each of lines) {
    if (each.kind === "item") runningNanos += each.amountNanos;
    if (each.kind === "subtotal" && each.amountNanos !== runningNanos) return false;
  }
  return true;
}

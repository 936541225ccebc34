import { z } from "zod";
import { defineRule, type Refusal, type Rule, type Ruling } from "../decision/index.ts";
import { currencySchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import {
  subscriptionRefund,
  subscriptionRefundFactsSchema,
  type SubscriptionRefundFacts,
  topUpRefund,
  topUpRefundFactsSchema,
  type TopUpRefundFacts,
} from "../refunds/index.ts";
import { CASE_DECLINE_REASONS } from "../text/refund-case-texts.ts";
import { refusalCodeSchema } from "../text/refusals.ts";
import { instantSchema } from "../time/index.ts";

const id = z.string().min(1).max(64);

const decliningShape = {
  now: instantSchema,
  currency: currencySchema,
  caseId: id,
  /** Refusals of R2 that the reviewer names. */
  clauses: z.array(refusalCodeSchema).max(20),
  /** Reasons that no clause knows. */
  reasons: z.array(z.enum(CASE_DECLINE_REASONS)).max(CASE_DECLINE_REASONS.length),
};

/** Everything declining a case with an order is decided from. */
const declineCaseFactsSchema = z.strictObject({
  ...decliningShape,
  refund: subscriptionRefundFactsSchema,
});
/** See {@link declineCaseFactsSchema}. */
export type DeclineCaseFacts = z.output<typeof declineCaseFactsSchema>;

const effectsSchema = z
  .strictObject({
    clauses: z.array(refusalCodeSchema),
    reasons: z.array(z.enum(CASE_DECLINE_REASONS)),
  })
  .nullable();

/**
 * Declines a refund that was asked for by message. A clause that is given as the reason must stand against the request
 * now, as the shared rules see it; and one reason at least is given. `granted`: the declining stands, with the refusals
 * that the customer is told.
 */
export const declineCase = defineRule({
  kind: "refund.case.decline",
  rulesVersion: 1,
  facts: declineCaseFactsSchema,
  effects: effectsSchema,
  decide: (facts, policy) => decideDeclining(subscriptionRefund, facts, policy),
});

/** The same of a case about a top-up order. */
export const declineTopUpCase = defineRule({
  kind: "refund.case.decline_top_up",
  rulesVersion: 1,
  facts: z.strictObject({ ...decliningShape, refund: topUpRefundFactsSchema }),
  effects: effectsSchema,
  decide: (facts, policy) => decideDeclining(topUpRefund, facts, policy),
});

function decideDeclining<Refund extends SubscriptionRefundFacts | TopUpRefundFacts>(
  rule: Pick<Rule<Refund, unknown>, "decide">,
  facts: Omit<DeclineCaseFacts, "refund"> & { readonly refund: Refund },
  policy: Policy,
): Ruling<z.output<typeof effectsSchema>> {
  const ruling = rule.decide({ ...facts.refund, now: facts.now, route: "email" }, policy);
  const standing = new Map<string, Refusal>(ruling.refusals.map((refusal) => [refusal.code, refusal]));
  const unfounded = facts.clauses.filter((code) => !standing.has(code));
  if (unfounded.length > 0 || facts.clauses.length + facts.reasons.length === 0)
    return {
      outcome: "refused",
      refusals: [
        {
          code: "decline_reason_not_applicable",
          clause: "R5.2",
          params: { reasons: unfounded.join(", ") || "–" },
        },
      ],
      lines: [],
      effects: null,
    };
  return {
    outcome: "granted",
    refusals: ruling.refusals.filter(({ code }) => facts.clauses.includes(code)),
    // What is not paid is not worked out, except where an amount is the reason (R2.4, R2.9).
    lines: ruling.outcome === "refused" ? ruling.lines : [],
    effects: { clauses: [...facts.clauses], reasons: [...facts.reasons] },
  };
}

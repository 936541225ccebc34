import { z } from "zod";
import { defineRule, line, type Line, type Ruling } from "../decision/index.ts";
import { minorToNanos, nanosSchema } from "../money/index.ts";
import {
  awaitsPayment,
  chargeFacts,
  paymentFacts,
  paymentMismatches,
  returnedWhole,
} from "../orders/payment-match.ts";
import type { Policy } from "../policy/index.ts";
import { instantSchema, plusHours } from "../time/index.ts";
import { bonusExpiry, paidExpiry } from "./purchase.ts";

const factsOfCards = z.strictObject({
  ...paymentFacts,
  /** As ordered: paid credits, their tax, the bonus on top. */
  amountNanos: nanosSchema,
  taxNanos: nanosSchema,
  bonusNanos: nanosSchema,
  /** Credits of every kind that usage has taken so far: usage since this payment is one subtraction (R3.3). */
  usedBeforeNanos: nanosSchema,
  debtNanos: nanosSchema,
});

const facts = factsOfCards.extend({
  /** What is to be charged where that is another currency than the order's (R6.3). `paid…` is then in that one. */
  charge: chargeFacts,
});

/** A lot of credits to open for the order. */
const lot = z.strictObject({
  kind: z.enum(["paid", "bonus"]),
  amountNanos: nanosSchema,
  /** Null: never. */
  expiresAt: instantSchema.nullable(),
});

const effects = z
  .discriminatedUnion("use", [
    z.strictObject({
      use: z.literal("order"),
      /** All that was paid, tax included. */
      amountNanos: nanosSchema,
      /** Credits that come in: paid and bonus together. */
      creditsNanos: nanosSchema,
      lots: z.array(lot).min(1).max(2),
      usedBeforeNanos: nanosSchema,
      /** Last moment of the refund window (R1.2). */
      refundUntil: instantSchema,
    }),
    /** It was paid already, or can no longer be delivered; all of it goes back. */
    z.strictObject({ use: z.literal("surplus"), amountNanos: nanosSchema }),
  ])
  .nullable();

type Facts = z.output<typeof facts>;
type Effects = z.output<typeof effects>;

/** A lot that a paid top-up opens. */
export type TopUpLot = z.output<typeof lot>;

/**
 * What a captured payment does to its top-up: a lot of paid credits, and the bonus as a lot of its own, since it is
 * never refunded (R3.4). Paid twice, or on an account that ended: returned whole (T1.4). A wrong amount or currency is
 * refused: nothing is delivered and a person looks at it.
 */
export const applyTopUpPayment = defineRule({
  kind: "top_up.apply_payment",
  rulesVersion: 2,
  facts,
  effects,
  decide: apply,
});

/** As it was while cards were the only way to pay; what was decided then replays with it. */
export const applyTopUpPaymentByCard = defineRule({
  kind: "top_up.apply_payment",
  rulesVersion: 1,
  facts: factsOfCards,
  effects,
  decide: (before, policy) => apply({ ...before, charge: null }, policy),
});

function apply(facts: Facts, policy: Policy): Ruling<Effects> {
  const { charge } = facts;
  const refusals = paymentMismatches(
    charge === null ? facts : { ...facts, currency: charge.currency, orderTotalMinor: charge.totalMinor },
  );
  if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };

  // In another currency it is exactly what was to be charged, so it stands for the total of the order.
  const paidNanos = minorToNanos(charge === null ? facts.paidMinor : facts.orderTotalMinor, facts.currency);
  if (!awaitsPayment(facts))
    return {
      outcome: "granted",
      refusals,
      lines: returnedWhole(paidNanos),
      effects: { use: "surplus" as const, amountNanos: paidNanos },
    };

  const bonusExpiresAt = bonusExpiry(facts.now, policy);
  const receivedNanos = facts.amountNanos + facts.bonusNanos;
  const debtNanos = facts.debtNanos < receivedNanos ? facts.debtNanos : receivedNanos;
  const lines: Line[] = [
    line("item", "payment_received", "T1.2", paidNanos),
    ...(facts.taxNanos === 0n ? [] : [line("item", "tax_contained", "T1.2", -facts.taxNanos)]),
    line("subtotal", "paid_credits_added", "R1.2", facts.amountNanos),
    ...(facts.bonusNanos === 0n
      ? []
      : [line("memo", "bonus_credits_added", "R3.4", facts.bonusNanos, { expiresAt: bonusExpiresAt })]),
    ...(debtNanos === 0n ? [] : [line("memo", "debt_paid_first", null, debtNanos)]),
  ];
  const lots: TopUpLot[] = [
    { kind: "paid", amountNanos: facts.amountNanos, expiresAt: paidExpiry(facts.now, policy) },
    ...(facts.bonusNanos === 0n
      ? []
      : [{ kind: "bonus" as const, amountNanos: facts.bonusNanos, expiresAt: bonusExpiresAt }]),
  ];
  return {
    outcome: "granted",
    refusals,
    lines,
    effects: {
      use: "order" as const,
      amountNanos: paidNanos,
      creditsNanos: receivedNanos,
      lots,
      usedBeforeNanos: facts.usedBeforeNanos,
      refundUntil: plusHours(facts.now, policy.refunds.windowHours),
    },
  };
}

import { z } from "zod";
import { defineRule, type Line, line, type Refusal, type Ruling } from "../decision/index.ts";
import { currencySchema, floorToMinor, minorToNanos, nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";

const id = z.string().min(1).max(64);

/** Everything that booking a refund is decided from which somebody made at the provider itself. No personal data. */
const outsideRefundFactsSchema = z.strictObject({
  now: instantSchema,
  /** Currency of the order and of every amount here. */
  currency: currencySchema,
  order: z.strictObject({
    id,
    /** For the label. */
    number: z.string().min(1).max(40),
    /** Price before tax. */
    amountNanos: nanosSchema,
    /**
     * What the order is still good for: credits in its lots; the plan of its running term; nothing where it was served, is of
     * another kind, or was paid by a holder before.
     */
    holds: z.enum(["credits", "plan", "nothing"]),
    /** Credits of it that are neither used nor set aside. */
    unspentNanos: nanosSchema,
    bonusGrantedNanos: nanosSchema,
    bonusLeftNanos: nanosSchema,
  }),
  payment: z.strictObject({
    id,
    amountMinor: nanosSchema,
    /** Tax contained in the amount (R3.9). */
    taxNanos: nanosSchema,
    /** What went back of it already, or is on its way. Minor units. */
    returnedMinor: nanosSchema,
    /** What lost disputes took of it (R3.8). Minor units. */
    lostMinor: nanosSchema,
  }),
  /** What the provider paid out, or is paying out. Minor units. */
  amountMinor: nanosSchema,
  /** The provider's id of it. */
  providerRefundId: z.string().min(1).max(120),
  /** A refund of ours whose amount is not fixed, or that the provider has not answered. */
  refundUnderWay: z.boolean(),
});
/** See {@link outsideRefundFactsSchema}. */
export type OutsideRefundFacts = z.output<typeof outsideRefundFactsSchema>;

const effectsSchema = z
  .strictObject({
    netNanos: nanosSchema,
    /** The part of the amount that was tax (R3.9). */
    taxNanos: nanosSchema,
    finalNanos: nanosSchema,
    amountMinor: nanosSchema,
    /** Credits of the order that go with it, and bonus that came with them (R3.4). */
    takenNanos: nanosSchema,
    takenBonusNanos: nanosSchema,
    /** What of the amount is our expense, since nothing of the order answers for it. */
    oursNanos: nanosSchema,
    /** The whole payment is back, so its plan ends (R6.1). */
    endsPlan: z.boolean(),
  })
  .nullable();
/** Effects of booking it; null where it is refused. */
export type OutsideRefundEffects = z.output<typeof effectsSchema>;

/**
 * A refund that staff made at the provider, past every rule of R (decision 0036). The money has left, so it is booked as it
 * is: unspent credits of the order go with it, and their bonus in proportion; a plan ends once its whole payment is back.
 * What the customer had used is nobody's debt: nobody asked them. No fee, since the provider paid all of it.
 */
export const outsideRefund = defineRule({
  kind: "refund.outside",
  rulesVersion: 1,
  facts: outsideRefundFactsSchema,
  effects: effectsSchema,
  decide(facts): Ruling<OutsideRefundEffects> {
    const { order, payment, currency, amountMinor } = facts;
    const refusals = refusalsOf(facts);
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    const finalNanos = minorToNanos(amountMinor, currency);
    // The whole of a payment takes all of its tax along; a part of it takes its share.
    const taxNanos = floorToMinor((payment.taxNanos * amountMinor) / payment.amountMinor, currency);
    const netNanos = finalNanos - taxNanos;
    const whole = leftMinor(payment) === amountMinor;
    const endsPlan = whole && order.holds === "plan";
    const takenNanos =
      order.holds === "credits" ? smaller(netNanos, order.unspentNanos) : endsPlan ? netNanos : 0n;
    const takenBonusNanos = order.holds === "credits" ? bonusTaken(facts, netNanos, whole) : 0n;
    const oursNanos = netNanos - takenNanos;
    const lines: readonly Line[] = [
      line("item", "outside_refund", "R7.1", netNanos, { order: order.number }),
      ...(payment.taxNanos > 0n ? [line("item", "tax_returned", "R3.9", taxNanos)] : []),
      line("subtotal", "final_amount", "R7.1", finalNanos),
      ...(order.holds === "credits" ? [line("memo", "outside_credits_taken", "R6.2", takenNanos)] : []),
      ...(takenBonusNanos > 0n ? [line("memo", "bonus_forfeited", "R3.4", takenBonusNanos)] : []),
      ...(endsPlan ? [line("memo", "outside_plan_ends", "R6.1", 0n)] : []),
    ];
    return {
      outcome: "granted",
      refusals: [],
      lines,
      effects: {
        netNanos,
        taxNanos,
        finalNanos,
        amountMinor,
        takenNanos,
        takenBonusNanos,
        oursNanos,
        endsPlan,
      },
    };
  },
});

/** All of the bonus with the whole payment, else its share of the price, never more than is left of it. */
function bonusTaken({ order }: OutsideRefundFacts, netNanos: bigint, whole: boolean): bigint {
  const { bonusGrantedNanos, bonusLeftNanos, amountNanos } = order;
  if (whole || amountNanos <= 0n) return bonusLeftNanos;
  return smaller((bonusGrantedNanos * netNanos) / amountNanos, bonusLeftNanos);
}

/** What is left of a payment by our books. Minor units. */
const leftMinor = ({ amountMinor, returnedMinor, lostMinor }: OutsideRefundFacts["payment"]): bigint =>
  amountMinor - returnedMinor - lostMinor;

const smaller = (one: bigint, other: bigint): bigint => (one < other ? one : other);

function refusalsOf({ payment, currency, amountMinor, refundUnderWay }: OutsideRefundFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (refundUnderWay) refusals.push({ code: "refund_in_progress", clause: "R2.3", params: {} });
  const left = leftMinor(payment);
  if (amountMinor <= 0n || amountMinor > left)
    refusals.push({
      code: "outside_refund_exceeds_payment",
      clause: "R3.8",
      params: { left: minorToNanos(left > 0n ? left : 0n, currency).toString() },
    });
  return refusals;
}

import { z } from "zod";
import { defineRule, type Line, line, type Refusal, type Ruling } from "../decision/index.ts";
import { currencySchema, floorToMinor, minorToNanos, nanosPerMinor, nanosSchema } from "../money/index.ts";
import { refundablePaymentSchema, refundLegsSchema } from "../refunds/index.ts";
import { instantSchema } from "../time/index.ts";

const id = z.string().min(1).max(64);
/** Somebody of the staff; `related` where they belong, or belonged, to the account. */
const person = z.strictObject({ id, related: z.boolean() });

/** Everything a goodwill refund is decided from. No personal data: people appear by id. */
const goodwillRefundFactsSchema = z.strictObject({
  now: instantSchema,
  /** Currency of the order and of every amount here. */
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  order: z.strictObject({
    id,
    /** For the label. */
    number: z.string().min(1).max(40),
    state: z.enum(["pending", "paid", "failed", "expired"]),
    paidByPreviousHolder: z.boolean(),
    distributor: z.strictObject({ name: z.string().max(60), link: z.string().max(300) }).nullable(),
  }),
  /** What paid the order; null where nothing did. */
  payment: z
    .strictObject({
      ...refundablePaymentSchema.shape,
      /** What went back of it already, or is on its way: by the rules, and out of goodwill. */
      returnedMinor: nanosSchema,
    })
    .nullable(),
  /** Another refund of the order whose amount is not fixed, or that the provider has not answered. */
  refundUnderWay: z.boolean(),
  /** What the customer is to receive, tax included. */
  amountNanos: nanosSchema,
  proposer: person,
  /** Null while it is proposed. */
  approver: person.nullable(),
});
/** See {@link goodwillRefundFactsSchema}. */
export type GoodwillRefundFacts = z.output<typeof goodwillRefundFactsSchema>;

const effectsSchema = z
  .strictObject({
    netNanos: nanosSchema,
    /** The part of the amount that was tax (R3.9). */
    taxNanos: nanosSchema,
    finalNanos: nanosSchema,
    legs: refundLegsSchema,
    /** What is left of the payment at the provider afterwards. */
    leftNanos: nanosSchema,
  })
  .nullable();
/** Effects of a goodwill refund; null where it is refused. */
export type GoodwillRefundEffects = z.output<typeof effectsSchema>;

type Payment = NonNullable<GoodwillRefundFacts["payment"]>;

/** A refund of the order with what goes, or went, to each payment. */
interface ReturningRefund {
  /** It failed and is owed: it is paid some other way, so it counts as returned (R6.4). */
  readonly owed: boolean;
  readonly legs: readonly {
    readonly paymentId: string;
    readonly state: string;
    readonly amountMinor: bigint;
  }[];
}

/** What went back of a payment, is on its way, or is owed instead. Minor units. */
export const returnedMinorOf = (paymentId: string, refunds: readonly ReturningRefund[]): bigint =>
  refunds
    .flatMap(({ owed, legs }) =>
      legs.filter(({ state }) => state !== "canceled" && (state !== "failed" || owed)),
    )
    .filter((leg) => leg.paymentId === paymentId)
    .reduce((sum, leg) => sum + leg.amountMinor, 0n);

/** What is left of a payment at its provider: paid, less what lost disputes took, less what went back. Minor units. */
function leftMinor({ amountMinor, lostMinor, returnedMinor }: Payment): bigint {
  const left = amountMinor - lostMinor - returnedMinor;
  return left > 0n ? left : 0n;
}

/**
 * A refund out of goodwill: an amount that a person proposes and another one approves, both unrelated to the account,
 * at most what is left of the payment at its provider (R7.1). No window, no fee, and nothing is taken: plan, credits and
 * rewards stay as they are. A refund by the rules later counts it as refunded (R3.8).
 */
export const goodwillRefund = defineRule({
  kind: "refund.goodwill",
  rulesVersion: 1,
  facts: goodwillRefundFactsSchema,
  effects: effectsSchema,
  decide(facts): Ruling<GoodwillRefundEffects> {
    const { payment, currency, amountNanos } = facts;
    const refusals = refusalsOf(facts);
    if (refusals.length > 0 || payment === null)
      return { outcome: "refused", refusals, lines: [], effects: null };
    const amountMinor = amountNanos / nanosPerMinor(currency);
    const paidNanos = minorToNanos(payment.amountMinor, currency);
    // The whole of a payment takes all of its tax along; a part of it takes its share.
    const taxNanos = floorToMinor((payment.taxNanos * amountNanos) / paidNanos, currency);
    const leftNanos = minorToNanos(leftMinor(payment) - amountMinor, currency);
    const lines: readonly Line[] = [
      line("item", "goodwill_refund", "T1.4", amountNanos - taxNanos, { order: facts.order.number }),
      ...(payment.taxNanos > 0n ? [line("item", "tax_returned", "R3.9", taxNanos)] : []),
      line("subtotal", "final_amount", "R7.1", amountNanos),
      line("memo", "goodwill_left", "R7.1", leftNanos),
    ];
    return {
      outcome: "granted",
      refusals: [],
      lines,
      effects: {
        netNanos: amountNanos - taxNanos,
        taxNanos,
        finalNanos: amountNanos,
        legs: [{ paymentId: payment.id, amountMinor }],
        leftNanos,
      },
    };
  },
});

function refusalsOf(facts: GoodwillRefundFacts): readonly Refusal[] {
  const { order, payment, currency, amountNanos, proposer, approver } = facts;
  const refusals: Refusal[] = [];
  if (order.state !== "paid" || payment === null)
    refusals.push({ code: "order_not_completed", clause: "R2.6", params: {} });
  if (order.distributor !== null)
    refusals.push({
      code: "distributor_purchase",
      clause: "T1.3",
      params: { distributor: order.distributor.name, link: order.distributor.link },
    });
  if (facts.accountState === "terminated")
    refusals.push({ code: "terminated_for_violation", clause: "T4.2", params: {} });
  if (order.paidByPreviousHolder)
    refusals.push({ code: "paid_by_previous_holder", clause: "C4.9", params: {} });
  if (facts.refundUnderWay) refusals.push({ code: "refund_in_progress", clause: "R2.3", params: {} });
  if (payment !== null) {
    if (payment.disputeOpen) refusals.push({ code: "disputed", clause: "R2.8", params: {} });
    const left = minorToNanos(leftMinor(payment), currency);
    const least = minorToNanos(payment.minimumRefundMinor, currency);
    if (amountNanos % nanosPerMinor(currency) !== 0n || amountNanos < least || amountNanos > left)
      refusals.push({
        code: "goodwill_amount_out_of_range",
        clause: "R7.1",
        params: { least: least.toString(), left: left.toString() },
      });
  }
  if (proposer.related || approver?.related === true)
    refusals.push({ code: "goodwill_related_person", clause: "T1.4", params: {} });
  if (approver?.id === proposer.id)
    refusals.push({ code: "goodwill_same_person", clause: "T1.4", params: {} });
  return refusals;
}

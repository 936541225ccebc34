import { returnedMinorOf } from "@tenure/core/goodwill-refunds";
import { isCurrency } from "@tenure/core/money";
import { partOfCharge } from "@tenure/core/orders";
import { type OutsideRefundFacts, outsideRefund as rule } from "@tenure/core/outside-refunds";
import { earnedNanos, refundStatesUnderWay, type RefundState } from "@tenure/core/refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownPeriods } from "../accounts/own-periods.ts";
import { type Acting, decisionCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { takeFromLots } from "../disputes/book.ts";
import { whatIsLeft } from "../disputes/disputed-order.ts";
import { disputesIn, disputesOfPayment } from "../disputes/payment-disputes.ts";
import { endDisputedPlan } from "../disputes/plan.ts";
import { AppError } from "../errors/app-error.ts";
import { credit, debit, postJournal, type PostingDraft } from "../ledger/post.ts";
import { revokeReferralReward } from "../referrals/order-changed.ts";
import { owedRefunds } from "../refunds/facts.ts";
import { headOf } from "../refunds/top-up-lots.ts";

const input = z.strictObject({
  /** The provider's, of the payment that it goes back from. */
  paymentId: z.string().max(120),
  channel: z.string().max(20),
  providerRefundId: z.string().min(1).max(120),
  /** As the provider counts it, in the currency that was charged. */
  amountMinor: z.string().regex(/^\d{1,18}$/),
  currency: z.string().max(8),
});
type Input = z.output<typeof input>;

/**
 * Books a refund that was made at the provider itself (decision 0036): credits or plan, tax, expense, and a refund that is
 * under way. What the provider says of it goes the way of every refund from there: paid out, it leaves our cash, gets its
 * credit note and its mail; failed, it is owed.
 */
export const bookOutsideRefund = decisionCommand({
  name: "reconciliations.book_refund",
  input,
  rule,
  facts: outsideFacts,
  async apply(acting, wanted, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, decisionId, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const { order, id: paymentId } = await paymentBehind(acting, wanted);
    const currency = isCurrency(decision.currency) ? decision.currency : account.currency;
    const { netNanos, taxNanos, finalNanos, amountMinor, takenNanos, takenBonusNanos, oursNanos, endsPlan } =
      effects;
    const freezeJournalId = await postJournal(tx, {
      ...headOf(acting, currency),
      kind: "refund.frozen",
      postings: [
        ...(endsPlan
          ? // What the customer keeps of the price is what went back of it before.
            [
              debit("subscription.paid", order.amountNanos),
              credit("revenue.subscription", earnedNanos(order.amountNanos, takenNanos)),
            ]
          : await creditsTaken(acting, order.id, takenNanos, takenBonusNanos)),
        debit("expense.goodwill", oursNanos),
        debit("tax.payable", taxNanos),
        credit("refund.in_transit", finalNanos),
      ],
    });
    const [numbered] = await tx.$queryRaw<{ number: string }[]>`
      SELECT 'REF-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('refund_number')::text, 5, '0') AS number`;
    const refundId = newId();
    await tx.refund.createMany({
      data: {
        id: refundId,
        number: numbered?.number ?? refundId,
        accountId: account.id,
        orderId: order.id,
        kind: "outside",
        state: "pending",
        currency,
        floorNanos: finalNanos,
        expectedNanos: finalNanos,
        grossNanos: netNanos,
        feeNanos: 0n,
        remainderNanos: 0n,
        netNanos,
        taxNanos,
        submitDecisionId: decisionId,
        settleDecisionId: decisionId,
        freezeJournalId,
        submittedAt: new Date(now),
        drainUntil: new Date(now),
        settledAt: new Date(now),
      },
    });
    await tx.refundLeg.createMany({
      data: {
        id: newId(),
        refundId,
        accountId: account.id,
        paymentId,
        amountMinor,
        currency,
        state: "pending",
        providerRefundId: wanted.providerRefundId,
      },
    });
    if (endsPlan) await endDisputedPlan(acting, { id: refundId, orderId: order.id });
    await revokeReferralReward({ tx, outbox }, order.id);
    return {
      answer: { refundId },
      target: { kind: "refund", id: refundId },
      after: {
        state: "pending",
        providerRefundId: wanted.providerRefundId,
        amountNanos: finalNanos.toString(),
        takenNanos: takenNanos.toString(),
      },
    };
  },
});

/** Unspent credits go, and the bonus that came with them ends (R3.4). */
async function creditsTaken(
  acting: Acting,
  orderId: string,
  takenNanos: bigint,
  takenBonusNanos: bigint,
): Promise<PostingDraft[]> {
  return [
    ...(await takeFromLots(acting, orderId, "paid", takenNanos, "refunded")),
    ...(await takeFromLots(acting, orderId, "bonus", takenBonusNanos, "forfeited")),
    credit("revenue.bonus", takenBonusNanos),
  ];
}

/** The payment of an order that a refund goes back from. @throws AppError where it is none, or booked already */
async function paymentBehind(
  { tx, context }: Pick<Reading, "tx" | "context">,
  { channel, paymentId, providerRefundId }: Input,
) {
  const payment = await tx.payment.findFirst({
    where: { provider: channel, providerPaymentId: paymentId, accountId: context.accountId ?? "" },
    include: { order: { include: { refunds: { include: { legs: true } } } }, disputes: disputesOfPayment },
  });
  if (payment === null) throw new AppError("not_found", "No such payment.");
  if (payment.purpose !== "order")
    throw new AppError("conflict", "A second payment goes back by itself: nothing was delivered for it.");
  if ((await tx.refundLeg.count({ where: { providerRefundId } })) > 0)
    throw new AppError("conflict", "This refund is booked already.");
  return payment;
}

async function outsideFacts(reading: Reading, wanted: Input): Promise<OutsideRefundFacts> {
  const { tx, now, context } = reading;
  const account = await readAccount(tx, context.accountId ?? "");
  const payment = await paymentBehind(reading, wanted);
  const { order } = payment;
  const currency = isCurrency(payment.currency) ? payment.currency : account.currency;
  const isSame = wanted.currency === (payment.chargeCurrency ?? payment.currency);
  const amountMinor = isSame ? partOfCharge(payment, BigInt(wanted.amountMinor)) : null;
  if (amountMinor === null)
    throw new AppError(
      "conflict",
      "Not an amount of this payment: at its stored rate no part of it is that.",
    );
  const own = await ownPeriods(tx, account.id);
  const owed = await owedRefunds(tx, order.id);
  const left = own.has(order.holderPeriodId) ? await whatIsLeft(tx, order, now, null) : NOTHING;
  const returned = returnedMinorOf(
    payment.id,
    order.refunds.map(({ id, kind, state, walletDebitNanos, legs }) => ({
      owed: owed.has(id) || (kind === "top_up" && state === "failed" && (walletDebitNanos ?? 0n) > 0n),
      legs,
    })),
  );
  return {
    now,
    currency,
    order: {
      id: order.id,
      number: order.number,
      amountNanos: order.amountNanos,
      holds: left.holds,
      unspentNanos: left.unspentNanos,
      bonusGrantedNanos: left.bonusGrantedNanos,
      bonusLeftNanos: left.bonusLeftNanos,
    },
    payment: {
      id: payment.id,
      amountMinor: payment.amountMinor,
      taxNanos: order.taxNanos,
      returnedMinor: returned,
      lostMinor: disputesIn(payment, currency).lostMinor,
    },
    amountMinor,
    providerRefundId: wanted.providerRefundId,
    refundUnderWay: order.refunds.some(
      ({ kind, state }) => kind !== "surplus" && refundStatesUnderWay.has(state as RefundState),
    ),
  };
}

/** Of an order that a holder before paid: what is there now is another one's (C4.9). */
const NOTHING = {
  holds: "nothing" as const,
  unspentNanos: 0n,
  bonusGrantedNanos: 0n,
  bonusLeftNanos: 0n,
};

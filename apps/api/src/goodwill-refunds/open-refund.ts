import type { GoodwillRefundEffects } from "@tenure/core/goodwill-refunds";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";

/**
 * Opens the refund of an approved goodwill: its amount is fixed, so it begins where others are when they have drained. It is
 * our expense; tax in it goes back out of the tax collected (R3.9). Nothing of the customer's is taken.
 */
export async function openGoodwillRefund(
  { tx, now, decisionId, outbox }: Acting,
  account: AccountFacts,
  orderId: string,
  effects: NonNullable<GoodwillRefundEffects>,
): Promise<{ readonly refundId: string; readonly number: string }> {
  const { netNanos, taxNanos, finalNanos, legs } = effects;
  const freezeJournalId = await postJournal(tx, {
    kind: "refund.frozen",
    accountId: account.id,
    currency: account.currency,
    decisionId,
    effectiveAt: now,
    recordedAt: now,
    postings: [
      debit("expense.goodwill", netNanos),
      debit("tax.payable", taxNanos),
      credit("refund.in_transit", finalNanos),
    ],
  });
  const [numbered] = await tx.$queryRaw<{ number: string }[]>`
    SELECT 'REF-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('refund_number')::text, 5, '0') AS number`;
  const refundId = newId();
  const number = numbered?.number ?? refundId;
  await tx.refund.createMany({
    data: {
      id: refundId,
      number,
      accountId: account.id,
      orderId,
      kind: "goodwill",
      state: "ready",
      currency: account.currency,
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
    data: legs.map((leg) => ({
      id: newId(),
      refundId,
      accountId: account.id,
      paymentId: leg.paymentId,
      amountMinor: leg.amountMinor,
      currency: account.currency,
    })),
  });
  await outbox.enqueue(tx, "refunds.advance", { refundId });
  return { refundId, number };
}

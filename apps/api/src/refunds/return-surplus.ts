import { type Currency, minorToNanos } from "@tenure/core/money";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";

/** A payment that the order had no use for. */
interface Surplus {
  readonly orderId: string;
  readonly paymentId: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
}

/** Sends a surplus payment back whole, without fee (design.md, "Paid twice"); within the recording's transaction. */
export async function returnSurplus(
  { tx, now, context, decisionId, outbox }: Acting,
  surplus: Surplus,
): Promise<void> {
  const accountId = context.accountId ?? "";
  const wholeNanos = minorToNanos(surplus.amountMinor, surplus.currency);
  const refundId = newId();
  const [numbered] = await tx.$queryRaw<{ number: string }[]>`
    SELECT 'REF-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('refund_number')::text, 5, '0') AS number`;
  const freezeJournalId = await postJournal(tx, {
    kind: "refund.frozen",
    accountId,
    currency: surplus.currency,
    decisionId,
    effectiveAt: now,
    recordedAt: now,
    postings: [debit("payment.unapplied", wholeNanos), credit("refund.in_transit", wholeNanos)],
  });
  await tx.refund.createMany({
    data: {
      id: refundId,
      number: numbered?.number ?? refundId,
      accountId,
      orderId: surplus.orderId,
      kind: "surplus",
      state: "ready",
      currency: surplus.currency,
      floorNanos: wholeNanos,
      expectedNanos: wholeNanos,
      grossNanos: wholeNanos,
      feeNanos: 0n,
      remainderNanos: 0n,
      netNanos: wholeNanos,
      taxNanos: 0n,
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
      accountId,
      paymentId: surplus.paymentId,
      amountMinor: surplus.amountMinor,
      currency: surplus.currency,
    },
  });
  await outbox.enqueue(tx, "refunds.advance", { refundId });
}

import { isCurrency } from "@tenure/core/money";
import { frozenBooking, spentOfLotNanos } from "@tenure/core/refunds";
import { msBetween, plusMs } from "@tenure/core/time";
import type { Acting } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { closeLot, createLot, extendLot, reopenLot } from "../ledger/lots.ts";
import { credit, debit, postJournal, type PostingDraft } from "../ledger/post.ts";

/** A lot that came with the order, under the account's lock. */
interface OrderLot {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly grantedNanos: bigint;
  readonly balanceNanos: bigint;
  readonly expiresAt: Date | null;
}

/** What of a refund its lots need to know. */
interface TopUpRefundRow {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly freezeJournalId: string | null;
  readonly reservedNanos: bigint | null;
  readonly forfeitedNanos: bigint | null;
  readonly walletDebitNanos: bigint | null;
  readonly feeNanos: bigint | null;
  readonly remainderNanos: bigint | null;
  readonly netNanos: bigint | null;
  readonly taxNanos: bigint | null;
}

type Head = Parameters<typeof postJournal>[1];

/** Head of a journal that an act of an account writes now. */
export const headOf = ({ now, context, decisionId }: Acting, currency: Head["currency"]) => ({
  accountId: context.accountId ?? "",
  currency,
  decisionId,
  effectiveAt: now,
  recordedAt: now,
});

/** The newest lots that came with an order. */
export async function lotsOfOrder(
  tx: Tx,
  orderId: string,
): Promise<{ paid: OrderLot | null; bonus: OrderLot | null }> {
  const rows = await tx.$queryRaw<
    { id: string; kind: string; state: string; granted: string; balance: string; expires_at: Date | null }[]
  >`
    SELECT l.id, l.kind, l.state, l.granted_nanos::text AS granted, a.balance::text AS balance, l.expires_at FROM credit_lot l
      JOIN ledger_account a ON a.id = l.ledger_account_id WHERE l.order_id = ${orderId}::uuid ORDER BY l.id`;
  const of = (kind: string): OrderLot | null => {
    // The newest: one that expired while a refund was away was replaced by another.
    const row = rows.findLast((each) => each.kind === kind);
    return row === undefined
      ? null
      : {
          id: row.id,
          kind,
          state: row.state,
          grantedNanos: BigInt(row.granted),
          balanceNanos: BigInt(row.balance),
          expiresAt: row.expires_at,
        };
  };
  return { paid: of("paid"), bonus: of("bonus") };
}

/**
 * Sets the refundable credits of an order aside and forfeits its bonus (R3.4), in the commit that submits the refund: no
 * request that starts from now on is promised them. Those in flight keep their promise; what they use is paid from other
 * credits or debt, and comes back when the refund settles (R3.6).
 */
export async function setAside(
  acting: Acting,
  orderId: string,
  currency: Head["currency"],
  { reservedNanos, forfeitedBonusNanos }: { reservedNanos: bigint; forfeitedBonusNanos: bigint },
): Promise<void> {
  const { tx, now } = acting;
  const { paid, bonus } = await lotsOfOrder(tx, orderId);
  if (paid === null || paid.balanceNanos < reservedNanos)
    throw new Error("more is set aside than the order's lot has left");
  const bonusNanos = bonus === null ? 0n : forfeitedBonusNanos;
  await postJournal(tx, {
    ...headOf(acting, currency),
    kind: "refund.reserved",
    postings: [
      debit("wallet.lot", reservedNanos, paid.id),
      credit("refund.reserved", reservedNanos),
      ...(bonus === null || bonusNanos === 0n
        ? []
        : [debit("wallet.lot", bonusNanos, bonus.id), credit("revenue.bonus", bonusNanos)]),
    ],
  });
  if (paid.balanceNanos === reservedNanos) await closeLot(tx, paid.id, "refunded", now);
  if (bonus !== null && bonus.state === "open" && bonusNanos === bonus.balanceNanos)
    await closeLot(tx, bonus.id, "forfeited", now);
}

/**
 * A lot that takes credits again: the order's own, opened where it had ended; another one of the order where it has expired
 * meanwhile, or has no room for them. Either expires later by as long as the credits were gone.
 */
export async function refill(
  acting: Acting,
  lot: OrderLot,
  amountNanos: bigint,
  currency: Head["currency"],
  { number, orderId }: { readonly number: string; readonly orderId: string },
  awayMs: number,
): Promise<string> {
  const { tx, now, context } = acting;
  const expiresAt = lot.expiresAt === null ? null : plusMs(lot.expiresAt.toISOString(), awayMs);
  const hasRoom = spentOfLotNanos(lot.grantedNanos, lot.balanceNanos) >= amountNanos;
  if (lot.state === "expired" || lot.state === "revoked" || !hasRoom)
    return createLot(tx, {
      accountId: context.accountId ?? "",
      kind: lot.kind === "bonus" ? "bonus" : "paid",
      currency,
      amountNanos,
      expiresAt,
      reason: number,
      orderId,
      now,
    });
  if (isOver(lot.state)) await reopenLot(tx, lot.id, lot.state, expiresAt);
  else await extendLot(tx, lot.id, expiresAt);
  return lot.id;
}

const REOPENED = ["spent", "refunded", "forfeited", "frozen", "charged_back"] as const;
const isOver = (state: string): state is (typeof REOPENED)[number] => REOPENED.some((each) => each === state);

/** Brings back to the wallet what of the credits set aside the settled refund does not take. */
export async function returnUnused(
  acting: Acting,
  refund: TopUpRefundRow & { readonly submittedAt: Date },
  currency: Head["currency"],
  returnedNanos: bigint,
): Promise<PostingDraft[]> {
  if (returnedNanos === 0n) return [];
  const { paid } = await lotsOfOrder(acting.tx, refund.orderId);
  if (paid === null) throw new Error("an order without its paid lot");
  const awayMs = msBetween(refund.submittedAt.toISOString(), acting.now);
  const lotId = await refill(acting, paid, returnedNanos, currency, refund, awayMs);
  return [credit("wallet.lot", returnedNanos, lotId)];
}

/**
 * Gives back what the wallet lost to a refund that was called off, failed or bounced (R6.4): paid credits and bonus, living
 * longer by as long as they were gone. What was never paid out is no fee either.
 */
async function giveBack(
  acting: Acting,
  refund: TopUpRefundRow,
  currency: Head["currency"],
  kind: string,
  awayMs: number,
): Promise<void> {
  const { tx } = acting;
  const { paid, bonus } = await lotsOfOrder(tx, refund.orderId);
  const frozen = refund.freezeJournalId !== null;
  const backNanos = (frozen ? refund.walletDebitNanos : refund.reservedNanos) ?? 0n;
  const bonusNanos = refund.forfeitedNanos ?? 0n;
  if (paid === null) throw new Error("an order without its paid lot");
  const paidLotId = await refill(acting, paid, backNanos, currency, refund, awayMs);
  const bonusLotId =
    bonus === null || bonusNanos === 0n
      ? null
      : await refill(acting, bonus, bonusNanos, currency, refund, awayMs);
  const booked = frozenBooking({
    netNanos: refund.netNanos ?? 0n,
    taxNanos: refund.taxNanos ?? 0n,
    feeNanos: refund.feeNanos ?? 0n,
    remainderNanos: refund.remainderNanos ?? 0n,
    walletDebitNanos: backNanos,
  });
  await postJournal(tx, {
    ...headOf(acting, currency),
    kind,
    postings: [
      ...(frozen
        ? [
            debit("refund.in_transit", booked.inTransitNanos),
            debit("revenue.refund_fee", booked.feeNanos),
            debit("rounding.refund", booked.remainderNanos),
            credit("tax.payable", booked.taxNanos),
          ]
        : [debit("refund.reserved", backNanos)]),
      credit("wallet.lot", backNanos, paidLotId),
      ...(bonusLotId === null
        ? []
        : [debit("revenue.bonus", bonusNanos), credit("wallet.lot", bonusNanos, bonusLotId)]),
    ],
  });
  await tx.refund.update({ where: { id: refund.id }, data: { walletDebitNanos: 0n } });
}

/** The same for a refund row, which was away since it was submitted. */
export const giveBackTopUp = (
  acting: Acting,
  refund: TopUpRefundRow & { readonly currency: string; readonly submittedAt: Date },
  kind: string,
): Promise<void> =>
  giveBack(
    acting,
    refund,
    currencyOf(refund.currency),
    kind,
    msBetween(refund.submittedAt.toISOString(), acting.now),
  );

function currencyOf(code: string): Head["currency"] {
  if (!isCurrency(code)) throw new RangeError(`not an accepted currency: ${code.slice(0, 8)}`);
  return code;
}

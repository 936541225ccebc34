import { type Currency, isCurrency } from "@tenure/core/money";
import {
  type RefundState,
  spentOfLotNanos,
  type TopUpRefundFacts,
  usedInFlight,
  usedSinceNanos,
} from "@tenure/core/refunds";
import { changeForRefunds } from "@tenure/core/subject-changes";
import type { Instant } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import { ownPeriods } from "../accounts/own-periods.ts";
import type { Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { disputesIn, disputesOfPayment } from "../disputes/payment-disputes.ts";
import { AppError } from "../errors/app-error.ts";
import { balanceOf } from "../ledger/post.ts";
import { changeUnderWay } from "../subject-changes/effect/under-way.ts";
import { countRecentRefunds, type DecidedRefund, extentOf } from "./facts.ts";

/** Most requests in flight that one decision names. */
const MOST_HOLDS = 10_000;

/** Whether an order of that kind is refunded by the rules of top-ups (R1.2). */
export const isTopUp = (kind: string): boolean => kind === "top_up";

/** The refund that settles, with what was set aside for it, what was used by then, and the requests then in flight. */
export interface SettlingTopUp extends DecidedRefund {
  readonly usedNanos: bigint;
  readonly reservedNanos: bigint;
  readonly openHolds: TopUpRefundFacts["openHolds"];
}

/**
 * Everything a refund of a top-up order is decided from: the one loader behind preview, submit and settle.
 * @throws AppError not_found when the account has no such top-up order
 */
export async function topUpRefundFacts(
  { tx, now, policy, context }: Reading,
  orderId: string,
  settling: SettlingTopUp | null,
): Promise<TopUpRefundFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  const order = await tx.order.findFirst({
    where: { id: orderId, accountId: account.id, kind: "top_up" },
    include: {
      payments: {
        where: { purpose: "order" },
        include: { disputes: disputesOfPayment },
        orderBy: { capturedAt: "asc" },
      },
      refunds: {
        where: { kind: { in: ["top_up", "goodwill", "outside"] } },
        include: { legs: true },
        orderBy: { submittedAt: "asc" },
      },
    },
  });
  if (order === null) throw new AppError("not_found", "No such top-up order.");
  const own = await ownPeriods(tx, account.id);
  const currency: Currency = isCurrency(order.currency) ? order.currency : account.currency;
  const lots = await lotsOfOrder(tx, orderId, now);
  const inFlight = settling === null ? null : await inFlightSince(tx, account.id, settling);
  return {
    now,
    currency,
    route: "self_service",
    requestedAt: settling?.submittedAt ?? now,
    // A request made in time is decided as it was made: only later ones meet a termination (T4.2).
    accountState: settling !== null && account.state === "terminated" ? "suspended" : account.state,
    order: {
      id: order.id,
      number: order.number,
      state: order.state as TopUpRefundFacts["order"]["state"],
      paidAt: order.paidAt?.toISOString() ?? null,
      paidByPreviousHolder: !own.has(order.holderPeriodId),
    },
    subjectChange: changeForRefunds(await changeUnderWay(tx, account.id)),
    payments: order.payments.map((payment) => ({
      id: payment.id,
      provider: payment.provider === "antom" ? ("antom" as const) : ("stripe" as const),
      amountMinor: payment.amountMinor,
      taxNanos: order.taxNanos,
      ...disputesIn(payment, currency),
      minimumRefundMinor: 1n,
    })),
    earlierRefunds: order.refunds
      .filter((refund) => refund.id !== settling?.refundId)
      .map((refund) => ({
        id: refund.id,
        state: refund.state as RefundState,
        extent: extentOf(refund.kind),
        // While draining nothing is frozen yet: what was set aside counts as under way.
        grossNanos: refund.grossNanos ?? refund.reservedNanos ?? refund.expectedNanos,
        legs: refund.legs.map((leg) => ({ paymentId: leg.paymentId, amountMinor: leg.amountMinor })),
        // What came back to the wallet is a debit of nothing; what did not is owed (R6.4).
        ...(refund.state === "failed" && (refund.kind !== "top_up" || (refund.walletDebitNanos ?? 0n) > 0n)
          ? { owed: true as const }
          : {}),
      })),
    usedNanos: inFlight?.usedNanos ?? (await usedSince(tx, account.id, order.usedBeforeNanos ?? 0n)),
    openHolds: inFlight?.openHolds ?? (await openCreditHolds(tx, account.id, now)),
    unusedPaidNanos: settling?.reservedNanos ?? lots.unusedPaidNanos,
    bonusSpentNanos: lots.bonusSpentNanos,
    bonusLeftNanos: lots.bonusLeftNanos,
    walletPaidNanos: await paidBalance(tx, account.id, now),
    debtNanos: await balanceOf(tx, "wallet.debt", account.currency, account.id),
    recentRefunds: await countRecentRefunds(tx, account.id, now, policy, settling?.refundId ?? null),
  };
}

/** Usage of credits since a top-up was paid (R3.3): one subtraction, whatever the history. */
async function usedSince(tx: Tx, accountId: string, usedBeforeNanos: bigint): Promise<bigint> {
  const { usedNanos } = await tx.wallet.findUniqueOrThrow({
    where: { accountId },
    select: { usedNanos: true },
  });
  return usedSinceNanos(usedNanos, usedBeforeNanos);
}

/**
 * What became of the requests that were in flight at submit (R3.6): what each has used of credits since, and what is still
 * promised to it, never more than was promised then. What it uses beyond that is no matter of this refund, and nothing that
 * began later counts.
 */
async function inFlightSince(
  tx: Tx,
  accountId: string,
  { submittedAt, openHolds, usedNanos }: SettlingTopUp,
): Promise<Pick<TopUpRefundFacts, "usedNanos" | "openHolds">> {
  if (openHolds.length === 0) return { usedNanos, openHolds: [] };
  const rows = await tx.$queryRaw<{ id: string; left: string; used: string; expires_at: Date }[]>`
    SELECT h.id, CASE WHEN h.state = 'open' THEN h.left_credit_nanos ELSE 0 END::text AS left, h.expires_at,
           coalesce((SELECT sum(e.credit_nanos + e.debt_nanos) FROM usage_event e
                      WHERE e.hold_id = h.id AND e.account_id = h.account_id AND e.kind = 'usage'
                        AND e.recorded_at > ${submittedAt}::timestamptz), 0)::text AS used
      FROM usage_hold h WHERE h.account_id = ${accountId}::uuid AND h.id = ANY(${openHolds.map(({ id }) => id)}::uuid[])
     ORDER BY h.opened_at, h.id`;
  return usedInFlight(
    usedNanos,
    rows.map((row) => ({
      id: row.id,
      expiresAt: row.expires_at.toISOString(),
      promisedNanos: openHolds.find(({ id }) => id === row.id)?.creditNanos ?? 0n,
      usedNanos: BigInt(row.used),
      leftNanos: BigInt(row.left),
    })),
  );
}

/** Requests opened by an instant that credits were promised to and that have not reported. */
async function openCreditHolds(tx: Tx, accountId: string, openedBy: Instant) {
  const holds = await tx.usageHold.findMany({
    where: { accountId, state: "open", openedAt: { lte: new Date(openedBy) }, leftCreditNanos: { gt: 0 } },
    orderBy: { openedAt: "asc" },
    take: MOST_HOLDS,
  });
  return holds.map((hold) => ({
    id: hold.id,
    creditNanos: hold.leftCreditNanos,
    expiresAt: hold.expiresAt.toISOString(),
  }));
}

/** What is left of the lots that came with an order. */
async function lotsOfOrder(tx: Tx, orderId: string, now: Instant) {
  const rows = await tx.$queryRaw<{ kind: string; state: string; granted: string; balance: string }[]>`
    SELECT l.kind, CASE WHEN l.expires_at <= ${now}::timestamptz THEN 'expired' ELSE l.state END AS state,
           l.granted_nanos::text AS granted, a.balance::text AS balance
      FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id WHERE l.order_id = ${orderId}::uuid`;
  const open = (kind: string) =>
    rows
      .filter((row) => row.kind === kind && row.state === "open")
      .reduce((sum, row) => sum + BigInt(row.balance), 0n);
  const bonusSpentNanos = rows
    .filter(({ kind, state }) => kind === "bonus" && (state === "open" || state === "spent"))
    .reduce((sum, row) => sum + spentOfLotNanos(BigInt(row.granted), BigInt(row.balance)), 0n);
  return { unusedPaidNanos: open("paid"), bonusLeftNanos: open("bonus"), bonusSpentNanos };
}

/** Posted balance of all paid lots that can be used (R2.5). */
async function paidBalance(tx: Tx, accountId: string, now: Instant): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ sum: string }[]>`
    SELECT coalesce(sum(a.balance), 0)::text AS sum FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.account_id = ${accountId}::uuid AND l.kind = 'paid' AND l.state = 'open'
       AND (l.expires_at IS NULL OR l.expires_at > ${now}::timestamptz)`;
  return BigInt(row?.sum ?? "0");
}

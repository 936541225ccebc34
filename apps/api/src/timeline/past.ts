import { isCurrency, minorToNanos } from "@tenure/core/money";
import { finalOfFrozen } from "@tenure/core/refunds";
import { MOST_FACTS, newestFacts, type TimelineFact } from "@tenure/core/timeline";
import type { Tx } from "../db/database.ts";
import type { Named } from "./named.ts";

/** What happened last, from the newest rows of each kind. */
export async function pastFacts(tx: Tx, accountId: string, named: Named): Promise<TimelineFact[]> {
  return newestFacts([
    ...(await paidOrders(tx, accountId, named)),
    ...(await endedSubscriptions(tx, accountId)),
    ...(await paidRefunds(tx, accountId, named)),
  ]);
}

async function paidOrders(tx: Tx, accountId: string, named: Named): Promise<TimelineFact[]> {
  const rows = await tx.order.findMany({
    where: { accountId, state: "paid" },
    include: { planPrice: true },
    orderBy: { paidAt: "desc" },
    take: MOST_FACTS,
  });
  return rows.map((row) => {
    named.orders.set(row.number, row.id);
    const at = (row.paidAt ?? row.createdAt).toISOString();
    const amountNanos = minorToNanos(row.totalMinor, isCurrency(row.currency) ? row.currency : "USD");
    const { number } = row;
    if (row.planPrice === null)
      return {
        at,
        kind: row.kind === "add_on" ? "add_on_paid" : "top_up_paid",
        amountNanos,
        params: { number },
      };
    const { planId: plan, interval } = row.planPrice;
    if (row.gift) return { at, kind: "gift_redeemed", amountNanos: null, params: { plan } };
    if (row.kind === "gift_subscription")
      return { at, kind: "gift_paid", amountNanos, params: { number, plan } };
    return { at, kind: "plan_paid", amountNanos, params: { number, plan, interval } };
  });
}

async function endedSubscriptions(tx: Tx, accountId: string): Promise<TimelineFact[]> {
  const rows = await tx.subscription.findMany({
    where: { accountId },
    orderBy: { id: "desc" },
    take: MOST_FACTS,
  });
  return rows.flatMap((row): TimelineFact[] => {
    const params = { plan: row.planId };
    return [
      ...(row.canceledAt === null
        ? []
        : [{ at: row.canceledAt.toISOString(), kind: "plan_canceled" as const, amountNanos: null, params }]),
      ...(row.endedAt === null
        ? []
        : [{ at: row.endedAt.toISOString(), kind: "plan_ended" as const, amountNanos: null, params }]),
    ];
  });
}

async function paidRefunds(tx: Tx, accountId: string, named: Named): Promise<TimelineFact[]> {
  const rows = await tx.refund.findMany({
    where: { accountId, state: "refunded" },
    orderBy: { submittedAt: "desc" },
    take: MOST_FACTS,
  });
  return rows.map((row) => {
    named.refunds.set(row.number, row.id);
    return {
      at: (row.refundedAt ?? row.submittedAt).toISOString(),
      kind: "refund_paid",
      amountNanos: finalOfFrozen({ netNanos: row.netNanos ?? 0n, taxNanos: row.taxNanos ?? 0n }),
      params: { number: row.number },
    };
  });
}

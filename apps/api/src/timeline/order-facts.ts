import { decide } from "@tenure/core/decision";
import { finalOfFrozen, subscriptionRefund } from "@tenure/core/refunds";
import { businessDaysAfter, type TimelineFacts, type TimelineOrder } from "@tenure/core/timeline";
import { plusHours } from "@tenure/core/time";
import type { Reading } from "../command/command.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { subscriptionRefundFacts } from "../refunds/facts.ts";
import type { Named } from "./named.ts";

/** Orders that are looked at: more were never paid within one window by hand. */
const MOST_ORDERS = 20;
/** Refunds under way that are told; a person follows them one by one. */
const MOST_REFUNDS = 20;

/** Orders whose refund nothing but time will refuse, each judged by the rule that a refund itself asks (R1.1, R1.2). */
export async function refundableOrders(reading: Reading, named: Named): Promise<TimelineOrder[]> {
  const { tx, now, policy, context } = reading;
  const rows = await tx.order.findMany({
    where: {
      accountId: context.accountId ?? "",
      state: "paid",
      gift: false,
      distributor: null,
      paidAt: { gte: new Date(plusHours(now, -policy.refunds.windowHours)) },
    },
    include: { payments: { where: { purpose: "order" } }, refunds: true },
    orderBy: { paidAt: "desc" },
    take: MOST_ORDERS,
  });
  const orders: TimelineOrder[] = [];
  for (const row of rows) {
    if (row.paidAt === null) continue;
    const open =
      row.kind === "top_up"
        ? await topUpIsOpen(reading, row)
        : row.kind === "subscription" && (await refundIsOpen(reading, row));
    if (!open) continue;
    named.orders.set(row.number, row.id);
    const paidAt = row.paidAt.toISOString();
    orders.push({
      number: row.number,
      kind: row.kind === "top_up" ? "top_up" : "subscription",
      origin: "new",
      amountNanos: row.amountNanos,
      paidAt,
      subscribedAt: row.kind === "top_up" ? null : paidAt,
      policyVersion: row.policyVersion,
    });
  }
  return orders;
}

async function refundIsOpen(reading: Reading, order: { id: string; policyVersion: string }) {
  const policy = policyByVersion(order.policyVersion) ?? reading.policy;
  const facts = await subscriptionRefundFacts({ ...reading, policy }, order.id, null);
  return decide(subscriptionRefund, facts, policy).outcome === "granted";
}

/** R1.2: a top-up of which paid credits are left, that nobody disputes and nobody asked back. */
async function topUpIsOpen(
  { tx }: Reading,
  order: {
    readonly id: string;
    readonly payments: readonly { readonly disputeState: string }[];
    readonly refunds: readonly { readonly state: string }[];
  },
): Promise<boolean> {
  if (order.payments.some((payment) => payment.disputeState !== "none")) return false;
  if (order.refunds.some((refund) => refund.state !== "canceled" && refund.state !== "failed")) return false;
  const [left] = await tx.$queryRaw<{ left: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
                    WHERE l.order_id = ${order.id}::uuid AND l.kind = 'paid' AND l.state = 'open' AND a.balance > 0) AS left`;
  return left?.left === true;
}

/** Refunds under way, with the last day by which they usually arrive (R4.3). */
export async function refundsUnderWay(
  { tx, policy, context }: Reading,
  named: Named,
): Promise<TimelineFacts["refunds"]> {
  const rows = await tx.refund.findMany({
    where: {
      accountId: context.accountId ?? "",
      state: { in: ["draining", "ready", "calling", "pending", "unknown"] },
    },
    include: { order: { select: { policyVersion: true } } },
    orderBy: { submittedAt: "desc" },
    take: MOST_REFUNDS,
  });
  return rows.map((row) => {
    named.refunds.set(row.number, row.id);
    const { max } = (policyByVersion(row.order.policyVersion) ?? policy).refunds.arrivalBusinessDays;
    return {
      number: row.number,
      amountNanos:
        row.netNanos === null
          ? row.expectedNanos
          : finalOfFrozen({ netNanos: row.netNanos, taxNanos: row.taxNanos ?? 0n }),
      expectedAt: businessDaysAfter((row.settledAt ?? row.submittedAt).toISOString(), max),
    };
  });
}

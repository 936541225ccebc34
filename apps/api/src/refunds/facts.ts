import { type Currency, isCurrency } from "@tenure/core/money";
import type { Policy } from "@tenure/core/policy";
import { type PlanId, planIds } from "@tenure/core/pricing";
import type { RefundState, SubscriptionRefundFacts } from "@tenure/core/refunds";
import { changeForRefunds } from "@tenure/core/subject-changes";
import { type Instant, plusHours } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import { ownPeriods } from "../accounts/own-periods.ts";
import type { Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { distributorFor } from "../distributors/links.ts";
import { disputesIn, disputesOfPayment } from "../disputes/payment-disputes.ts";
import { AppError } from "../errors/app-error.ts";
import { changeUnderWay } from "../subject-changes/effect/under-way.ts";

/** Orders of a plan, by what each was. */
const ORIGINS: Readonly<Record<string, SubscriptionRefundFacts["order"]["origin"]>> = {
  subscription: "new",
  upgrade: "upgrade",
};
const OF_A_PLAN = Object.keys(ORIGINS);

/** Whether an order of that kind is refunded by the rules of subscriptions. */
export const isOfPlan = (kind: string): boolean => OF_A_PLAN.includes(kind);

/** Which refund is being decided: none yet at submit, the submitted one when it settles. */
export interface DecidedRefund {
  readonly refundId: string;
  readonly submittedAt: Instant;
}

/**
 * Everything a refund of a subscription order is decided from: the one loader behind preview, submit and settle.
 * @throws AppError not_found when the account has no such subscription order
 */
export async function subscriptionRefundFacts(
  { tx, now, policy, context }: Reading,
  orderId: string,
  settling: DecidedRefund | null,
  // A gift is taken back by its own command, which voids it in the same commit; what was submitted there settles here.
  kinds: readonly string[] = settling === null ? OF_A_PLAN : [...OF_A_PLAN, "gift_subscription"],
): Promise<SubscriptionRefundFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  const order = await tx.order.findFirst({
    where: { id: orderId, accountId: account.id, kind: { in: [...kinds] } },
    include: {
      planPrice: { include: { plan: true } },
      payments: {
        where: { purpose: "order" },
        include: { disputes: disputesOfPayment },
        orderBy: { capturedAt: "asc" },
      },
      refunds: {
        where: { kind: { in: ["subscription", "goodwill", "outside"] } },
        include: { legs: true },
        orderBy: { submittedAt: "asc" },
      },
      terms: { orderBy: { number: "desc" }, take: 1 },
    },
  });
  if (order === null || order.planPrice === null)
    throw new AppError("not_found", "No such subscription order.");
  const term = order.terms[0];
  const own = await ownPeriods(tx, account.id);
  const owed = await owedRefunds(tx, orderId);
  const currency: Currency = isCurrency(order.currency) ? order.currency : account.currency;
  return {
    now,
    currency,
    route: "self_service",
    requestedAt: settling?.submittedAt ?? now,
    // A request made in time is decided as it was made: only later ones meet a termination (T4.2). Nothing can be
    // submitted after it, so what settles was submitted before.
    accountState: settling !== null && account.state === "terminated" ? "suspended" : account.state,
    order: {
      id: order.id,
      planId: planIdOf(order.planPrice.planId),
      planName: planNameOf(order.planPrice.plan.name),
      state: order.state as SubscriptionRefundFacts["order"]["state"],
      origin: ORIGINS[order.kind] ?? "new",
      paidAt: order.paidAt?.toISOString() ?? null,
      subscribedAt: order.paidAt?.toISOString() ?? null,
      gift: await giftOf(tx, order),
      distributor: await distributorFor(tx, order.distributor, "refund"),
      paidByPreviousHolder: !own.has(order.holderPeriodId),
      ...(term?.suspendedAt == null ? {} : { creditedAway: true as const }),
    },
    subjectChange: changeForRefunds(await changeUnderWay(tx, account.id)),
    payments: order.payments.map((payment) => ({
      id: payment.id,
      provider: "stripe" as const,
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
        // While draining nothing is frozen yet: the whole expected amount counts as under way.
        grossNanos: refund.grossNanos ?? refund.expectedNanos,
        legs: refund.legs.map((leg) => ({ paymentId: leg.paymentId, amountMinor: leg.amountMinor })),
        ...(owed.has(refund.id) ? { owed: true as const } : {}),
      })),
    usedNanos: term?.usedNanos ?? 0n,
    openHolds: term === undefined ? [] : await openHolds(tx, term.id, settling?.submittedAt ?? now),
    recentRefunds: await countRecentRefunds(tx, account.id, now, policy, settling?.refundId ?? null),
  };
}

/** Out of goodwill, and at the provider, staff chose an amount; by the rules all that is refundable goes (R3.8). */
export const extentOf = (kind: string): "whole" | "partial" =>
  kind === "goodwill" || kind === "outside" ? "partial" : "whole";

/** Whether an order is of a gift, and from which side. */
async function giftOf(
  tx: Tx,
  order: { readonly id: string; readonly kind: string; readonly gift: boolean },
): Promise<SubscriptionRefundFacts["order"]["gift"]> {
  if (order.gift) return "received";
  if (order.kind !== "gift_subscription") return "none";
  const gift = await tx.giftSubscription.findUnique({
    where: { orderId: order.id },
    select: { state: true },
  });
  return gift?.state === "redeemed" ? "given_redeemed" : "given_unredeemed";
}

/** Failed refunds of an order that restored nothing: what they froze was never given back but booked as owed (R6.4). */
export async function owedRefunds(tx: Tx, orderId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM refund r
     WHERE order_id = ${orderId}::uuid AND kind IN ('subscription', 'goodwill') AND state = 'failed' AND freeze_journal_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM ledger_journal j WHERE j.reverses_id = r.freeze_journal_id)`;
  return new Set(rows.map((row) => row.id));
}

/** Holds on a term's included usage that were opened by an instant and still wait for their request (R3.6). */
async function openHolds(tx: Tx, termId: string, openedBy: Instant) {
  const holds = await tx.usageHold.findMany({
    where: { termId, state: "open", openedAt: { lte: new Date(openedBy) }, leftPlanNanos: { gt: 0 } },
    orderBy: { openedAt: "asc" },
    take: 10_000,
  });
  return holds.map((hold) => ({
    id: hold.id,
    planNanos: hold.leftPlanNanos,
    expiresAt: hold.expiresAt.toISOString(),
  }));
}

/**
 * Refunds within the policy's days that were not called off (R2.10): of the account, and where the policy says so of
 * others with the same person, card or device.
 */
export async function countRecentRefunds(
  tx: Tx,
  accountId: string,
  now: Instant,
  { refunds: { review } }: Policy,
  except: string | null,
): Promise<number> {
  const since = new Date(plusHours(now, -24 * review.withinDays));
  const [person, card, device] = (["person", "card", "device"] as const).map((each) =>
    review.alsoBy.includes(each),
  );
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT refunds_of_kin(${accountId}::uuid, ${since}, ${except}::uuid, ${person}, ${card}, ${device}) AS count`;
  return rows[0]?.count ?? 0;
}

function planIdOf(id: string): PlanId {
  const found = planIds.find((each) => each === id);
  if (found === undefined) throw new Error(`plan ${id} is not in the catalogue`);
  return found;
}

const planNameOf = (name: unknown): string =>
  typeof name === "string"
    ? name
    : name !== null && typeof name === "object" && "en" in name
      ? String(name.en)
      : "Plan";

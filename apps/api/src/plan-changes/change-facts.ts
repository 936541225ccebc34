import { isCurrency } from "@tenure/core/money";
import { planIds } from "@tenure/core/pricing";
import { refundStatesUnderWay } from "@tenure/core/refunds";
import { type ChangePlanFacts, returnedOfTerm } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import { readAccount } from "../accounts/account-facts.ts";
import { billingDetailsOf, billingFacts } from "../accounts/billing-facts.ts";
import type { Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { runningSubscription, servingTerm } from "../subscriptions/running.ts";
import { waitingChange } from "./scheduled.ts";

/**
 * Reads what a change of plan is decided from: the one loader behind preview and effect.
 * @throws AppError not_found when there is no such plan price
 */
export async function changeFacts(
  { tx, now, context }: Reading,
  planPriceId: string,
  tax: TaxCalculator,
): Promise<ChangePlanFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  return {
    now,
    currency: account.currency,
    accountState: account.state,
    country: (await billingDetailsOf(tx, account.id)).country,
    ...(await billingFacts(tx, account.id, tax)),
    subscription: await subscriptionFacts(tx, account.id, now),
    target: await targetFacts(tx, planPriceId, now),
  };
}

async function targetFacts(tx: Tx, planPriceId: string, now: Instant): Promise<ChangePlanFacts["target"]> {
  const price = await tx.planPrice.findUnique({ where: { id: planPriceId }, include: { plan: true } });
  if (price === null || price.effectiveFrom.toISOString() > now)
    throw new AppError("not_found", "No such plan price.");
  const newest = await tx.planPrice.findFirst({
    where: {
      planId: price.planId,
      interval: price.interval,
      currency: price.currency,
      effectiveFrom: { lte: new Date(now) },
    },
    orderBy: { version: "desc" },
  });
  if (!isCurrency(price.currency)) throw new Error(`a plan price in ${price.currency}`);
  return {
    planPriceId: price.id,
    planId: planIdOf(price.planId),
    interval: price.interval === "year" ? "year" : "month",
    currency: price.currency,
    amountNanos: price.amountNanos,
    includedUsageNanos: price.includedUsageNanos,
    forSale: price.plan.onSale,
    current: newest?.id === price.id,
  };
}

async function subscriptionFacts(
  tx: Tx,
  accountId: string,
  now: Instant,
): Promise<ChangePlanFacts["subscription"]> {
  const running = await runningSubscription(tx, accountId);
  if (running?.term == null) return null;
  // Terms of a gift lie behind the one that serves; what is credited is the one that serves.
  const serving = (await servingTerm(tx, running.id, now)) ?? running.term;
  const row = await tx.term.findUniqueOrThrow({
    where: { id: serving.id },
    include: {
      planPrice: true,
      order: {
        include: { payments: { where: { purpose: "order" } }, refunds: { where: { kind: "subscription" } } },
      },
    },
  });
  const { order, planPrice } = row;
  const waiting = await waitingChange(tx, running.id);
  return {
    state: running.state,
    planId: planIdOf(planPrice.planId),
    interval: planPrice.interval === "year" ? "year" : "month",
    amountNanos: planPrice.amountNanos,
    zone: running.timeZone,
    distributor: order.distributor === null ? null : { name: order.distributor, link: "" },
    gift: order.gift ? "running" : serving.id === running.term.id ? "none" : "follows",
    paidUntil: running.term.endsAt,
    renews: running.state === "active" && !running.gift && order.distributor === null,
    term: {
      id: row.id,
      anchor: serving.anchorAt,
      start: serving.startsAt,
      end: serving.endsAt,
      paidNanos: row.paidNanos ?? 0n,
      creditedNanos: row.creditedNanos,
      refundedNanos: returnedOfTerm({
        paidNanos: row.paidNanos ?? 0n,
        lost: order.payments.some(({ disputeState }) => disputeState === "lost"),
        refunds: order.refunds,
      }),
      includedNanos: row.includedNanos,
      usedNanos: row.usedNanos,
      heldNanos: row.heldNanos,
    },
    refundUnderWay: order.refunds.some(({ state }) => UNDER_WAY.has(state)),
    disputeOpen: order.payments.some(({ disputeState }) => disputeState === "open"),
    scheduled:
      waiting === null
        ? null
        : { planId: waiting.planId, interval: waiting.interval, appliesAt: waiting.appliesAt },
  };
}

const UNDER_WAY: ReadonlySet<string> = refundStatesUnderWay;

/** The plan by its id. @throws Error when it is not in the catalogue */
export function planIdOf(id: string) {
  const found = planIds.find((each) => each === id);
  if (found === undefined) throw new Error(`plan ${id} is not in the catalogue`);
  return found;
}

import { isCurrency } from "@tenure/core/money";
import { type cancelSubscription, placeOfTerm } from "@tenure/core/subscriptions";
import { readAccount } from "../accounts/account-facts.ts";
import type { Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { distributorFor } from "../distributors/links.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { planIdOf } from "../plan-changes/change-facts.ts";
import { changeAtCancellation } from "../plan-changes/scheduled.ts";
import { requireRunning, type RunningSubscription } from "./running.ts";

/** What cancelling is decided from. */
export type CancelFacts = Parameters<typeof cancelSubscription.decide>[0];

/** The running subscription with its newest term and that term's order. @throws AppError not_found on Free */
async function running(tx: Tx, accountId: string) {
  const subscription = await requireRunning(tx, accountId);
  const row = await tx.term.findUniqueOrThrow({
    where: { id: subscription.term.id },
    include: { order: true, planPrice: true, subscription: true },
  });
  return { subscription, term: subscription.term, row };
}

/** The policy a subscription was bought under: its cut-off is the one that was shown then. */
export const policyOfRunning = async ({ tx, context }: Reading): Promise<string> =>
  (await running(tx, context.accountId ?? "")).row.order.policyVersion;

/** Reads what cancelling, or taking it back, is decided from. @throws AppError not_found on Free */
export async function cancelFacts({ tx, now, context }: Reading, tax: TaxCalculator): Promise<CancelFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  const { subscription, term, row } = await running(tx, account.id);
  const billing = await tx.billingDetails.findUnique({ where: { accountId: account.id } });
  const { order } = row;
  // What one more renewal would be is what its holder paid for last; terms of a gift only move it.
  const planPrice =
    subscription.paid === null
      ? row.planPrice
      : await tx.planPrice.findUniqueOrThrow({ where: { id: subscription.paid.planPriceId } });
  const interval = planPrice.interval === "year" ? ("year" as const) : ("month" as const);
  const zone = row.subscription.timeZone;
  const { calendar, index } = placeOfTerm(
    { anchor: row.anchorAt.toISOString(), zone, interval },
    term.endsAt,
  );
  return {
    now,
    currency: isCurrency(planPrice.currency) ? planPrice.currency : account.currency,
    country: billing?.country ?? null,
    subscription: {
      state: subscription.state,
      planId: planIdOf(subscription.planId),
      interval,
      zone,
      distributor: await distributorFor(tx, order.distributor, "cancel"),
      gift: subscription.gift,
    },
    term: {
      index,
      anchor: calendar.anchor,
      endsAt: term.endsAt,
      amountNanos: planPrice.amountNanos,
    },
    planChange: await waitingPlan(tx, subscription),
    taxBps: billing === null ? 0 : await tax.rateBps({ country: billing.country, taxId: billing.taxId }),
  };
}

async function waitingPlan(tx: Tx, running: RunningSubscription): Promise<CancelFacts["planChange"]> {
  const change = await changeAtCancellation(tx, running);
  if (change === null) return null;
  const { planId, interval, amountNanos, appliesAt } = change;
  return { planId, interval, amountNanos, appliesAt };
}

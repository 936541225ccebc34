import type { TimelineSubscription } from "@tenure/core/timeline";
import type { TermInterval } from "@tenure/core/subscriptions";
import type { Tx } from "../db/database.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { cancellationOf } from "../subscriptions/cancellation.ts";
import { runningSubscription } from "../subscriptions/running.ts";

/** The running subscription as its promises need it; null on Free. */
export async function timelineSubscription(
  tx: Tx,
  accountId: string,
  tax: TaxCalculator,
): Promise<TimelineSubscription | null> {
  const running = await runningSubscription(tx, accountId);
  if (running?.term == null) return null;
  const { term, paid } = running;
  // Terms of gifts may lie behind it: it renews as what its holder paid for last, and a gift does not renew at all.
  const row = await tx.term.findUniqueOrThrow({
    where: { id: paid?.termId ?? term.id },
    include: { planPrice: true, order: true },
  });
  const billing = await tx.billingDetails.findUnique({ where: { accountId } });
  const interval: TermInterval = row.planPrice.interval === "year" ? "year" : "month";
  return {
    state: running.state,
    plan: { planId: running.planId, interval, amountNanos: row.planPrice.amountNanos },
    termEndsAt: term.endsAt,
    renews: !running.gift,
    taxBps: billing === null ? 0 : await tax.rateBps({ country: billing.country, taxId: billing.taxId }),
    policyVersion: row.order.policyVersion,
    distributor: row.order.distributor,
    cancellation: cancellationOf(running, term, interval),
    planChange: null,
    priceChange: null,
    dunning: null,
  };
}

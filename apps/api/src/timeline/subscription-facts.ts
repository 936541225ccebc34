import { isCurrency, minorToNanos } from "@tenure/core/money";
import type { Policy } from "@tenure/core/policy";
import { dunningSchedule, placeOfTerm, priceChangeFor, type TermInterval } from "@tenure/core/subscriptions";
import type { TimelineSubscription } from "@tenure/core/timeline";
import type { Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { distributorLinks } from "../distributors/links.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { announcedChanges } from "../price-changes/announced.ts";
import { waitingChange } from "../plan-changes/scheduled.ts";
import { cancellationOf } from "../subscriptions/cancellation.ts";
import { type RunningSubscription, runningSubscription } from "../subscriptions/running.ts";

/** The running subscription as its promises need it; null on Free. */
export async function timelineSubscription(
  reading: Reading,
  tax: TaxCalculator,
): Promise<TimelineSubscription | null> {
  const { tx, context } = reading;
  const accountId = context.accountId ?? "";
  const running = await runningSubscription(tx, accountId);
  if (running?.term == null) return null;
  const { term, paid } = running;
  // Terms of gifts may lie behind it: it renews as what its holder paid for last, and a gift does not renew at all.
  const row = await tx.term.findUniqueOrThrow({
    where: { id: paid?.termId ?? term.id },
    include: { planPrice: true, order: true, subscription: { select: { distributor: true } } },
  });
  const billing = await tx.billingDetails.findUnique({ where: { accountId } });
  const interval: TermInterval = row.planPrice.interval === "year" ? "year" : "month";
  const policy = policyByVersion(row.order.policyVersion) ?? reading.policy;
  const { distributor } = row.subscription;
  return {
    state: running.state,
    plan: { planId: running.planId, interval, amountNanos: row.planPrice.amountNanos },
    termEndsAt: term.endsAt,
    renews: !running.gift,
    taxBps: billing === null ? 0 : await tax.rateBps({ country: billing.country, taxId: billing.taxId }),
    policyVersion: row.order.policyVersion,
    distributor:
      distributor === null ? null : ((await distributorLinks(tx, distributor))?.title ?? distributor),
    cancellation: cancellationOf(running, term, interval),
    planChange: await waitingPlan(tx, running.id),
    priceChange: await firstPriceChange(reading, running, interval, row.planPrice.amountNanos, policy),
    dunning: running.state === "past_due" ? await dunning(reading, running.id, policy) : null,
  };
}

/** The first announced price that will hold (T3.2). A raise whose notice was not accepted is none yet. */
async function firstPriceChange(
  { tx, now }: Reading,
  { id, term, canceledAt, timeZone: zone }: RunningSubscription,
  interval: TermInterval,
  amountNanos: bigint,
  policy: Policy,
): Promise<TimelineSubscription["priceChange"]> {
  if (term === null || canceledAt !== null) return null;
  const place = placeOfTerm({ anchor: term.anchorAt, zone, interval }, term.endsAt);
  const ahead = (await announcedChanges(tx, id)).flatMap((change) => {
    if (change.canceled) return [];
    const { appliesFrom, noticeAcceptedAt, bouncedAt } = change;
    const raise = change.amountNanos > amountNanos;
    const first = priceChangeFor(
      { ...place, now, ends: false, raise, appliesFrom, noticeAcceptedAt, bouncedAt },
      policy,
    );
    return first === null || !first.noticed
      ? []
      : [{ amountNanos: change.amountNanos, appliesAt: first.renewalAt }];
  });
  return ahead.toSorted((a, b) => (a.appliesAt < b.appliesAt ? -1 : 1))[0] ?? null;
}

/** What is owed by a renewal that could not be charged, and until when (T2.2). */
async function dunning(
  { tx, now }: Reading,
  subscriptionId: string,
  policy: Policy,
): Promise<TimelineSubscription["dunning"]> {
  const renewal = await tx.renewal.findFirst({ where: { subscriptionId, settledAt: null } });
  if (renewal === null || renewal.pastDueSince === null) return null;
  const { triesAt, graceEndsAt } = dunningSchedule(renewal.pastDueSince.toISOString(), policy);
  return {
    dueNanos: minorToNanos(renewal.totalMinor, isCurrency(renewal.currency) ? renewal.currency : "USD"),
    retryAt: triesAt.find((at) => at > now) ?? null,
    graceUntil: graceEndsAt,
  };
}

/** The plan that waits for the end of what is paid for, or null. */
async function waitingPlan(tx: Tx, subscriptionId: string) {
  const waiting = await waitingChange(tx, subscriptionId);
  if (waiting === null) return null;
  const { planId, interval, amountNanos, appliesAt } = waiting;
  return { planId, interval, amountNanos, appliesAt };
}

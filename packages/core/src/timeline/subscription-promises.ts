import { taxOn } from "../orders/tax.ts";
import type { Currency } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { cancelBy, comesWhenLeaving } from "../subscriptions/index.ts";
import { promise } from "./entry.ts";
import type { TimelineEntry, TimelinePlan, TimelineSubscription } from "./facts.ts";

/**
 * What a subscription promises, past instants included: cancel-by, renewal, changes, its end.
 * @param bought the version of the policy it was bought under
 */
export function subscriptionPromises(
  subscription: TimelineSubscription,
  currency: Currency,
  bought: Policy,
): TimelineEntry[] {
  const { state, distributor, plan, termEndsAt } = subscription;
  const running = state === "active" || state === "canceling" || state === "past_due";
  // A refund decides what becomes of the rest; until then nothing about the term can be promised.
  if (!running) return [];
  // T1.3: when it renews and at which price only the distributor can say.
  if (distributor !== null)
    return [promise("distributor_term_ends", termEndsAt, null, { plan: plan.planId, distributor })];
  if (state === "past_due") return dunningPromises(subscription);
  if (state === "canceling") return cancelingPromises(subscription, currency);
  return renewingPromises(subscription, currency, bought);
}

/** A renewal with its tax; the amount is what is charged. */
function renewal(at: string, plan: TimelinePlan, taxBps: number, currency: Currency): TimelineEntry {
  const taxNanos = taxOn(plan.amountNanos, taxBps, currency);
  return promise("renewal", at, plan.amountNanos + taxNanos, {
    plan: plan.planId,
    interval: plan.interval,
    price: plan.amountNanos.toString(),
    tax: taxNanos.toString(),
  });
}

function renewingPromises(
  subscription: TimelineSubscription,
  currency: Currency,
  bought: Policy,
): TimelineEntry[] {
  const { plan, termEndsAt, planChange, priceChange, taxBps } = subscription;
  const end = { plan: plan.planId };
  if (!subscription.renews) return [promise("subscription_ends", termEndsAt, null, end)];
  const { cancelBeforeHours } = bought.subscriptions;
  // Who has chosen another plan leaves the present price: what was announced for it never comes to apply (T2.5).
  const raise = planChange === null ? priceChange : null;
  const raised = raise !== null && raise.appliesAt <= termEndsAt;
  const changed = planChange !== null && planChange.appliesAt <= termEndsAt;
  const next = changed ? planChange : raised ? { ...plan, amountNanos: raise.amountNanos } : plan;
  const entries: TimelineEntry[] = [];
  if (planChange !== null) {
    const params = { plan: planChange.planId, interval: planChange.interval };
    entries.push(
      promise("plan_change_undo_by", cancelBy(planChange.appliesAt, cancelBeforeHours), null, params),
      promise("plan_change", planChange.appliesAt, null, params),
    );
  }
  if (raise !== null)
    entries.push(
      promise("price_change", raise.appliesAt, raise.amountNanos, {
        plan: plan.planId,
        before: plan.amountNanos.toString(),
      }),
    );
  // The Free plan costs nothing: no charge, so nothing to cancel either.
  if (next.amountNanos <= 0n) return entries;
  const charge = renewal(termEndsAt, next, taxBps, currency);
  const until = cancelBy(termEndsAt, cancelBeforeHours);
  return [...entries, promise("cancel_by", until, charge.amountNanos, end), charge];
}

function cancelingPromises(subscription: TimelineSubscription, currency: Currency): TimelineEntry[] {
  const { plan, termEndsAt, planChange, taxBps } = subscription;
  const endsAt = subscription.cancellation?.endsAt ?? termEndsAt;
  const params = { plan: plan.planId };
  // T2.5: too late, so one more term, at the old price whatever was announced; a cheaper plan of the same length that
  // was chosen in time still counts.
  const milder = planChange !== null && comesWhenLeaving(planChange, { ...plan, endsAt: termEndsAt });
  return [
    promise("undo_until", endsAt, null, params),
    promise("subscription_ends", endsAt, null, params),
    ...(termEndsAt < endsAt ? [renewal(termEndsAt, milder ? planChange : plan, taxBps, currency)] : []),
  ];
}

function dunningPromises({ plan, dunning }: TimelineSubscription): TimelineEntry[] {
  if (dunning === null) return [];
  const params = { plan: plan.planId };
  return [
    ...(dunning.retryAt === null
      ? []
      : [promise("payment_retry", dunning.retryAt, dunning.dueNanos, params)]),
    promise("grace_ends", dunning.graceUntil, dunning.dueNanos, params),
  ];
}

import { z } from "zod";
import { defineRule, type Line, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { taxOn } from "../orders/tax.ts";
import { planIds } from "../pricing/plans.ts";
import { type Instant, instantSchema, toEpochMs } from "../time/index.ts";
import { lateCancelIn } from "./late-cancel.ts";
import { cancelBy, cancelledInTime, termEnd } from "./terms.ts";
import { zoneSchema } from "./zone-schema.ts";
import { comesWhenLeaving, waitingChangeSchema } from "./waiting-change.ts";

/** Why somebody leaves: asked on the cancel step, may be skipped, decides nothing. */
export const CANCEL_REASONS = [
  "too_expensive",
  "not_used_enough",
  "missing_feature",
  "quality",
  "switched",
  "other",
] as const;

const states = ["incomplete", "active", "canceling", "past_due", "refunding", "ended"] as const;

/** What cancelling, in whatever way, is decided from. */
export const cancelFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  /** ISO country of the billing details, or null where none were given: policy data may differ by country. */
  country: z.string().length(2).nullable(),
  subscription: z.strictObject({
    state: z.enum(states),
    planId: z.enum(planIds),
    interval: z.enum(["month", "year"]),
    /** IANA zone when it was bought: its terms are counted in it. */
    zone: zoneSchema,
    distributor: z.strictObject({ name: z.string().max(60), link: z.string().max(300) }).nullable(),
    /** Received as a gift: nothing is ever charged for it. */
    gift: z.boolean(),
  }),
  /** The newest term. */
  term: z.strictObject({
    /** 0 for the first since the anchor; -1 where a count of its own begins at the end of this one. */
    index: z.int().min(-1),
    anchor: instantSchema,
    endsAt: instantSchema,
    /** Its price before tax: what one more renewal costs (T2.5, T3.1). */
    amountNanos: nanosSchema,
  }),
  /** The plan that was chosen for later, or null; of a cancelled one the plan that comes back when it is taken back. */
  planChange: waitingChangeSchema.nullable(),
  /** Tax rate for this customer today, basis points. */
  taxBps: z.int().min(0).max(10_000),
});
const facts = cancelFactsSchema;

const effects = z
  .strictObject({
    /** Whether it came before the cut-off; exactly at it does (T2.5). */
    inTime: z.boolean(),
    /** The cut-off that was judged by. */
    cancelBy: instantSchema,
    /** Terms that are still charged: 0, or 1 where it came late and the policy renews once. */
    renewals: z.int().min(0).max(1),
    /** Access ends here (T2.6). */
    endsAt: instantSchema,
    /** The one more charge, tax included; 0 without one. */
    chargeNanos: nanosSchema,
    /** When it is charged; null without one. */
    chargedAt: instantSchema.nullable(),
    /** The plan of that charge: what runs, or a cheaper one that was chosen in time; null without one. */
    renewsAs: z.enum(planIds).nullable(),
    /** The plan that was chosen for later and no longer comes; it comes back when the cancellation is taken back. */
    drops: waitingChangeSchema.nullable(),
  })
  .nullable();

/**
 * Cancelling (T2.4–T2.6): always accepted from whoever pays us; the only question is whether the term renews once more.
 * Nothing is given back, access stays to the end of what was paid. What was chosen for later counts for that one more
 * renewal where it is milder, and is dropped otherwise.
 */
export const cancelSubscription = defineRule({
  kind: "subscription.cancel",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const { subscription, term, planChange } = facts;
    // In arrears the paid term is over by nature: nothing more is tried, and it ends with this moment.
    const inArrears = subscription.state === "past_due";
    const refusals: Refusal[] = [
      ...notCancelable(subscription),
      ...(inArrears ? [] : over(facts.now, term.endsAt)),
    ];
    const { cancelBeforeHours } = policy.subscriptions;
    const inTime = cancelledInTime(facts.now, term.endsAt, cancelBeforeHours);
    const goesOn =
      !inTime &&
      !subscription.gift &&
      subscription.state === "active" &&
      lateCancelIn(policy, facts.country) === "renew_once";
    const stays =
      goesOn &&
      planChange !== null &&
      comesWhenLeaving(planChange, { ...term, interval: subscription.interval })
        ? planChange
        : null;
    const drops = stays === null ? planChange : null;
    const next = stays ?? { planId: subscription.planId, amountNanos: term.amountNanos };
    // Who goes on with Free pays nothing more, and needs no further term for that.
    const renewsOnce = goesOn && next.amountNanos > 0n;
    const taxNanos = renewsOnce ? taxOn(next.amountNanos, facts.taxBps, facts.currency) : 0n;
    const chargeNanos = renewsOnce ? next.amountNanos + taxNanos : 0n;
    const lines: Line[] = [
      ...(renewsOnce
        ? [
            line(
              "item",
              stays === null ? "renewal_at_old_price" : "renewal_as_chosen",
              "T2.5",
              next.amountNanos,
              { plan: next.planId, interval: subscription.interval },
            ),
            line("item", "tax", "T1.2", taxNanos, { rate: String(facts.taxBps) }),
          ]
        : []),
      line("subtotal", "charged_after_cancel", "T2.5", chargeNanos),
      line("memo", "refunded_by_cancel", "T2.6", 0n),
      ...(drops === null
        ? []
        : [
            line("memo", "change_dropped_by_cancel", "T2.6", drops.amountNanos, {
              plan: drops.planId,
              at: drops.appliesAt,
            }),
          ]),
    ];
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        inTime,
        cancelBy: cancelBy(term.endsAt, cancelBeforeHours),
        renewals: renewsOnce ? 1 : 0,
        endsAt: renewsOnce
          ? termEnd({
              anchor: term.anchor,
              zone: subscription.zone,
              interval: subscription.interval,
              index: term.index + 1,
            })
          : inArrears
            ? facts.now
            : term.endsAt,
        chargeNanos,
        chargedAt: renewsOnce ? term.endsAt : null,
        renewsAs: renewsOnce ? next.planId : null,
        drops,
      },
    };
  },
});

const undoEffects = z
  .strictObject({
    /** When it renews again. */
    renewsAt: instantSchema,
    /** Until when it can be cancelled again without that charge. */
    cancelBy: instantSchema,
    /** The plan that was chosen for later and comes, or null. */
    planChange: waitingChangeSchema.nullable(),
  })
  .nullable();

/**
 * Taking a cancellation back before the end (T2.6): the subscription goes on as if nothing had been said, with the plan
 * that was chosen for later before it was cancelled. Nobody finds themselves back at a dearer one.
 */
export const undoCancelSubscription = defineRule({
  kind: "subscription.undo_cancel",
  rulesVersion: 1,
  facts,
  effects: undoEffects,
  decide(facts, policy) {
    const { subscription, term, planChange } = facts;
    const refusals: Refusal[] = [];
    if (subscription.distributor !== null) refusals.push(ofDistributor(subscription.distributor));
    if (subscription.state !== "canceling")
      refusals.push({ code: "subscription_not_canceling", clause: "T2.6", params: {} });
    refusals.push(...over(facts.now, term.endsAt));
    const due = planChange !== null && toEpochMs(planChange.appliesAt) <= toEpochMs(term.endsAt);
    const { planId, interval, amountNanos } = due
      ? planChange
      : { ...subscription, amountNanos: term.amountNanos };
    const taxNanos = taxOn(amountNanos, facts.taxBps, facts.currency);
    const lines = [
      line("item", "plan_price", "T1.1", amountNanos, { plan: planId, interval }),
      line("item", "tax", "T1.2", taxNanos, { rate: String(facts.taxBps) }),
      line("subtotal", "charged_at_renewal", "T2.2", amountNanos + taxNanos),
      ...(planChange === null
        ? []
        : [
            line("memo", "change_stands", "T2.6", planChange.amountNanos, {
              plan: planChange.planId,
              at: planChange.appliesAt,
            }),
          ]),
    ];
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        renewsAt: term.endsAt,
        cancelBy: cancelBy(term.endsAt, policy.subscriptions.cancelBeforeHours),
        planChange,
      },
    };
  },
});

function notCancelable(subscription: z.infer<typeof facts>["subscription"]): Refusal[] {
  const refusals: Refusal[] = [];
  if (subscription.distributor !== null) refusals.push(ofDistributor(subscription.distributor));
  if (subscription.state === "canceling")
    refusals.push({ code: "subscription_already_canceling", clause: "T2.4", params: {} });
  if (subscription.state === "refunding")
    refusals.push({ code: "subscription_refunding", clause: "R2.3", params: {} });
  if (subscription.state === "ended" || subscription.state === "incomplete")
    refusals.push({ code: "subscription_not_running", clause: "T2.4", params: {} });
  return refusals;
}

const ofDistributor = (distributor: { readonly name: string; readonly link: string }): Refusal => ({
  code: "distributor_subscription",
  clause: "T1.3",
  params: { distributor: distributor.name, link: distributor.link },
});

/** Why somebody who renews cannot cancel; in arrears a renewal is under way, and plain cancelling ends at once. */
export const cancelRefusals = ({ now, subscription, term }: z.output<typeof facts>): Refusal[] =>
  subscription.state === "past_due"
    ? [{ code: "renewal_under_way", clause: "T2.2", params: {} }]
    : [...notCancelable(subscription), ...over(now, term.endsAt)];

/** The end itself belongs to what comes after. */
const over = (now: Instant, endsAt: Instant): Refusal[] =>
  toEpochMs(now) < toEpochMs(endsAt)
    ? []
    : [{ code: "subscription_term_over", clause: "T2.6", params: { endsAt } }];

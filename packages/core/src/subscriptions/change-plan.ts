import { z } from "zod";
import { defineRule, type Line, line, type Ruling } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";
import { taxOn } from "../orders/tax.ts";
import type { Policy } from "../policy/index.ts";
import { instantSchema, msBetween, plusHours, plusMs } from "../time/index.ts";
import { changeApplies } from "./change-direction.ts";
import { type ChangeableSubscription, type ChangePlanFacts, changePlanFactsSchema } from "./change-facts.ts";
import { changePlanRefusals } from "./change-refusals.ts";
import { followingTerms } from "./following-terms.ts";
import { lateCancelIn } from "./late-cancel.ts";
import { cancelBy, cancelledInTime, termEnd } from "./terms.ts";
import { type UpgradeCredit, upgradeCredit } from "./upgrade-credit.ts";

const charge = {
  planPriceId: z.string(),
  planId: z.string(),
  interval: z.enum(["month", "year"]),
  /** Price of the new term before tax. */
  priceNanos: nanosSchema,
  /** Cash before tax: all that a refund of this order can ever return (R1.1). */
  amountNanos: nanosSchema,
  taxNanos: nanosSchema,
  totalNanos: nanosSchema,
};

const effects = z
  .discriminatedUnion("applies", [
    z.strictObject({
      applies: z.literal("now"),
      ...charge,
      /** What the new term holds besides cash; never paid out (T1.4). `priceNanos = amountNanos + creditNanos`. */
      creditNanos: nanosSchema,
      /** When the quote closes; a later payment is returned whole, because the credit has run on. */
      expiresAt: instantSchema,
      /** The new term, were it paid right now; it starts, with a new anchor, at the instant of payment. */
      renewsAt: instantSchema,
      cancelBy: instantSchema,
      /** The new term's own window, for its own cash (R1.1). */
      refundUntil: instantSchema,
      /** Usage the new term includes, and what the old one had used at this quote: see `includedAtStart`. */
      includedNanos: nanosSchema,
      usedAtQuoteNanos: nanosSchema,
      /** The term that gives way, and what is left of it, were it paid right now: a refund of the upgrade restores it. */
      suspends: z.strictObject({
        termId: z.string(),
        remainingMs: z.int().min(0),
        remainingUsageNanos: nanosSchema,
      }),
      /** A change that was arranged for later is dropped. */
      dropsScheduled: z.boolean(),
    }),
    z.strictObject({
      applies: z.literal("term_end"),
      ...charge,
      /** When it takes effect and is charged: the end of what is paid for, one renewal later where it came late. */
      appliesAt: instantSchema,
      /** Whether the running plan renews once more before, because the change came after the cut-off (T2.5). */
      renewsFirst: z.boolean(),
      /** The last moment to take it back. */
      undoUntil: instantSchema,
    }),
  ])
  .nullable();

/** Effects of a granted change of plan; null otherwise. */
export type ChangePlanEffects = z.output<typeof effects>;

/**
 * Changing the plan of a running subscription, previewed and submitted by the same rule (T1.1–T1.4, T2.1, T2.3, T2.6).
 * What counts as an upgrade: `changeApplies`. An upgrade is paid now, less the unused value of the running term
 * (`upgradeCredit`), and begins a new term of full length. Anything else waits for the end of what is paid for: nothing
 * is charged and nothing given back now, and it can be taken back until the cut-off.
 *
 * Refusals in the order of `changePlanRefusals`; what they refuse is still calculated, unless nothing runs.
 */
export const changePlan = defineRule({
  kind: "subscription.change_plan",
  rulesVersion: 1,
  facts: changePlanFactsSchema,
  effects,
  decide(facts, policy): Ruling<ChangePlanEffects> {
    const refusals = changePlanRefusals(facts);
    const { subscription } = facts;
    // Lines are in one currency; without a term, or with a price in another, there is nothing to add up.
    if (subscription === null || facts.target.currency !== facts.currency)
      return { outcome: "refused", refusals, lines: [], effects: null };
    const change =
      changeApplies(subscription, facts.target) === "now"
        ? upgrade(facts, subscription, policy)
        : atTermEnd(facts, subscription, policy);
    return refusals.length > 0
      ? { outcome: "refused", refusals, lines: change.lines, effects: null }
      : { outcome: "granted", refusals, lines: change.lines, effects: change.effects };
  },
});

interface Change {
  readonly lines: readonly Line[];
  readonly effects: ChangePlanEffects;
}

function upgrade(facts: ChangePlanFacts, subscription: ChangeableSubscription, policy: Policy): Change {
  const { now, target, taxBps, currency } = facts;
  const { term, zone } = subscription;
  const credit = upgradeCredit(term, now, currency, policy.planChanges.creditUsage);
  const amountNanos = target.amountNanos - credit.creditNanos;
  const taxNanos = taxOn(amountNanos, taxBps, currency);
  const totalNanos = amountNanos + taxNanos;
  const renewsAt = termEnd({ anchor: now, zone, interval: target.interval, index: 0 });
  const usedAtQuoteNanos = term.usedNanos + term.heldNanos;
  const unusedNanos = term.includedNanos - usedAtQuoteNanos;
  return {
    lines: [
      line("item", "plan_price", "T1.1", target.amountNanos, {
        plan: target.planId,
        interval: target.interval,
      }),
      ...creditLines(term, credit),
      line("subtotal", "change_due_before_tax", "T1.4", amountNanos),
      line("item", "tax", "T1.2", taxNanos, { rate: String(taxBps) }),
      line("subtotal", "total_due", "T1.2", totalNanos),
      line("memo", "change_credit", "T1.4", credit.creditNanos),
      line("memo", "included_usage", "T2.1", target.includedUsageNanos),
    ],
    effects: {
      applies: "now",
      ...pricedAs(target),
      amountNanos,
      taxNanos,
      totalNanos,
      creditNanos: credit.creditNanos,
      expiresAt: plusMs(now, policy.subscriptions.checkoutMinutes * 60_000),
      renewsAt,
      cancelBy: cancelBy(renewsAt, policy.subscriptions.cancelBeforeHours),
      refundUntil: plusHours(now, policy.refunds.windowHours),
      includedNanos: target.includedUsageNanos,
      usedAtQuoteNanos,
      suspends: {
        termId: term.id,
        remainingMs: Math.max(msBetween(now, term.end), 0),
        remainingUsageNanos: unusedNanos > 0n ? unusedNanos : 0n,
      },
      dropsScheduled: subscription.scheduled !== null,
    },
  };
}

/** What was paid stands as a deduction; what is used up of it is added back, step by step. */
function creditLines(term: ChangeableSubscription["term"], credit: UpgradeCredit): Line[] {
  const refundedNanos = term.paidNanos + term.creditedNanos - credit.valueNanos;
  return [
    line("item", "change_paid_before", "T1.4", -term.paidNanos),
    ...optional("change_credited_before", "T1.4", -term.creditedNanos),
    ...optional("change_refunded_before", "R3.8", refundedNanos),
    line("item", "change_time_gone", "T1.4", credit.timeGoneNanos, { gone: String(credit.timeGoneMs) }),
    ...optional("change_usage_beyond", "R3.1", credit.usageBeyondNanos),
    ...optional("change_credit_rounding", "T1.4", credit.roundingNanos),
  ];
}

const optional = (key: Line["key"], clause: Line["clause"], amountNanos: bigint): Line[] =>
  amountNanos === 0n ? [] : [line("item", key, clause, amountNanos)];

function atTermEnd(facts: ChangePlanFacts, subscription: ChangeableSubscription, policy: Policy): Change {
  const { now, target, taxBps, currency } = facts;
  const { paidUntil, zone, interval, planId, term } = subscription;
  const { cancelBeforeHours } = policy.subscriptions;
  const renewsFirst =
    subscription.renews &&
    !cancelledInTime(now, paidUntil, cancelBeforeHours) &&
    lateCancelIn(policy, facts.country) === "renew_once";
  const next = { anchor: term.anchor, zone, from: paidUntil, interval, count: 1 };
  const appliesAt = renewsFirst ? (followingTerms(next).terms[0]?.end ?? paidUntil) : paidUntil;
  const taxNanos = taxOn(target.amountNanos, taxBps, currency);
  const totalNanos = target.amountNanos + taxNanos;
  const renewalNanos = subscription.amountNanos + taxOn(subscription.amountNanos, taxBps, currency);
  return {
    lines: [
      line("subtotal", "total_due", "T2.6", 0n),
      ...(renewsFirst
        ? [line("memo", "change_renews_first", "T2.5", renewalNanos, { plan: planId, at: paidUntil })]
        : []),
      ...(target.amountNanos === 0n
        ? [line("memo", "change_to_free", "T2.6", 0n, { at: appliesAt })]
        : [
            line("item", "plan_price", "T1.1", target.amountNanos, {
              plan: target.planId,
              interval: target.interval,
            }),
            line("item", "tax", "T1.2", taxNanos, { rate: String(taxBps) }),
            line("subtotal", "change_charged_then", "T1.2", totalNanos, { at: appliesAt }),
            line("memo", "included_usage", "T2.1", target.includedUsageNanos),
          ]),
    ],
    effects: {
      applies: "term_end",
      ...pricedAs(target),
      amountNanos: target.amountNanos,
      taxNanos,
      totalNanos,
      appliesAt,
      renewsFirst,
      undoUntil: cancelBy(appliesAt, cancelBeforeHours),
    },
  };
}

const pricedAs = ({ planPriceId, planId, interval, amountNanos }: ChangePlanFacts["target"]) => ({
  planPriceId,
  planId,
  interval,
  priceNanos: amountNanos,
});

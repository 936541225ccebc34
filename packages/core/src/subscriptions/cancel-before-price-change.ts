import { z } from "zod";
import { defineRule, type Line, line, type Refusal } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";
import { taxOn } from "../orders/tax.ts";
import { instantSchema } from "../time/index.ts";
import { cancelFactsSchema, cancelRefusals } from "./cancel.ts";
import { lateCancelIn } from "./late-cancel.ts";
import { priceChangeFor } from "./price-change.ts";
import { announcedChangeSchema } from "./renewal-price.ts";
import { cancelBy, cancelledInTime, termEnd } from "./terms.ts";

const facts = cancelFactsSchema.extend({
  /** The change that is not agreed to, as this subscription meets it. */
  change: announcedChangeSchema,
});
type Facts = z.output<typeof facts>;

const effects = z
  .strictObject({
    /** Whether no charge follows but those that come before the new price anyway; else the cut-off has passed (T2.5). */
    inTime: z.boolean(),
    /** The last instant to avoid the new price: the cut-off of the first renewal that would have it. */
    cancelBy: instantSchema,
    /** Renewals that still come, each at the price of the running term. */
    renewals: z.int().min(0),
    /** Access ends here: the last renewal before the new price runs out. */
    endsAt: instantSchema,
    /** Each of these charges, tax included; 0 without one. */
    chargeNanos: nanosSchema,
    /** When the first of them is charged; null without one. */
    chargedAt: instantSchema.nullable(),
  })
  .nullable();

/**
 * Cancelling because of a raise (T3.2): the subscription keeps its price for every renewal that comes before the new
 * one, and ends there. After the cut-off of the renewal that has the new price, it renews once more at the old (T2.5).
 */
export const cancelBeforePriceChange = defineRule({
  kind: "subscription.cancel_before_price_change",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const { now, subscription, term, change } = facts;
    const { cancelBeforeHours } = policy.subscriptions;
    const refusals = [...cancelRefusals(facts), ...changeRefusals(facts)];
    const calendar = { anchor: term.anchor, zone: subscription.zone, interval: subscription.interval };
    const first =
      refusals.length > 0
        ? null
        : priceChangeFor({ ...change, now, calendar, index: term.index, ends: false, raise: true }, policy);
    if (first === null) return { outcome: "refused", refusals, lines: [], effects: null };
    const before = first.index - 1 - term.index;
    const inTime = cancelledInTime(now, first.renewalAt, cancelBeforeHours);
    const late = !inTime && lateCancelIn(policy, facts.country) === "renew_once";
    const renewals = before + (late ? 1 : 0);
    const each = term.amountNanos + taxOn(term.amountNanos, facts.taxBps, facts.currency);
    const lines: Line[] = [
      line("memo", "price_change_avoided", "T3.2", change.amountNanos, { from: first.renewalAt }),
      line("memo", "refunded_by_cancel", "T2.6", 0n),
      ...(renewals === 0
        ? []
        : [
            line("item", "renewals_before_price_change", "T2.5", BigInt(renewals) * each, {
              count: String(renewals),
            }),
          ]),
      line("subtotal", "charged_after_cancel", "T2.5", BigInt(renewals) * each),
    ];
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        inTime,
        cancelBy: cancelBy(first.renewalAt, cancelBeforeHours),
        renewals,
        endsAt: renewals === 0 ? term.endsAt : termEnd({ ...calendar, index: term.index + renewals }),
        chargeNanos: renewals === 0 ? 0n : each,
        chargedAt: renewals === 0 ? null : term.endsAt,
      },
    };
  },
});

function changeRefusals({ change, term, planChange }: Facts): Refusal[] {
  // Who has chosen another plan leaves the present price: no renewal that this could keep from coming would have it.
  if (planChange !== null)
    return [
      {
        code: "price_change_left_behind",
        clause: "T3.2",
        params: { plan: planChange.planId, at: planChange.appliesAt },
      },
    ];
  if (change.canceled) return [{ code: "price_change_taken_back", clause: "T3.2", params: {} }];
  return change.amountNanos > term.amountNanos
    ? []
    : [{ code: "price_change_not_dearer", clause: "T3.2", params: {} }];
}

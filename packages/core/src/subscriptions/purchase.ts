import { z } from "zod";
import { billingFactsShape, billingRefusals } from "../billing-details/index.ts";
import { defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { taxOn } from "../orders/tax.ts";
import { instantSchema, plusHours, plusMs } from "../time/index.ts";
import { cancelBy, termEnd } from "./terms.ts";
import { zoneSchema } from "./zone-schema.ts";

const facts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  zone: zoneSchema,
  plan: z.strictObject({
    planPriceId: z.string(),
    planId: z.string(),
    interval: z.enum(["month", "year"]),
    currency: currencySchema,
    amountNanos: nanosSchema,
    includedUsageNanos: nanosSchema,
  }),
  /** Tax rate of the calculator for this customer, basis points; 0 where no calculator is set (T1.2). */
  taxBps: z.int().min(0).max(10_000),
  ...billingFactsShape,
  /** Plan of the subscription that runs, or null. */
  runningPlanId: z.string().nullable(),
});

const effects = z
  .strictObject({
    amountNanos: nanosSchema,
    taxNanos: nanosSchema,
    totalNanos: nanosSchema,
    /** When the checkout closes. */
    expiresAt: instantSchema,
    /** The first term, were it paid right now; it really starts at the instant of payment. */
    renewsAt: instantSchema,
    cancelBy: instantSchema,
    refundUntil: instantSchema,
  })
  .nullable();

/**
 * The review step before a subscription is bought (T1.2, T1.4, T2.1): what is charged, for which term, when it
 * renews, until when it can be cancelled and refunded. Submitting it makes the order.
 */
export const purchaseSubscription = defineRule({
  kind: "subscription.purchase",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const { plan } = facts;
    const refusals: Refusal[] = [];
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.accountState === "suspended")
      refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
    if (plan.amountNanos <= 0n) refusals.push({ code: "plan_is_free", clause: "T1.1", params: {} });
    if (plan.currency !== facts.currency)
      refusals.push({
        code: "plan_currency_mismatch",
        clause: "T1.1",
        params: { plan: plan.currency, wallet: facts.currency },
      });
    if (facts.runningPlanId !== null)
      refusals.push({ code: "already_subscribed", clause: "T2.1", params: { plan: facts.runningPlanId } });
    refusals.push(...billingRefusals(facts));
    const taxNanos = taxOn(plan.amountNanos, facts.taxBps, plan.currency);
    const totalNanos = plan.amountNanos + taxNanos;
    const lines = [
      line("item", "plan_price", "T1.1", plan.amountNanos, { plan: plan.planId, interval: plan.interval }),
      line("item", "tax", "T1.2", taxNanos, { rate: String(facts.taxBps) }),
      line("subtotal", "total_due", "T1.2", totalNanos),
      line("memo", "included_usage", "T2.1", plan.includedUsageNanos),
    ];
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    const renewsAt = termEnd({ anchor: facts.now, zone: facts.zone, interval: plan.interval, index: 0 });
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        amountNanos: plan.amountNanos,
        taxNanos,
        totalNanos,
        expiresAt: plusMs(facts.now, policy.subscriptions.checkoutMinutes * 60_000),
        renewsAt,
        cancelBy: cancelBy(renewsAt, policy.subscriptions.cancelBeforeHours),
        refundUntil: plusHours(facts.now, policy.refunds.windowHours),
      },
    };
  },
});

import { z } from "zod";
import { billingFactsShape, billingRefusals } from "../billing-details/index.ts";
import { defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { taxOn } from "../orders/tax.ts";
import { planIds } from "../pricing/plans.ts";
import { type Instant, instantSchema, plusHours, plusMs } from "../time/index.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const facts = z.strictObject({
  now: instantSchema,
  /** Currency in which the giver pays. */
  currency: currencySchema,
  /** Of the giver. */
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  ...billingFactsShape,
  taxBps: z.int().min(0).max(10_000),
  plan: z.strictObject({
    planPriceId: z.string(),
    planId: z.enum(planIds),
    interval: z.enum(["month", "year"]),
    currency: currencySchema,
    amountNanos: nanosSchema,
    includedUsageNanos: nanosSchema,
    forSale: z.boolean(),
    current: z.boolean(),
  }),
  /** How many terms are given, one after the other. */
  terms: z.int(),
  /** SHA-256 of the recipient's address: facts hold no personal data. */
  recipientHash: sha256,
  /** SHA-256 of the message, or null; its length in characters. */
  messageHash: sha256.nullable(),
  messageLength: z.int().min(0),
  /** When the recipient is written to; null: as soon as it is paid. */
  deliverAt: instantSchema.nullable(),
});

/** How far ahead a gift may be addressed: what is left of the time to redeem it stays longer than that. */
export const LATEST_DELIVERY_DAYS = 90;

const deliverable = (deliverAt: Instant | null, now: Instant): boolean =>
  deliverAt === null || (deliverAt >= now && deliverAt <= plusHours(now, 24 * LATEST_DELIVERY_DAYS));

const effects = z
  .strictObject({
    amountNanos: nanosSchema,
    taxNanos: nanosSchema,
    totalNanos: nanosSchema,
    /** When the checkout closes. */
    expiresAt: instantSchema,
    /** Were it paid right now: the last moment to redeem it, and the last one for the payer to cancel it (R2.7). */
    redeemBy: instantSchema,
    cancelUntil: instantSchema,
  })
  .nullable();

/**
 * The review step before a subscription is bought for somebody else (T1.1, T1.2, T1.4, R2.7): whole terms at the listed
 * price, paid by the giver at once. Submitting it makes the order; its payment makes the gift.
 */
export const buyGiftSubscription = defineRule({
  kind: "gift_subscription.buy",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const { plan, terms, now } = facts;
    const { expiryDays, maxTerms, maxMessageLength } = policy.giftSubscriptions;
    const refusals: Refusal[] = [];
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.accountState === "suspended")
      refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
    if (plan.amountNanos <= 0n) refusals.push({ code: "plan_is_free", clause: "T1.1", params: {} });
    if (!plan.forSale) refusals.push({ code: "plan_not_for_sale", clause: "T1.1", params: {} });
    else if (!plan.current) refusals.push({ code: "plan_price_not_current", clause: "T1.1", params: {} });
    if (plan.currency !== facts.currency)
      refusals.push({
        code: "plan_currency_mismatch",
        clause: "T1.1",
        params: { plan: plan.currency, wallet: facts.currency },
      });
    if (terms < 1 || terms > maxTerms)
      refusals.push({ code: "gift_terms_out_of_range", clause: "R2.7", params: { max: String(maxTerms) } });
    if (facts.messageLength > maxMessageLength)
      refusals.push({
        code: "gift_message_too_long",
        clause: "R2.7",
        params: { max: String(maxMessageLength) },
      });
    if (!deliverable(facts.deliverAt, now))
      refusals.push({
        code: "gift_delivery_out_of_range",
        clause: "R2.7",
        params: { days: String(LATEST_DELIVERY_DAYS) },
      });
    refusals.push(...billingRefusals(facts));
    // What cannot be counted is not priced: no lines, instead of wrong ones.
    if (plan.currency !== facts.currency || terms < 1)
      return { outcome: "refused", refusals, lines: [], effects: null };
    const amountNanos = plan.amountNanos * BigInt(terms);
    const taxNanos = taxOn(amountNanos, facts.taxBps, plan.currency);
    const totalNanos = amountNanos + taxNanos;
    const lines = [
      line("item", "gift_price", "T1.1", amountNanos, {
        plan: plan.planId,
        interval: plan.interval,
        terms: String(terms),
      }),
      line("item", "tax", "T1.2", taxNanos, { rate: String(facts.taxBps) }),
      line("subtotal", "total_due", "T1.2", totalNanos),
      line("memo", "gift_included_usage", "T2.1", plan.includedUsageNanos),
    ];
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        amountNanos,
        taxNanos,
        totalNanos,
        expiresAt: plusMs(now, policy.subscriptions.checkoutMinutes * 60_000),
        redeemBy: plusHours(now, 24 * expiryDays),
        cancelUntil: plusHours(now, policy.refunds.windowHours),
      },
    };
  },
});

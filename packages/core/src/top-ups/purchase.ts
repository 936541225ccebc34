import { z } from "zod";
import { billingFactsShape, billingRefusals } from "../billing-details/index.ts";
import { defineRule, line, type Line, type Refusal, type Ruling } from "../decision/index.ts";
import {
  type Currency,
  currencySchema,
  exchangedMinor,
  exchangeRateSchema,
  floorToMinor,
  minorToNanos,
  nanosSchema,
  nanosToDecimal,
  nanosToMinorFloor,
} from "../money/index.ts";
import { minorSchema } from "../orders/payment-match.ts";
import { taxOn } from "../orders/tax.ts";
import type { Policy } from "../policy/index.ts";
import { instantSchema, msBetween, plusHours, plusMs } from "../time/index.ts";
import { bonusBps, bonusNanos, topUpOffer } from "./offer.ts";

const factsOfCards = z.strictObject({
  now: instantSchema,
  /** Currency of the account's wallet. */
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  /** What the customer entered, before tax. */
  amountNanos: nanosSchema,
  amountCurrency: currencySchema,
  /** Tax rate of the calculator for this customer, basis points; 0 where no calculator is set (T1.2). */
  taxBps: z.int().min(0).max(10_000),
  ...billingFactsShape,
  /** Usage beyond all credits; new credits pay it first. */
  debtNanos: nanosSchema,
});

/** How credits can be paid. */
export const topUpMethods = ["card", "alipay"] as const;

/** One of {@link topUpMethods}. */
export type TopUpMethod = (typeof topUpMethods)[number];

const facts = factsOfCards.extend({
  method: z.enum(topUpMethods),
  /** Whether the operator has set up what the method needs. */
  methodReady: z.boolean(),
  /** The latest rate from the wallet's currency to what the method charges in; null: none is needed, or known. */
  exchange: z
    .strictObject({ rate: exchangeRateSchema, source: z.string().max(120), asOf: instantSchema })
    .nullable(),
});

const effectsOfCards = z.strictObject({
  /** Paid credits. */
  amountNanos: nanosSchema,
  /** Bonus credits on top; 0 below the first step (R3.4). */
  bonusNanos: nanosSchema,
  /** Both together. */
  creditsNanos: nanosSchema,
  taxNanos: nanosSchema,
  /** What is charged: credits and tax. */
  totalNanos: nanosSchema,
  /** When the checkout closes. */
  expiresAt: instantSchema,
  /** The following hold if it were paid right now; all of them really count from the payment. */
  refundUntil: instantSchema,
  /** Null: paid credits do not expire. */
  paidExpiresAt: instantSchema.nullable(),
  /** Null without bonus. */
  bonusExpiresAt: instantSchema.nullable(),
});

const effects = effectsOfCards
  .extend({
    provider: z.enum(["stripe", "antom"]),
    /** What is really charged, in the currency it is charged in; `rate` is null where that is the wallet's (R6.3). */
    charge: z.strictObject({
      currency: currencySchema,
      amountMinor: minorSchema,
      rate: exchangeRateSchema.nullable(),
      rateSource: z.string().max(120).nullable(),
    }),
  })
  .nullable();

/** Facts of a top-up's review. */
export type PurchaseTopUpFacts = z.output<typeof facts>;
/** Effects of a granted top-up; null otherwise. */
export type PurchaseTopUpEffects = z.output<typeof effects>;

/**
 * The review step before credits are topped up (T1.2, T1.4): what is charged, which bonus comes with it (R3.4), until
 * when it can be refunded (R1.2). Submitting it makes the order.
 *
 * Refusals, in this order: account_terminated, account_suspended, top_up_currency_mismatch, top_up_not_offered,
 * top_up_amount_out_of_range, top_up_not_whole_minor, payment_method_not_offered, exchange_rate_missing,
 * billing_details_incomplete.
 */
export const purchaseTopUp = defineRule({
  kind: "top_up.purchase",
  rulesVersion: 2,
  facts,
  effects,
  decide: review,
});

/** As it was while cards were the only way to pay; what was decided then replays with it. */
export const purchaseTopUpByCard = defineRule({
  kind: "top_up.purchase",
  rulesVersion: 1,
  facts: factsOfCards,
  effects: effectsOfCards.nullable(),
  decide(before, policy) {
    const ruling = review({ ...before, method: "card", methodReady: true, exchange: null }, policy);
    if (ruling.effects === null) return { ...ruling, effects: null };
    const { provider: _provider, charge: _charge, ...effects } = ruling.effects;
    return { ...ruling, effects };
  },
});

function review(facts: PurchaseTopUpFacts, policy: Policy): Ruling<PurchaseTopUpEffects> {
  const { amountNanos, currency } = facts;
  const offer = topUpOffer(policy, currency);
  const refusals = refusalsOf(facts, policy);
  const amountIsGood = !refusals.some(({ code }) => code.startsWith("top_up_"));
  // An amount that cannot be ordered has no total: lines in its name would be made up.
  if (offer === null || !amountIsGood) return { outcome: "refused", refusals, lines: [], effects: null };

  const onTopNanos = bonusNanos(offer, amountNanos);
  const taxNanos = taxOn(amountNanos, facts.taxBps, currency);
  const totalNanos = amountNanos + taxNanos;
  const receivedNanos = amountNanos + onTopNanos;
  const debtNanos = facts.debtNanos < receivedNanos ? facts.debtNanos : receivedNanos;
  const charge = chargeOf(facts, policy, totalNanos);
  const lines: Line[] = [
    line("item", "top_up_credits", "T1.1", amountNanos),
    line("item", "tax", "T1.2", taxNanos, { rate: String(facts.taxBps) }),
    line("subtotal", "total_due", "T1.2", totalNanos),
    ...(charge?.rate == null ? [] : [chargeLine(charge, charge.rate, totalNanos, currency)]),
    ...(onTopNanos === 0n
      ? []
      : [line("memo", "top_up_bonus", "R3.4", onTopNanos, { rate: String(bonusBps(offer, amountNanos)) })]),
    line("memo", "credits_in_all", null, receivedNanos),
    ...(debtNanos === 0n ? [] : [line("memo", "debt_paid_first", null, debtNanos)]),
  ];
  if (refusals.length > 0 || charge === null) return { outcome: "refused", refusals, lines, effects: null };
  return {
    outcome: "granted",
    refusals,
    lines,
    effects: {
      amountNanos,
      bonusNanos: onTopNanos,
      creditsNanos: receivedNanos,
      taxNanos,
      totalNanos,
      expiresAt: plusMs(facts.now, policy.topUps.checkoutMinutes * 60_000),
      refundUntil: plusHours(facts.now, policy.refunds.windowHours),
      paidExpiresAt: paidExpiry(facts.now, policy),
      bonusExpiresAt: onTopNanos === 0n ? null : bonusExpiry(facts.now, policy),
      provider: facts.method === "card" ? "stripe" : "antom",
      charge,
    },
  };
}

type Charge = NonNullable<PurchaseTopUpEffects>["charge"];

/** What a method charges for a total; null where it cannot. */
function chargeOf(facts: PurchaseTopUpFacts, policy: Policy, totalNanos: bigint): Charge | null {
  const { currency, exchange } = facts;
  const charges = chargedCurrency(policy, facts.method, currency);
  if (charges === currency)
    return { currency, amountMinor: nanosToMinorFloor(totalNanos, currency), rate: null, rateSource: null };
  if (charges === null || exchange === null) return null;
  return {
    currency: charges,
    amountMinor: exchangedMinor(totalNanos, exchange.rate, charges),
    rate: exchange.rate,
    rateSource: exchange.source,
  };
}

const chargeLine = (charge: Charge, rate: string, totalNanos: bigint, wallet: Currency): Line =>
  line("memo", "charged_at_rate", "R6.3", totalNanos, {
    charged: nanosToDecimal(minorToNanos(charge.amountMinor, charge.currency), charge.currency),
    currency: charge.currency,
    rate,
    wallet,
  });

/** The currency in which a method charges for a wallet's credits under a policy; null where it pays for none (R7.1). */
export const chargedCurrency = (policy: Policy, method: TopUpMethod, wallet: Currency): Currency | null =>
  method === "card"
    ? wallet
    : (policy.topUps.wallets.find((each) => each.method === method && each.paysFor.includes(wallet))
        ?.charges ?? null);

/** When paid credits bought at an instant expire; null: never. */
export const paidExpiry = (paidAt: string, { topUps: { paidExpiryDays } }: Policy): string | null =>
  paidExpiryDays === null ? null : plusHours(paidAt, 24 * paidExpiryDays);

/** When bonus credits that came with a payment expire (R3.4). */
export const bonusExpiry = (paidAt: string, { topUps }: Policy): string =>
  plusHours(paidAt, 24 * topUps.bonusExpiryDays);

function refusalsOf(facts: PurchaseTopUpFacts, policy: Policy): Refusal[] {
  const { amountNanos, currency } = facts;
  const offer = topUpOffer(policy, currency);
  const refusals: Refusal[] = [];
  if (facts.accountState === "terminated" || facts.accountState === "closed")
    refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
  if (facts.accountState === "suspended")
    refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
  if (facts.amountCurrency !== currency)
    refusals.push({
      code: "top_up_currency_mismatch",
      clause: "T1.1",
      params: { given: facts.amountCurrency, wallet: currency },
    });
  else if (offer === null)
    refusals.push({ code: "top_up_not_offered", clause: "T1.1", params: { currency } });
  else if (amountNanos < offer.minNanos || amountNanos > offer.maxNanos)
    refusals.push({
      code: "top_up_amount_out_of_range",
      clause: "T1.1",
      params: { min: offer.minNanos.toString(), max: offer.maxNanos.toString() },
    });
  else if (floorToMinor(amountNanos, currency) !== amountNanos)
    refusals.push({ code: "top_up_not_whole_minor", clause: "T1.1", params: {} });
  const charges = chargedCurrency(policy, facts.method, currency);
  if (charges === null || !facts.methodReady)
    refusals.push({ code: "payment_method_not_offered", clause: "R7.1", params: { currency } });
  else if (charges !== currency && !isCurrent(facts, policy))
    refusals.push({
      code: "exchange_rate_missing",
      clause: "R6.3",
      params: { from: currency, to: charges },
    });
  refusals.push(...billingRefusals(facts));
  return refusals;
}

/** Whether there is a rate that is not older than the policy allows (R6.3). */
const isCurrent = ({ exchange, now }: PurchaseTopUpFacts, policy: Policy): boolean =>
  exchange !== null && msBetween(exchange.asOf, now) <= policy.topUps.maxRateAgeHours * 3_600_000;

import { z } from "zod";
import { billingFactsShape, billingRefusals } from "../billing-details/index.ts";
import { defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, floorToMinor, nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { topUpOffer } from "../top-ups/index.ts";
import { chargeOf } from "./charge.ts";
import { CONSENT_WORDING, consentHash } from "./consent.ts";

const facts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  /** Credits each top-up buys, before tax. */
  amountNanos: nanosSchema,
  /** A top-up happens when less than this is available. */
  thresholdNanos: nanosSchema,
  /** The most to be charged in a calendar month, tax included. */
  monthlyCapNanos: nanosSchema,
  taxBps: z.int().min(0).max(10_000),
  ...billingFactsShape,
  /** A saved card of the present holder, or null. */
  paymentMethodId: z.string().nullable(),
  language: z.enum(["en", "zh"]),
  /** Hash of what the owner agreed to; null while it is only reviewed. */
  consentedHash: z.string().nullable(),
});

const effects = z
  .strictObject({
    taxNanos: nanosSchema,
    totalNanos: nanosSchema,
    /** Credits that come on top of each top-up under the present policy. */
    bonusNanos: nanosSchema,
    consentVersion: z.string(),
    consentHash: z.string(),
  })
  .nullable();

/**
 * Switching automatic top-up on, or changing it (T6.1): reviewed first, then agreed to word by word. Without an
 * agreement to exactly these numbers it is refused.
 */
export const switchOnAutoTopUp = defineRule({
  kind: "auto_top_up.switch_on",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const { currency, amountNanos } = facts;
    const offer = topUpOffer(policy, currency);
    const { charge, lines: chargeLines } = chargeOf(amountNanos, currency, facts.taxBps, policy);
    const refusals: Refusal[] = [];
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.accountState === "suspended")
      refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
    if (offer === null) refusals.push({ code: "top_up_not_offered", clause: "T1.1", params: { currency } });
    else if (amountNanos < offer.minNanos || amountNanos > offer.maxNanos)
      refusals.push({
        code: "top_up_amount_out_of_range",
        clause: "T1.1",
        params: { min: offer.minNanos.toString(), max: offer.maxNanos.toString() },
      });
    else if (floorToMinor(amountNanos, currency) !== amountNanos)
      refusals.push({ code: "top_up_not_whole_minor", clause: "T1.1", params: {} });
    // A threshold above the amount would still be undercut after one top-up: one shortage would buy several.
    if (facts.thresholdNanos < 0n || facts.thresholdNanos > amountNanos)
      refusals.push({
        code: "auto_top_up_threshold_out_of_range",
        clause: "T6.1",
        params: { max: amountNanos.toString() },
      });
    const capMaxNanos = charge.totalNanos * BigInt(policy.autoTopUp.maxPerMonth);
    if (facts.monthlyCapNanos < charge.totalNanos || facts.monthlyCapNanos > capMaxNanos)
      refusals.push({
        code: "auto_top_up_cap_out_of_range",
        clause: "T6.1",
        params: { min: charge.totalNanos.toString(), max: capMaxNanos.toString() },
      });
    refusals.push(...billingRefusals(facts));
    if (facts.paymentMethodId === null)
      refusals.push({ code: "auto_top_up_no_card", clause: "T1.2", params: {} });
    const agreesTo =
      facts.paymentMethodId === null
        ? null
        : consentHash(CONSENT_WORDING, facts.language, {
            currency,
            amountNanos,
            totalNanos: charge.totalNanos,
            thresholdNanos: facts.thresholdNanos,
            monthlyCapNanos: facts.monthlyCapNanos,
            paymentMethodId: facts.paymentMethodId,
          });
    if (agreesTo !== null && facts.consentedHash !== null && facts.consentedHash !== agreesTo)
      refusals.push({ code: "auto_top_up_consent_missing", clause: "T6.1", params: {} });

    const lines = [
      ...chargeLines,
      line("memo", "auto_top_up_threshold", "T6.1", facts.thresholdNanos),
      line("memo", "auto_top_up_cap", "T6.1", facts.monthlyCapNanos),
    ];
    if (refusals.length > 0 || agreesTo === null)
      return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        taxNanos: charge.taxNanos,
        totalNanos: charge.totalNanos,
        bonusNanos: charge.bonusNanos,
        consentVersion: CONSENT_WORDING,
        consentHash: agreesTo,
      },
    };
  },
});

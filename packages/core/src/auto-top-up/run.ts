import { z } from "zod";
import { defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { zoneSchema } from "../subscriptions/index.ts";
import { instantSchema, plusMs } from "../time/index.ts";
import { chargeOf } from "./charge.ts";
import { type AutoTopUpTerms, consentHash, isConsentWording } from "./consent.ts";
import { availableNanos, isLow } from "./low.ts";
import { chargedIn, nextMonthStart } from "./month.ts";

const month = z.string().regex(/^\d{4}-\d{2}-01$/);

const runFacts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  /** The account's zone: its calendar months are those of the cap. */
  zone: zoneSchema,
  state: z.enum(["off", "on", "stopped"]),
  amountNanos: nanosSchema,
  thresholdNanos: nanosSchema,
  monthlyCapNanos: nanosSchema,
  taxBps: z.int().min(0).max(10_000),
  /** The card, where it is saved and of the present holder; else null (C4.10). */
  paymentMethodId: z.string().nullable(),
  /** The consent it was switched on with, where the present holder gave it; else null (T6.1, C4.10). */
  consent: z
    .strictObject({ version: z.string(), language: z.enum(["en", "zh"]), hash: z.string() })
    .nullable(),
  /** The month that was charged last, and how much, orders under way included. */
  month: month.nullable(),
  monthChargedNanos: nanosSchema,
  /** Whether an automatic order is under way. */
  orderPending: z.boolean(),
  spendableNanos: nanosSchema,
  heldNanos: nanosSchema,
  debtNanos: nanosSchema,
});

const effects = z
  .strictObject({
    amountNanos: nanosSchema,
    taxNanos: nanosSchema,
    totalNanos: nanosSchema,
    bonusNanos: nanosSchema,
    month,
    /** What the month is charged with this one. */
    monthChargedNanos: nanosSchema,
    /** When the order is given up, should nobody learn what became of its charge. */
    expiresAt: instantSchema,
  })
  .nullable();

/**
 * Whether the card is charged now, without anybody present. Every reason not to is asked, in this order; what is
 * charged is exactly what was agreed to (T6.1).
 */
export const runAutoTopUp = defineRule({
  kind: "auto_top_up.run",
  rulesVersion: 1,
  facts: runFacts,
  effects,
  decide(facts, policy) {
    const { now, currency, zone } = facts;
    const { charge, lines: chargeLines } = chargeOf(facts.amountNanos, currency, facts.taxBps, policy);
    const charged = chargedIn({ month: facts.month, chargedNanos: facts.monthChargedNanos }, now, zone);
    const refusals: Refusal[] = [];
    if (facts.state !== "on") refusals.push({ code: "auto_top_up_off", clause: "T6.1", params: {} });
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.accountState === "suspended")
      refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
    if (facts.orderPending) refusals.push({ code: "auto_top_up_under_way", clause: "T6.1", params: {} });
    if (!isLow(facts, facts.thresholdNanos))
      refusals.push({
        code: "auto_top_up_not_low",
        clause: "T6.1",
        params: { threshold: facts.thresholdNanos.toString() },
      });
    if (facts.paymentMethodId === null)
      refusals.push({ code: "auto_top_up_no_card", clause: "T1.2", params: {} });
    if (!agreed(facts, charge.totalNanos))
      refusals.push({ code: "auto_top_up_consent_missing", clause: "T6.1", params: {} });
    if (charged.chargedNanos + charge.totalNanos > facts.monthlyCapNanos)
      refusals.push({
        code: "auto_top_up_cap_reached",
        clause: "T6.1",
        params: {
          cap: facts.monthlyCapNanos.toString(),
          charged: charged.chargedNanos.toString(),
          from: nextMonthStart(now, zone),
        },
      });
    const lines = [
      ...chargeLines,
      line("memo", "auto_top_up_available", "T6.1", availableNanos(facts)),
      line("memo", "auto_top_up_threshold", "T6.1", facts.thresholdNanos),
      line("memo", "auto_top_up_month_before", "T6.1", charged.chargedNanos),
      line("memo", "auto_top_up_cap", "T6.1", facts.monthlyCapNanos),
    ];
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        ...charge,
        month: charged.month,
        monthChargedNanos: charged.chargedNanos + charge.totalNanos,
        expiresAt: plusMs(now, policy.autoTopUp.giveUpAfterMinutes * 60_000),
      },
    };
  },
});

/** Whether the stored consent is one to exactly this charge (T6.1). */
function agreed(facts: z.output<typeof runFacts>, totalNanos: bigint): boolean {
  const { consent, paymentMethodId } = facts;
  if (consent === null || paymentMethodId === null || !isConsentWording(consent.version)) return false;
  const terms: AutoTopUpTerms = {
    currency: facts.currency,
    amountNanos: facts.amountNanos,
    totalNanos,
    thresholdNanos: facts.thresholdNanos,
    monthlyCapNanos: facts.monthlyCapNanos,
    paymentMethodId,
  };
  return consentHash(consent.version, consent.language, terms) === consent.hash;
}

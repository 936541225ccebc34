import { z } from "zod";
import { billingFactsShape, billingRefusals } from "../billing-details/index.ts";
import { defineRule, line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { taxOn } from "../orders/tax.ts";
import { instantSchema } from "../time/index.ts";
import { ADD_ON_CONSENT_WORDING, addOnConsentHash, isAddOnConsentWording } from "./consent.ts";

const facts = z.strictObject({
  now: instantSchema,
  /** Currency of the account's wallet. */
  currency: currencySchema,
  accountState: z.enum(["active", "suspended", "terminated", "closed"]),
  ...billingFactsShape,
  taxBps: z.int().min(0).max(10_000),
  /** `review`: shown before anybody agrees. `charge`: the money is about to move. */
  step: z.enum(["review", "charge"]),
  /** A catalogue entry: something sold once, for a price, with a name that is the same in every language. */
  addOn: z.strictObject({
    id: z.string().min(1).max(64),
    /** Version of its price; a version never changes. */
    version: z.int().positive(),
    name: z.string().min(1).max(60),
    currency: currencySchema,
    /** Price of one, before tax. */
    amountNanos: nanosSchema.refine((amountNanos) => amountNanos > 0n),
    /** Whether it is sold, at this version of its price. */
    forSale: z.boolean(),
  }),
  quantity: z.int(),
  /** A saved card of the present holder, or null (C4.10). */
  paymentMethodId: z.string().nullable(),
  language: z.enum(["en", "zh"]),
  /** What the present holder agreed to, or null. */
  consent: z
    .strictObject({ version: z.string(), language: z.enum(["en", "zh"]), hash: z.string() })
    .nullable(),
});

const effects = z
  .strictObject({
    amountNanos: nanosSchema,
    taxNanos: nanosSchema,
    totalNanos: nanosSchema,
    consentVersion: z.string(),
    /** At review what is to be agreed to; at the charge what was. */
    consentHash: z.string(),
  })
  .nullable();

/**
 * Buying an add-on (T6.1): reviewed first, then agreed to word by word. The charge is refused without a consent to
 * exactly what would be charged: same add-on, version, quantity, amount, tax and card. A subscription bought through a
 * distributor does not matter: an add-on is sold by us.
 */
export const buyAddOn = defineRule({
  kind: "add_on.buy",
  rulesVersion: 1,
  facts,
  effects,
  decide(facts, policy) {
    const { addOn, quantity, currency, consent, paymentMethodId } = facts;
    const { maxQuantity } = policy.addOns;
    const refusals: Refusal[] = [];
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.accountState === "suspended")
      refusals.push({ code: "account_suspended", clause: "T4.2", params: {} });
    if (!addOn.forSale) refusals.push({ code: "add_on_not_for_sale", clause: "T1.1", params: {} });
    if (addOn.currency !== currency)
      refusals.push({
        code: "add_on_currency_mismatch",
        clause: "T1.1",
        params: { addOn: addOn.currency, wallet: currency },
      });
    if (quantity < 1 || quantity > maxQuantity)
      refusals.push({
        code: "add_on_quantity_out_of_range",
        clause: "T6.1",
        params: { max: String(maxQuantity) },
      });
    refusals.push(...billingRefusals(facts));
    if (paymentMethodId === null) refusals.push({ code: "add_on_no_card", clause: "T1.2", params: {} });

    const amountNanos = addOn.amountNanos * BigInt(quantity);
    const taxNanos = quantity < 1 ? 0n : taxOn(amountNanos, facts.taxBps, currency);
    const totalNanos = amountNanos + taxNanos;
    const hashOf = (version: string, language: "en" | "zh"): string | null =>
      paymentMethodId !== null && isAddOnConsentWording(version)
        ? addOnConsentHash(version, language, {
            currency,
            addOnId: addOn.id,
            version: addOn.version,
            name: addOn.name,
            quantity,
            amountNanos,
            taxNanos,
            totalNanos,
            paymentMethodId,
          })
        : null;
    const agreedTo = consent === null ? null : hashOf(consent.version, consent.language);
    if (consent === null) {
      if (facts.step === "charge")
        refusals.push({ code: "add_on_consent_missing", clause: "T6.1", params: {} });
    } else if (consent.hash !== agreedTo)
      refusals.push({
        code: "add_on_consent_differs",
        clause: "T6.1",
        params: { total: totalNanos.toString() },
      });

    const consentVersion = consent?.version ?? ADD_ON_CONSENT_WORDING;
    const consentHash = agreedTo ?? hashOf(ADD_ON_CONSENT_WORDING, facts.language);
    // A price in another currency is not added up in this one.
    const lines =
      addOn.currency === currency
        ? [
            line("item", "add_on_price", "T6.1", amountNanos, {
              quantity: String(quantity),
              name: addOn.name,
            }),
            line("item", "tax", "T1.2", taxNanos, { rate: String(facts.taxBps) }),
            line("subtotal", "total_due", "T6.1", totalNanos),
          ]
        : [];
    if (refusals.length > 0 || consentHash === null)
      return { outcome: "refused", refusals, lines, effects: null };
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: { amountNanos, taxNanos, totalNanos, consentVersion, consentHash },
    };
  },
});

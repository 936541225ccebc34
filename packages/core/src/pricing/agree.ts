import { z } from "zod";
import { type CommonFacts, defineRule, type Refusal } from "../decision/index.ts";
import { currencySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { modelRatesSchema } from "./rate-card.ts";

/** States an account can be in (T4.2). */
const accountState = z.enum(["active", "suspended", "terminated", "closed"]);

const agreeFacts = z.strictObject({
  now: instantSchema,
  /** Currency of the account's wallet. */
  currency: currencySchema,
  accountState,
  /** The models it is about; null: every model. */
  models: z.array(z.string()).min(1).nullable(),
  /** Those of them that have no list price in the account's currency. */
  unpricedModels: z.array(z.string()),
  /** A discount off the list, or rates of its own: one of the two. */
  discountBps: z.int().nullable(),
  rates: modelRatesSchema.nullable(),
  effectiveFrom: instantSchema,
  endsAt: instantSchema.nullable(),
});

const agreeEffects = z
  .strictObject({ effectiveFrom: instantSchema, endsAt: instantSchema.nullable() })
  .nullable();

/**
 * Prices agreed in writing with one account instead of the listed ones (T1.1). Never for the past: what was used was
 * rated already.
 * Refusals: account_terminated, agreement_currency_mismatch, agreement_discount_out_of_range, agreement_needs_models,
 * agreement_models_not_priced, agreement_in_past, agreement_ends_before_it_begins.
 */
export const agreePrices = defineRule({
  kind: "prices.agree",
  rulesVersion: 1,
  facts: agreeFacts,
  effects: agreeEffects,
  decide(facts, policy) {
    const refusals: Refusal[] = [];
    const refuse = (code: Refusal["code"], params: Refusal["params"] = {}) =>
      refusals.push({ code, clause: "T1.1", params });
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.rates !== null && facts.rates.currency !== facts.currency)
      refuse("agreement_currency_mismatch", { agreed: facts.rates.currency, wallet: facts.currency });
    const { maxDiscountBps } = policy.prices;
    if (
      facts.rates === null &&
      !(facts.discountBps !== null && facts.discountBps > 0 && facts.discountBps <= maxDiscountBps)
    )
      refuse("agreement_discount_out_of_range", { max: maxDiscountBps.toString() });
    if (facts.rates !== null && facts.models === null) refuse("agreement_needs_models");
    if (facts.unpricedModels.length > 0)
      refuse("agreement_models_not_priced", { models: facts.unpricedModels.join(", ") });
    if (facts.effectiveFrom < facts.now) refuse("agreement_in_past", { effectiveFrom: facts.effectiveFrom });
    if (facts.endsAt !== null && facts.endsAt <= facts.effectiveFrom)
      refuse("agreement_ends_before_it_begins");
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    return {
      outcome: "granted",
      refusals,
      lines: [],
      effects: { effectiveFrom: facts.effectiveFrom, endsAt: facts.endsAt },
    };
  },
});

const endFacts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  effectiveFrom: instantSchema,
  /** The end it has already, or null. */
  endsAt: instantSchema.nullable(),
  /** When it shall end; null: now, or before it begins. */
  wantedEnd: instantSchema.nullable(),
});

const endEffects = z.strictObject({ endsAt: instantSchema }).nullable();

/**
 * Ends a price agreement, now or later, never earlier than what was rated under it; one that has not begun never comes
 * into force. It cannot be prolonged: what was agreed in writing had an end (T1.1).
 * Refusals: agreement_already_ended, agreement_end_in_past, agreement_end_later.
 */
export const endAgreement = defineRule({
  kind: "prices.end_agreement",
  rulesVersion: 1,
  facts: endFacts,
  effects: endEffects,
  decide(facts) {
    const refusals: Refusal[] = [];
    const refuse = (code: Refusal["code"], params: Refusal["params"] = {}) =>
      refusals.push({ code, clause: "T1.1", params });
    const { now, endsAt } = facts;
    const wanted = facts.wantedEnd ?? now;
    // Called off before it begins, it ends where it would have begun: it is never in force.
    const end = wanted < facts.effectiveFrom ? facts.effectiveFrom : wanted;
    if (endsAt !== null && endsAt <= now) refuse("agreement_already_ended", { endsAt });
    else if (wanted < now) refuse("agreement_end_in_past");
    else if (endsAt !== null && end > endsAt) refuse("agreement_end_later", { endsAt });
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    return { outcome: "granted", refusals, lines: [], effects: { endsAt: end } };
  },
});

export type AgreePricesFacts = z.output<typeof agreeFacts> & CommonFacts;
export type EndAgreementFacts = z.output<typeof endFacts> & CommonFacts;

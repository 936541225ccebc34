import type { Instant } from "../time/index.ts";
import { rateFromText, rateTimes, rateToText } from "./rate.ts";
import { type ModelRates, serviceTiers } from "./rate-card.ts";

/**
 * What was agreed in writing with one account instead of the listed fees (T1.1). A discount of `discountBps` basis
 * points off the list, or `rates` that are laid over the list's, price by price.
 */
export interface PriceAgreement {
  readonly id: string;
  /** Where the written agreement can be found. */
  readonly reference: string;
  /** The models it is about; null: every model. */
  readonly models: readonly string[] | null;
  readonly terms: { readonly discountBps: number } | { readonly rates: ModelRates };
  /** In force from here, inclusive. */
  readonly effectiveFrom: Instant;
  /** Not in force any more from here; null: until it is ended. */
  readonly endsAt: Instant | null;
}

/** True from `effectiveFrom`, inclusive, to `endsAt`, exclusive. */
export function isInForce(agreement: Pick<PriceAgreement, "effectiveFrom" | "endsAt">, at: Instant): boolean {
  return agreement.effectiveFrom <= at && (agreement.endsAt === null || at < agreement.endsAt);
}

/**
 * The one agreement a request is rated by, or null (T1.1): one that names the model goes before one for every model,
 * then the later one goes before the earlier, the later written one at the same instant. Agreements never add up.
 */
export function agreementFor<Agreement extends PriceAgreement>(
  agreements: readonly Agreement[],
  model: string,
  at: Instant,
): Agreement | null {
  let best: Agreement | null = null;
  for (const each of agreements) {
    if (!isInForce(each, at) || (each.models !== null && !each.models.includes(model))) continue;
    if (best === null || precedes(each, best)) best = each;
  }
  return best;
}

function precedes(left: PriceAgreement, right: PriceAgreement): boolean {
  if ((left.models === null) !== (right.models === null)) return left.models !== null;
  if (left.effectiveFrom !== right.effectiveFrom) return left.effectiveFrom > right.effectiveFrom;
  // Ids lie in the order in which they were made.
  return left.id > right.id;
}

/**
 * The list with the agreed prices in it. A price that was not agreed stays the listed one, be it of a tier, of a long
 * prompt or of a count: the fees are those listed unless something else was agreed (T1.1).
 */
export function ratesUnder(list: ModelRates, agreement: PriceAgreement | null): ModelRates {
  if (agreement === null || !("rates" in agreement.terms)) return list;
  const agreed = agreement.terms.rates;
  if (agreed.currency !== list.currency) throw new RangeError("agreed rates are in another currency");
  const empty: ModelRates["base"] = { standard: {}, batch: {}, priority: {}, flex: {} };
  const thresholds = [...new Set([...list.above, ...agreed.above].map((step) => step.thresholdTokens))];
  const stepOf = (rates: ModelRates, thresholdTokens: number) =>
    rates.above.find((step) => step.thresholdTokens === thresholdTokens)?.rates ?? empty;
  return {
    ...list,
    base: laidOver(list.base, agreed.base),
    above: thresholds
      .toSorted((a, b) => a - b)
      .map((thresholdTokens) => ({
        thresholdTokens,
        rates: laidOver(stepOf(list, thresholdTokens), stepOf(agreed, thresholdTokens)),
      })),
    counts: { ...list.counts, ...agreed.counts },
  };
}

function laidOver(list: ModelRates["base"], agreed: ModelRates["base"]): ModelRates["base"] {
  const merged: ModelRates["base"] = { standard: {}, batch: {}, priority: {}, flex: {} };
  for (const tier of serviceTiers) merged[tier] = { ...list[tier], ...agreed[tier] };
  return merged;
}

/** Basis points of a discount: 0 where rates were agreed instead, or nothing. */
export function discountBpsOf(agreement: PriceAgreement | null): number {
  return agreement !== null && "discountBps" in agreement.terms ? agreement.terms.discountBps : 0;
}

const BPS_DIGITS = 4;
const WHOLE_BPS = 10_000;

/**
 * What an account pays per unit: the listed rates with what was agreed laid over them or taken off them, exact. Rating
 * with these gives the very amount that rating with the list and the agreement gives.
 */
export function ownRates(list: ModelRates, agreement: PriceAgreement | null): ModelRates {
  const rates = ratesUnder(list, agreement);
  const left = BigInt(WHOLE_BPS - discountBpsOf(agreement));
  if (left === BigInt(WHOLE_BPS)) return rates;
  const reduced = (text: string): string => {
    const product = rateTimes(rateFromText(text), left);
    return rateToText({ ...product, scale: product.scale + BPS_DIGITS });
  };
  const table = <Unit extends string>(
    prices: Partial<Record<Unit, string>>,
  ): Partial<Record<Unit, string>> => {
    const reducedPrices: Partial<Record<Unit, string>> = {};
    for (const unit in prices) {
      const text = prices[unit];
      if (text !== undefined) reducedPrices[unit] = reduced(text);
    }
    return reducedPrices;
  };
  const tiers = (tables: ModelRates["base"]): ModelRates["base"] => ({
    standard: table(tables.standard),
    batch: table(tables.batch),
    priority: table(tables.priority),
    flex: table(tables.flex),
  });
  return {
    ...rates,
    base: tiers(rates.base),
    above: rates.above.map((step) => ({ ...step, rates: tiers(step.rates) })),
    counts: table(rates.counts),
  };
}

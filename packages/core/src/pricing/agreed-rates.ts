import { type Rate, RateError, rateFromMajorText, rateToText } from "./rate.ts";
import {
  type CountUnit,
  countUnits,
  emptyModelRates,
  type ModelRates,
  type ServiceTier,
  type TokenUnit,
} from "./rate-card.ts";

/** One price as people write it: per million tokens, or per one of what is not counted in tokens. */
export interface WrittenPrice {
  readonly unit: TokenUnit | CountUnit;
  /** Tokens only; a count costs the same in every tier. */
  readonly tier: ServiceTier;
  /** Tokens only: above which prompt length; null: the base price. */
  readonly thresholdTokens: number | null;
  /** In the major unit of the currency, decimal text such as `2.5`. */
  readonly price: string;
}

/** Digits by which a million is larger than one. */
const MILLION_DIGITS = 6;

const isCount = (unit: TokenUnit | CountUnit): unit is CountUnit =>
  countUnits.some((each: string) => each === unit);

/**
 * A rate card with the written prices alone, exact.
 * @throws RateError when a price is no number, negative or beyond any price; RangeError when one is written twice
 */
export function ratesFromWritten(currency: string, prices: readonly WrittenPrice[]): ModelRates {
  const rates = emptyModelRates(currency);
  const put = <Unit extends string>(table: Partial<Record<Unit, string>>, unit: Unit, rate: Rate) => {
    if (table[unit] !== undefined) throw new RangeError(`${unit} is priced twice`);
    table[unit] = rateToText(rate);
  };
  for (const { unit, tier, thresholdTokens, price } of prices) {
    const perOne = rateFromMajorText(price.trim());
    if (isCount(unit)) {
      put(rates.counts, unit, perOne);
      continue;
    }
    const table = thresholdTokens === null ? rates.base : tableAbove(rates, thresholdTokens, price);
    put(table[tier], unit, { ...perOne, scale: perOne.scale + MILLION_DIGITS });
  }
  return { ...rates, above: rates.above.toSorted((a, b) => a.thresholdTokens - b.thresholdTokens) };
}

function tableAbove(rates: ModelRates, thresholdTokens: number, price: string): ModelRates["base"] {
  if (!Number.isSafeInteger(thresholdTokens) || thresholdTokens <= 0)
    throw new RateError("not_a_number", price);
  const known = rates.above.find((step) => step.thresholdTokens === thresholdTokens);
  if (known !== undefined) return known.rates;
  const { base } = emptyModelRates(rates.currency);
  rates.above.push({ thresholdTokens, rates: base });
  return base;
}

/** A percentage with at most two decimals, which is a whole number of basis points. */
const percentText = /^(\d{1,3})(?:[.](\d{1,2}))?$/;

/** Basis points of a percentage as people write it: `12.5` is 1250; null where it is none or finer than a basis point. */
export function bpsFromPercent(text: string): number | null {
  const match = percentText.exec(text.trim().replace(/\s?%$/, ""));
  if (match === null) return null;
  const [, whole = "0", decimals = ""] = match;
  return Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
}

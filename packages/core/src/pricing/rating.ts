import { MAX_AMOUNT_NANOS } from "../money/index.ts";
import { discountBpsOf, type PriceAgreement, ratesUnder } from "./agreement.ts";
import { applicableSteps, countRateText, tokenRateText } from "./lookup.ts";
import {
  checkedQuantity,
  countParts,
  type CountUsage,
  inputParts,
  outputParts,
  RatingError,
  type TokenPart,
  type TokenUsage,
  type UsageQuantities,
} from "./quantities.ts";
import { type Rate, rateFromText, rateSum, rateTimes, rateToText, roundHalfUp } from "./rate.ts";
import type { CountUnit, ModelRates, ServiceTier, TokenUnit } from "./rate-card.ts";

/** One unit of a rated request. */
export interface RatedUnit {
  readonly unit: TokenUnit | CountUnit;
  /** In the unit's own measure, except seconds: those are counted in milliseconds. */
  readonly quantity: number;
  /** Nanos per token, image, second …, canonical decimal text, before a discount. */
  readonly rate: string;
  /** Exact nanos, canonical decimal text, not rounded, before a discount. */
  readonly exactNanos: string;
}

/** A rated request: the exact sum of the units less the discount, rounded once, half up. */
export interface RatedUsage {
  readonly amountNanos: bigint;
  readonly currency: string;
  readonly tier: ServiceTier;
  /** The prompt length above which the applied prices hold, or null for the base prices. */
  readonly thresholdTokens: number | null;
  readonly lines: readonly RatedUnit[];
  /** What an agreed discount takes off the sum of the lines, exact; null without one. */
  readonly discount: { readonly bps: number; readonly exactNanos: string } | null;
  /** Sum of the lines less the discount, exact, before the one rounding. */
  readonly exactNanos: string;
  /** The agreement that was applied (T1.1), or null. */
  readonly agreementId: string | null;
}

/** How a request is rated. */
export interface RatingOptions {
  readonly tier: ServiceTier;
  /** The account's agreement about this model at that time, see `agreementFor`. */
  readonly agreement?: PriceAgreement | null | undefined;
}

/** One basis point is a ten-thousandth, which is a shift by four digits. */
const BPS_DIGITS = 4;
const WHOLE_BPS = 10_000;

/**
 * What a request costs, line by line, for explanations; `rateAmount` is the fast way to the same amount.
 * @throws RatingError when a count is not a whole number, the parts exceed their total, or a price is missing.
 */
export function rateUsage(listRates: ModelRates, usage: UsageQuantities, options: RatingOptions): RatedUsage {
  const { tokens, counts = {} } = usage;
  const agreement = options.agreement ?? null;
  const rates = ratesUnder(listRates, agreement);
  const lines: RatedUnit[] = [];
  const parts: Rate[] = [];
  const add = (unit: TokenUnit | CountUnit, quantity: number, decimals: number, text: string | null) => {
    if (text === null) throw new RatingError("rate_missing", unit);
    const rate = rateFromText(text);
    const product = rateTimes(rate, BigInt(quantity));
    const exact = { ...product, scale: product.scale + decimals };
    parts.push(exact);
    lines.push({ unit, quantity, rate: rateToText(rate), exactNanos: rateToText(exact) });
  };
  for (const [unit, quantity] of splitTokens(tokens))
    if (quantity > 0) add(unit, quantity, 0, tokenRateText(rates, unit, options.tier, tokens.inputTokens));
  for (const { unit, quantity, decimals } of checkedCounts(counts))
    if (quantity > 0) add(unit, quantity, decimals, countRateText(rates, unit));
  const sum = rateSum(parts);
  const bps = discountBpsOf(agreement);
  const exact = partOf(sum, WHOLE_BPS - bps);
  return {
    amountNanos: bounded(roundHalfUp(exact)),
    currency: rates.currency,
    tier: options.tier,
    thresholdTokens: applicableSteps(rates, tokens.inputTokens)[0]?.thresholdTokens ?? null,
    lines,
    discount: bps === 0 ? null : { bps, exactNanos: rateToText(partOf(sum, bps)) },
    exactNanos: rateToText(exact),
    agreementId: agreement?.id ?? null,
  };
}

/** `sum × bps / 10 000`, exact. */
function partOf(sum: Rate, bps: number): Rate {
  const product = rateTimes(sum, BigInt(bps));
  return { ...product, scale: product.scale + BPS_DIGITS };
}

function splitTokens(tokens: TokenUsage): readonly (readonly [TokenUnit, number])[] {
  const split = (total: "inputTokens" | "outputTokens", unit: TokenUnit, parts: readonly TokenPart[]) => {
    const quantities = parts.map(
      (part) => [part.unit, checkedQuantity("tokens_invalid", part.field, tokens[part.field])] as const,
    );
    const plain = quantities.reduce(
      (left, [, quantity]) => left - quantity,
      checkedQuantity("tokens_invalid", total, tokens[total]),
    );
    if (plain < 0) throw new RatingError("tokens_inconsistent", total);
    return [[unit, plain] as const, ...quantities];
  };
  return [...split("inputTokens", "input", inputParts), ...split("outputTokens", "output", outputParts)];
}

function checkedCounts(counts: CountUsage) {
  return countParts.map((part) => ({
    ...part,
    quantity: checkedQuantity("counts_invalid", part.field, counts[part.field]),
  }));
}

/** @throws RatingError amount_too_large above what a customer amount may be */
export function bounded(amountNanos: bigint): bigint {
  if (amountNanos > MAX_AMOUNT_NANOS) throw new RatingError("amount_too_large", "amountNanos");
  return amountNanos;
}

import { discountBpsOf, type PriceAgreement, ratesUnder } from "./agreement.ts";
import { countRateText, tokenRateText } from "./lookup.ts";
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
import { type Rate, rateFromText } from "./rate.ts";
import {
  type CountUnit,
  type ModelRates,
  type ServiceTier,
  serviceTiers,
  type TokenUnit,
} from "./rate-card.ts";
import { bounded } from "./rating.ts";

/** Numerators in the order of `inputParts` and `outputParts`; undefined where the unit has no price. */
interface CompiledTable {
  readonly input: bigint | undefined;
  readonly inputParts: readonly (bigint | undefined)[];
  readonly output: bigint | undefined;
  readonly outputParts: readonly (bigint | undefined)[];
}

/**
 * A rate card made ready for the hot path: every price a request can meet, with tiers, thresholds and substitutes
 * resolved, as a whole numerator over one power of ten. Made once per price version by {@link compileRates}.
 */
export interface CompiledRates {
  readonly currency: string;
  /** The card it was made from; agreed rates are laid over it. */
  readonly rates: ModelRates;
  /** Prompt lengths above which other prices hold, ascending. */
  readonly thresholds: readonly number[];
  /** Per tier: the base table, then one per threshold. */
  readonly tables: Readonly<Record<ServiceTier, readonly CompiledTable[]>>;
  /** In the order of `countParts`, per what is counted (a millisecond, not a second). */
  readonly counts: readonly (bigint | undefined)[];
  /** Nanos are `Σ quantity × numerator × (10 000 − discount) / divisor`. */
  readonly divisor: bigint;
  /** Cards under agreed rates, by agreement, so that each is compiled once. */
  readonly agreed: WeakMap<PriceAgreement, CompiledRates>;
}

const WHOLE_BPS = 10_000n;

/** Prepares a rate card. Costs as much as rating some hundred requests: keep the answer with the price version. */
export function compileRates(rates: ModelRates): CompiledRates {
  const thresholds = rates.above.map((step) => step.thresholdTokens).toSorted((a, b) => a - b);
  const prompts = [0, ...thresholds.map((threshold) => threshold + 1)];
  const exact = (text: string | null, decimals: number): Rate | undefined => {
    if (text === null) return undefined;
    const rate = rateFromText(text);
    return { ...rate, scale: rate.scale + decimals };
  };
  const draft = (tier: ServiceTier) =>
    prompts.map((prompt) => {
      const priceOf = (unit: TokenUnit) => exact(tokenRateText(rates, unit, tier, prompt), 0);
      return {
        input: priceOf("input"),
        inputParts: inputParts.map((part) => priceOf(part.unit)),
        output: priceOf("output"),
        outputParts: outputParts.map((part) => priceOf(part.unit)),
      };
    });
  const drafts = {
    standard: draft("standard"),
    batch: draft("batch"),
    priority: draft("priority"),
    flex: draft("flex"),
  };
  const counts = countParts.map((part) => exact(countRateText(rates, part.unit), part.decimals));
  const scale = [
    ...serviceTiers.flatMap((tier) =>
      drafts[tier].flatMap((table) => [table.input, table.output, ...table.inputParts, ...table.outputParts]),
    ),
    ...counts,
  ].reduce((widest, rate) => Math.max(widest, rate?.scale ?? 0), 0);
  const numerator = (rate: Rate | undefined): bigint | undefined =>
    rate === undefined ? undefined : rate.numerator * 10n ** BigInt(scale - rate.scale);
  const tablesOf = (tier: ServiceTier): readonly CompiledTable[] =>
    drafts[tier].map((table) => ({
      input: numerator(table.input),
      inputParts: table.inputParts.map(numerator),
      output: numerator(table.output),
      outputParts: table.outputParts.map(numerator),
    }));
  return {
    currency: rates.currency,
    rates,
    thresholds,
    tables: {
      standard: tablesOf("standard"),
      batch: tablesOf("batch"),
      priority: tablesOf("priority"),
      flex: tablesOf("flex"),
    },
    counts: counts.map(numerator),
    divisor: WHOLE_BPS * 10n ** BigInt(scale),
    agreed: new WeakMap(),
  };
}

/**
 * What a request costs in whole nanos, as `rateUsage` says, without its lines: some bigint products, one rounding.
 * Pass the same agreement object again: rates of its own are compiled once per object.
 * @throws RatingError like `rateUsage`
 */
export function rateAmount(
  compiled: CompiledRates,
  usage: UsageQuantities,
  tier: ServiceTier,
  agreement: PriceAgreement | null = null,
): { amountNanos: bigint } {
  const card = underAgreement(compiled, agreement);
  const { tokens, counts } = usage;
  const table = card.tables[tier][stepIndex(card, tokens.inputTokens)];
  if (table === undefined) throw new RatingError("rate_missing", "input");
  const sum =
    tokensSum(tokens, "inputTokens", "input", table.input, inputParts, table.inputParts) +
    tokensSum(tokens, "outputTokens", "output", table.output, outputParts, table.outputParts) +
    (counts === undefined ? 0n : countsSum(card, counts));
  const exact = sum * (WHOLE_BPS - BigInt(discountBpsOf(agreement)));
  return { amountNanos: bounded((2n * exact + card.divisor) / (2n * card.divisor)) };
}

/** The card under an agreement; with agreed rates, compiled once per agreement. */
export function underAgreement(compiled: CompiledRates, agreement: PriceAgreement | null): CompiledRates {
  if (agreement === null || !("rates" in agreement.terms)) return compiled;
  const known = compiled.agreed.get(agreement);
  if (known !== undefined) return known;
  const card = compileRates(ratesUnder(compiled.rates, agreement));
  compiled.agreed.set(agreement, card);
  return card;
}

/** Index of the table for a prompt of this length. */
export function stepIndex(compiled: CompiledRates, inputTokens: number): number {
  let index = 0;
  for (const threshold of compiled.thresholds) if (inputTokens > threshold) index += 1;
  return index;
}

function tokensSum(
  tokens: TokenUsage,
  total: "inputTokens" | "outputTokens",
  unit: TokenUnit,
  plainRate: bigint | undefined,
  parts: readonly TokenPart[],
  rates: readonly (bigint | undefined)[],
): bigint {
  let plain = checkedQuantity("tokens_invalid", total, tokens[total]);
  let sum = 0n;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part === undefined) continue;
    const value = tokens[part.field];
    if (value === undefined || value === 0) continue;
    const quantity = checkedQuantity("tokens_invalid", part.field, value);
    plain -= quantity;
    sum += BigInt(quantity) * priced(rates[at], part.unit);
  }
  if (plain < 0) throw new RatingError("tokens_inconsistent", total);
  return plain === 0 ? sum : sum + BigInt(plain) * priced(plainRate, unit);
}

/** Counts at their prices, over the card's divisor. @throws RatingError like `rateUsage` */
export function countsSum(compiled: CompiledRates, counts: CountUsage): bigint {
  let sum = 0n;
  for (let at = 0; at < countParts.length; at += 1) {
    const part = countParts[at];
    if (part === undefined) continue;
    const value = counts[part.field];
    if (value === undefined || value === 0) continue;
    const quantity = checkedQuantity("counts_invalid", part.field, value);
    sum += BigInt(quantity) * priced(compiled.counts[at], part.unit);
  }
  return sum;
}

function priced(rate: bigint | undefined, unit: TokenUnit | CountUnit): bigint {
  if (rate === undefined) throw new RatingError("rate_missing", unit);
  return rate;
}

import {
  type CountUnit,
  countUnits,
  type ModelRates,
  type ServiceTier,
  serviceTiers,
  type TokenUnit,
  tokenUnits,
} from "./rate-card.ts";

/** One price of a rate card: what is priced, in which tier and above which prompt length. */
export interface ListedRate {
  readonly unit: TokenUnit | CountUnit;
  /** Null for counts, which cost the same in every tier. */
  readonly tier: ServiceTier | null;
  /** Null for the base prices. */
  readonly thresholdTokens: number | null;
  /** Nanos per unit, stored text. */
  readonly rate: string;
}

/** A price that two cards state differently; null where a card does not state it. */
export interface RateChange extends Omit<ListedRate, "rate"> {
  readonly before: string | null;
  readonly after: string | null;
}

/** Every price a card states, tokens before counts, base before long prompts, units in their fixed order. */
export function listedRates(rates: ModelRates): readonly ListedRate[] {
  const tables = [
    { thresholdTokens: null, table: rates.base },
    ...rates.above
      .toSorted((a, b) => a.thresholdTokens - b.thresholdTokens)
      .map((step) => ({ thresholdTokens: step.thresholdTokens, table: step.rates })),
  ];
  const tokens = tables.flatMap(({ thresholdTokens, table }) =>
    serviceTiers.flatMap((tier) =>
      tokenUnits.flatMap((unit) => {
        const rate = table[tier][unit];
        return rate === undefined ? [] : [{ unit, tier, thresholdTokens, rate }];
      }),
    ),
  );
  const counts = countUnits.flatMap((unit) => {
    const rate = rates.counts[unit];
    return rate === undefined ? [] : [{ unit, tier: null, thresholdTokens: null, rate }];
  });
  return [...tokens, ...counts];
}

/** What a new card changes against an old one, or states where there was none. Equal prices are left out. */
export function rateChanges(before: ModelRates | null, after: ModelRates): readonly RateChange[] {
  const old = before === null ? [] : listedRates(before);
  const now = listedRates(after);
  const samePlace = (left: ListedRate, right: ListedRate) =>
    left.unit === right.unit && left.tier === right.tier && left.thresholdTokens === right.thresholdTokens;
  const changed = now.flatMap(({ rate, ...place }): RateChange[] => {
    const was = old.find((each) => samePlace(each, { rate, ...place }))?.rate ?? null;
    return was === rate ? [] : [{ ...place, before: was, after: rate }];
  });
  const gone = old
    .filter((each) => !now.some((other) => samePlace(each, other)))
    .map(({ rate, ...place }): RateChange => ({ ...place, before: rate, after: null }));
  return [...changed, ...gone];
}

import type { Instant, Money, ServiceTier } from "./types.ts";

/** Prices by unit (`input`, `cachedInput`, `output`, `reasoning` …): nanos per token, exact decimal text. */
export type TokenRates = Readonly<Partial<Record<string, string>>>;

/** All prices of a model. A nano is a thousand-millionth of the currency's major unit. */
export interface ModelRates {
  /** ISO 4217. */
  readonly currency: string;
  readonly base: Readonly<Record<ServiceTier, TokenRates>>;
  /** Of requests whose prompt is longer than `thresholdTokens`; ascending. */
  readonly above: readonly {
    readonly thresholdTokens: number;
    readonly rates: Readonly<Record<ServiceTier, TokenRates>>;
  }[];
  /** Nanos per image, second, query, character, pixel, page, session or search. */
  readonly counts: Readonly<Partial<Record<string, string>>>;
  /** Multipliers of the price list; not applied. */
  readonly multipliers: Readonly<Record<string, string>>;
  /** Prices of the list that have no meaning here; not applied. */
  readonly unrated: Readonly<Record<string, string>>;
}

/** What you pay for a model now. */
export interface AccountPrice {
  /** Of the version of the list price. */
  readonly id: string;
  readonly model: string;
  readonly version: number;
  /** Since when the list price holds. */
  readonly effectiveFrom: Instant;
  /** What was agreed in writing is in them already. */
  readonly rates: ModelRates;
  readonly listRates: ModelRates;
  /** The agreement behind `rates`; null: the list holds. */
  readonly agreement: {
    readonly id: string;
    readonly reference: string;
    /** Off the list, basis points; null where rates were agreed. */
    readonly discountBps: number | null;
    readonly endsAt: Instant | null;
  } | null;
}

/** How the value of a usage event came about: lines, less a discount, rounded once, half up. */
export interface EventRating {
  readonly eventId: string;
  readonly value: Money;
  /** The lines less the discount, exact nanos, before the one rounding. */
  readonly exactNanos: string;
  readonly serviceTier: ServiceTier;
  /** The prompt length above which these prices hold; null: the base prices. */
  readonly thresholdTokens: number | null;
  readonly lines: readonly {
    /** `input`, `cachedInput`, `output`, `webSearchLow` … */
    readonly unit: string;
    /** In the unit's own measure, seconds in milliseconds. */
    readonly quantity: number;
    /** Nanos per unit, exact. */
    readonly rate: string;
    readonly exactNanos: string;
  }[];
  readonly discount: { readonly bps: number; readonly exactNanos: string } | null;
  readonly agreement: { readonly id: string; readonly reference: string } | null;
}

/** Prices agreed in writing. */
export interface PriceAgreement {
  readonly id: string;
  /** Where the written agreement can be found. */
  readonly reference: string;
  /** Null: every model. */
  readonly models: readonly string[] | null;
  readonly discountBps: number | null;
  /** Laid over the list price by price. */
  readonly rates: ModelRates | null;
  readonly effectiveFrom: Instant;
  /** Exactly then it holds no more; null: no end was agreed. */
  readonly endsAt: Instant | null;
  readonly state: "scheduled" | "in_force" | "ended";
}

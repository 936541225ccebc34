import type { Instant, Money, UsageEvent } from "./types.ts";

/** A day of the account's calendar: `2026-11-20`. */
export type LocalDate = string;

/** Sums of usage: `planPart` + `creditPart` + `debtPart` = `value`. Corrections are taken off. */
export interface UsageSums {
  readonly requests: number;
  readonly inputTokens: number;
  /** Inside the input tokens. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Inside the output tokens. */
  readonly reasoningTokens: number;
  readonly value: Money;
  readonly planPart: Money;
  readonly creditPart: Money;
  readonly debtPart: Money;
}

/** Whose usage: a model's, a key's, both; or everything beyond the largest groups together. */
export interface UsageGroup {
  readonly model: string | null;
  /** Null where keys are not told apart, for the rest, and for usage that no key reported. */
  readonly apiKey: { readonly id: string; readonly name: string } | null;
  readonly rest: boolean;
  readonly totals: UsageSums;
}

/** The sums of one step. */
export interface UsageStep {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly value: Money;
}

/** Usage by hours, days or months; steps without usage are there too. */
export interface UsageSummary {
  readonly grain: "hour" | "day" | "month";
  readonly timeZone: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly totals: UsageSums;
  /** Largest value first, the rest last. */
  readonly groups: readonly UsageGroup[];
  readonly buckets: readonly (UsageStep & {
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    /** The local day, or the first of the local month; null for hours. */
    readonly date: LocalDate | null;
    /** `group` is the position in `groups`. */
    readonly parts: readonly (UsageStep & { readonly group: number })[];
  })[];
}

/** One event with everything behind it. */
export interface UsageEventDetail {
  readonly event: UsageEvent;
  readonly apiKey: { readonly id: string; readonly name: string } | null;
  /** The version of the price it was valued at. */
  readonly price: {
    readonly id: string;
    readonly version: number;
    readonly source: string;
    readonly effectiveFrom: Instant;
    /** The written agreement that changed it; null without one. */
    readonly agreementReference: string | null;
  };
  /** The event this one takes back or stands for. */
  readonly corrects: { readonly id: string; readonly clientEventId: string } | null;
  /** The events that take this one back or stand in its place. */
  readonly correctedBy: readonly { readonly id: string; readonly clientEventId: string }[];
}

interface StatementLineShared {
  readonly day: LocalDate;
  /** What the wallet gained, negative what it lost. */
  readonly amount: Money;
  /** What the wallet was worth afterwards: credits less debt. */
  readonly balance: Money;
}

/** A movement, or all usage that was recorded on a day. */
export type StatementLine =
  | (StatementLineShared & { readonly type: "usage" })
  | (StatementLineShared & {
      readonly type: "movement";
      /** Such as `gift.granted`. */
      readonly kind: string;
      readonly at: Instant;
      readonly reference: string | null;
      readonly journalId: string;
    });

/** A wallet's statement: `opening` plus every line's amount is `closing`. */
export interface Statement {
  readonly accountName: string;
  readonly timeZone: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly issuedAt: Instant;
  readonly opening: Money;
  readonly usage: Money;
  readonly movedIn: Money;
  readonly movedOut: Money;
  readonly lines: readonly StatementLine[];
  readonly closing: Money;
}

/** Where an account stands in a limit it set for itself. */
export interface SpendLimitPeriod {
  /** Null without a limit. */
  readonly limit: Money | null;
  /** Credits and debt that usage took; what the plan served is no spend. */
  readonly spent: Money;
  readonly startsOn: LocalDate;
  readonly warned: boolean;
}

/** What an account allows itself to spend. Beyond it `authorize` is refused: `day_limit_reached`, `month_limit_reached`. */
export interface SpendLimits {
  readonly day: SpendLimitPeriod;
  readonly month: SpendLimitPeriod;
  /** Credits promised to requests in flight; they count as spent until those end. */
  readonly held: Money;
  readonly warnAtPercent: number;
}

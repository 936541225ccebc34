import type { UsageEventInput } from "@tenure/core/contract";
import type { Policy } from "@tenure/core/policy";
import { RatingError, rateUsage } from "@tenure/core/pricing";
import type { RefusalCode } from "@tenure/core/text";
import { type Instant, plusHours, plusMs } from "@tenure/core/time";
import type { PriceAt } from "./prices.ts";

/** Why an event of a batch is not recorded; the others are. */
export interface Rejection {
  readonly code: RefusalCode;
  /** Values the refusal's text needs. */
  readonly params: Readonly<Record<string, string>>;
  /** Fields at fault. */
  readonly fields: readonly string[];
}

/** A rated event. */
export interface RatedEvent {
  readonly modelPriceId: string;
  readonly amountNanos: bigint;
  readonly occurredAt: Instant;
}

/** Either of the two. */
export type Judged = { readonly rated: RatedEvent } | { readonly rejected: Rejection };

const MS_PER_MINUTE = 60_000;

/** Judges an event's time by the policy and rates it at the price in force when it was served. */
export function rateEvent(
  event: UsageEventInput,
  priceAt: PriceAt,
  policy: Policy["usage"],
  now: Instant,
): Judged {
  const occurredAt = event.occurredAt ?? now;
  if (occurredAt < plusHours(now, -policy.maxLatenessHours))
    return rejected(
      "usage_too_late",
      { occurredAt, hours: policy.maxLatenessHours.toString() },
      "occurredAt",
    );
  if (occurredAt > plusMs(now, policy.maxFutureMinutes * MS_PER_MINUTE))
    return rejected("usage_in_future", { occurredAt }, "occurredAt");
  const price = priceAt(event.model, occurredAt);
  if (price === null) return rejected("model_not_priced", { model: event.model }, "model");
  try {
    const { amountNanos } = rateUsage(
      price.rates,
      { outputTokens: 0, ...event.tokens },
      { tier: event.serviceTier ?? "standard" },
    );
    return { rated: { modelPriceId: price.id, amountNanos, occurredAt } };
  } catch (error) {
    if (!(error instanceof RatingError)) throw error;
    return rejectedRating(error, event.model);
  }
}

function rejectedRating(error: RatingError, model: string): Judged {
  switch (error.code) {
    case "rate_missing":
      return rejected("model_not_priced", { model }, "model");
    case "amount_too_large":
      return rejected("usage_amount_too_large", {}, "tokens");
    case "tokens_invalid":
    case "tokens_inconsistent":
      return rejected("usage_tokens_inconsistent", { field: error.unit }, `tokens.${error.unit}`);
    case "counts_invalid":
      return rejected("usage_tokens_inconsistent", { field: error.unit }, `counts.${error.unit}`);
  }
}

const rejected = (code: RefusalCode, params: Record<string, string>, field: string): Judged => ({
  rejected: { code, params, fields: [field] },
});

import type { UsageEventInput } from "@tenure/core/contract";
import type { Policy } from "@tenure/core/policy";
import { type PriceAgreement, rateAmount, RatingError } from "@tenure/core/pricing";
import type { RefusalCode } from "@tenure/core/text";
import { type Instant, plusHours, plusMs } from "@tenure/core/time";
import type { PriceVersion } from "./engine/prices.ts";

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
  readonly agreementId: string | null;
  readonly amountNanos: bigint;
  readonly occurredAt: Instant;
}

/** Either of the two. */
export type Judged = { readonly rated: RatedEvent } | { readonly rejected: Rejection };

const MS_PER_MINUTE = 60_000;
const NO_TOKENS = { inputTokens: 0, outputTokens: 0 } as const;

/**
 * Judges an event's time by the policy and rates it at the price in force when it was served, under the account's
 * agreement where there is one (T1.1).
 */
export function rateEvent(
  event: UsageEventInput,
  priceAt: (model: string, at: Instant) => PriceVersion | null,
  agreementAt: (model: string, at: Instant) => PriceAgreement | null,
  policy: Policy["usage"] & { readonly anyLateness: boolean },
  now: Instant,
): Judged {
  const occurredAt = event.occurredAt ?? now;
  if (event.occurredAt !== undefined) {
    if (!policy.anyLateness && occurredAt < plusHours(now, -policy.maxLatenessHours))
      return rejected(
        "usage_too_late",
        { occurredAt, hours: policy.maxLatenessHours.toString() },
        "occurredAt",
      );
    if (occurredAt > plusMs(now, policy.maxFutureMinutes * MS_PER_MINUTE))
      return rejected("usage_in_future", { occurredAt }, "occurredAt");
  }
  const price = priceAt(event.model, occurredAt);
  if (price === null) return rejected("model_not_priced", { model: event.model }, "model");
  const agreement = agreementAt(event.model, occurredAt);
  try {
    const { amountNanos } = rateAmount(
      price.compiled,
      {
        tokens: event.tokens === undefined ? NO_TOKENS : { outputTokens: 0, ...event.tokens },
        ...(event.counts === undefined ? {} : { counts: event.counts }),
      },
      event.serviceTier ?? "standard",
      agreement,
    );
    return {
      rated: { modelPriceId: price.id, agreementId: agreement?.id ?? null, amountNanos, occurredAt },
    };
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

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

/** Between which instants usage is taken; worked out once per batch. */
export interface UsageTimes {
  readonly now: Instant;
  readonly earliest: Instant;
  readonly latest: Instant;
  readonly latenessHours: number;
}

/** The instants of an account's batch, by the policy. */
export const usageTimes = (policy: Policy["usage"], now: Instant): UsageTimes => ({
  now,
  earliest: plusHours(now, -policy.maxLatenessHours),
  latest: plusMs(now, policy.maxFutureMinutes * MS_PER_MINUTE),
  latenessHours: policy.maxLatenessHours,
});
const NO_TOKENS = { inputTokens: 0, outputTokens: 0 } as const;

/**
 * Judges an event's time by the policy and rates it at the price in force when it was served, under the account's
 * agreement where there is one (T1.1).
 */
export function rateEvent(
  event: UsageEventInput,
  priceAt: (model: string, at: Instant) => PriceVersion | null,
  agreementAt: (model: string, at: Instant) => PriceAgreement | null,
  times: UsageTimes,
): Judged {
  const occurredAt = event.occurredAt ?? times.now;
  // Instants are texts of one form, so that their order is that of the texts.
  if (occurredAt < times.earliest)
    return rejected("usage_too_late", { occurredAt, hours: times.latenessHours.toString() }, "occurredAt");
  if (occurredAt > times.latest) return rejected("usage_in_future", { occurredAt }, "occurredAt");
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

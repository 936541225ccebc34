/** Seconds between an attempt that failed and the next; the schedule that Standard Webhooks recommends. */
const DELAYS_SECONDS = [
  5,
  5 * 60,
  30 * 60,
  2 * 3600,
  5 * 3600,
  10 * 3600,
  14 * 3600,
  20 * 3600,
  24 * 3600,
] as const;

/** Attempts in all: the first at once, the last three days and three and a half hours later. */
export const MAX_ATTEMPTS = DELAYS_SECONDS.length + 1;

/**
 * While an event has failed fewer times than this, later ones of the same object wait for it; then they go ahead, since
 * one event that a receiver cannot digest must not hold back the rest for days. `sequence` tells a receiver which is late.
 */
export const HOLDS_BACK_ATTEMPTS = 3;

/** After so long with failures and not one success an endpoint is stopped. Longer than one event's attempts take. */
export const STOP_AFTER_HOURS = 5 * 24;

/** Days that the log keeps a delivery after it came to its end. */
export const DELIVERY_KEPT_DAYS = 90;

/** The longest that a receiver may ask us to wait. */
const MAX_RETRY_AFTER_SECONDS = 24 * 3600;

/**
 * Seconds until the next attempt.
 * @param attempts made so far, the one that just failed among them
 * @param retryAfter seconds that the receiver asked for; it may lengthen the wait, never shorten it
 * @returns null when that was the last
 */
export function delayAfterAttempt(attempts: number, retryAfter: number | null = null): number | null {
  const delay = DELAYS_SECONDS[attempts - 1];
  if (delay === undefined) return null;
  return Math.max(delay, Math.min(retryAfter ?? 0, MAX_RETRY_AFTER_SECONDS));
}

/** Seconds in a Retry-After header, which is a number of them or a date; null where it is neither. */
export function retryAfterSeconds(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = /^[A-Z][a-z]{2}, /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000));
}

/** Whether an endpoint that failed since then, without a success between, is given up. */
export const isDead = (failingSinceMs: number, nowMs: number): boolean =>
  nowMs - failingSinceMs >= STOP_AFTER_HOURS * 3_600_000;

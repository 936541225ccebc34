import type { Instant } from "../time/index.ts";

const MINUTE_MS = 60_000;

/**
 * A version is agreed at least so long before it is in force, and called off at least so long before. Every process keeps
 * the versions for some minutes; within this time all of them have read of it, so no two decide by different versions
 * (docs/decisions). Shorter than {@link READ_WITHIN_MINUTES} and a commit's time together, they could.
 */
export const LEAD_MINUTES = 15;

/** A process that has not read the versions for so long decides nothing. */
export const READ_WITHIN_MINUTES = 10;

/** The earliest instant from which a version can be in force that is agreed now. */
export const earliestEffect = (now: Instant): Instant =>
  new Date(Date.parse(now) + LEAD_MINUTES * MINUTE_MS).toISOString();

/** Whether all processes would know in time, were a version of this instant agreed or called off now. */
export const isEarlyEnough = (effectiveFrom: Instant, now: Instant): boolean =>
  effectiveFrom >= earliestEffect(now);

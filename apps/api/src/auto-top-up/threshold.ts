import type { Instant } from "@tenure/core/time";
import type { AutoTopUpRow } from "./row.ts";

/**
 * The threshold to hold a balance against; null where nothing is to be bought now: it is off, one is under way, or the
 * month's cap leaves no room before an instant that has not come. The usage engine asks the same in its own query.
 */
export const thresholdOf = (
  row: Pick<AutoTopUpRow, "state" | "thresholdNanos" | "pendingOrderId" | "quietUntil">,
  now: Instant,
): bigint | null =>
  row.state !== "on" ||
  row.pendingOrderId !== null ||
  (row.quietUntil !== null && row.quietUntil.toISOString() > now)
    ? null
    : row.thresholdNanos;

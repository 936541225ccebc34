import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/** A price of a plan: everything that has versions. */
export interface PriceKey {
  readonly planId: string;
  readonly interval: string;
  readonly currency: string;
}

/** Versions that hold at an instant, the one in force first: begun, and not taken back before they began. */
export const heldAt = (now: Instant) => ({ effectiveFrom: { lte: new Date(now) }, withdrawnAt: null });

/** The version in force: the newest that has begun. Null where the plan has no such price. */
export const priceInForce = (tx: Tx, { planId, interval, currency }: PriceKey, now: Instant) =>
  tx.planPrice.findFirst({
    where: { planId, interval, currency, ...heldAt(now) },
    orderBy: { version: "desc" },
  });

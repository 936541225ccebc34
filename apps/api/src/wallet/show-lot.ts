import { type CreditLot, lotSchema } from "@tenure/core/contract";
import { hasExpired } from "@tenure/core/credits";
import { type Currency, toMoney } from "@tenure/core/money";
import type { Instant } from "@tenure/core/time";
import type { Lot } from "../ledger/lots.ts";

/**
 * The state of a lot at an instant. Its row stays open until the job that ends it, some seconds past its expiry; what
 * can no longer be spent is over all the same.
 */
export const stateAt = (lot: Pick<Lot, "state" | "expiresAt">, now: Instant): Lot["state"] =>
  lot.state === "open" && hasExpired(lot, now) ? "expired" : lot.state;

/** A lot as the API shows it. */
export const showLot = (lot: Lot, currency: Currency, now: Instant): CreditLot =>
  lotSchema.parse({
    id: lot.id,
    kind: lot.kind,
    state: stateAt(lot, now),
    granted: toMoney(lot.grantedNanos, currency),
    remaining: toMoney(lot.remainingNanos, currency),
    reason: lot.reason,
    orderId: lot.orderId,
    openedAt: lot.openedAt,
    expiresAt: lot.expiresAt,
    closedAt: lot.closedAt,
  });

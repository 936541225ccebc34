import type { Policy } from "../policy/index.ts";
import { type Instant, plusHours } from "../time/index.ts";

/** What is printed on a card; null where the provider does not say. */
export interface CardExpiry {
  /** 1 to 12. */
  readonly expMonth: number | null;
  readonly expYear: number | null;
}

/** Whether a card can be charged later: `expiring` from so many days before its end as the policy says. */
export type CardValidity = "valid" | "expiring" | "expired";

/** The first instant at which a card is no longer valid: the month behind the one that is printed, in UTC; or null. */
export function cardEndsAt({ expMonth, expYear }: CardExpiry): Instant | null {
  if (expMonth === null || expYear === null) return null;
  const [year, month] = expMonth === 12 ? [expYear + 1, 1] : [expYear, expMonth + 1];
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01T00:00:00.000Z`;
}

/** Whether a card is valid now, and for how long still. A card that does not say when it ends is taken for valid. */
export function cardValidity(card: CardExpiry, now: Instant, policy: Policy): CardValidity {
  const endsAt = cardEndsAt(card);
  if (endsAt === null) return "valid";
  if (endsAt <= now) return "expired";
  return endsAt <= plusHours(now, 24 * policy.paymentMethods.expiringNoticeDays) ? "expiring" : "valid";
}

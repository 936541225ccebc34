import { type Instant, msBetween, plusHours, plusMs } from "../time/index.ts";

/** A lot as its expiry sees it. */
export interface ExpiringLot {
  readonly id: string;
  /** What is left of it. Nanos. */
  readonly remainingNanos: bigint;
  /** Null never expires. */
  readonly expiresAt: Instant | null;
}

/** How one lot ends at its expiry: what is left goes to breakage; a lot with nothing left was spent. */
export interface LotExpiry {
  readonly lotId: string;
  readonly to: "expired" | "spent";
  readonly amountNanos: bigint;
}

/** Whether a lot's time is over: at the very instant of its expiry it is, and it can no longer be spent. */
export const hasExpired = ({ expiresAt }: Pick<ExpiringLot, "expiresAt">, now: Instant): boolean =>
  expiresAt !== null && expiresAt <= now;

/**
 * Ends the lots whose time is over. Holds do not keep them alive: a promise is one of the wallet, not of a lot, so a
 * request in flight is settled from other credits, then as a debt, never refused (design.md, "Settle above the hold").
 */
export const planExpiry = (lots: readonly ExpiringLot[], now: Instant): LotExpiry[] =>
  lots
    .filter((lot) => hasExpired(lot, now))
    .map(({ id, remainingNanos }) => ({
      lotId: id,
      to: remainingNanos > 0n ? "expired" : "spent",
      amountNanos: remainingNanos,
    }));

/**
 * Whether a lot's owner is to be warned now: a warning's day has come since the last warning, and the lot can still be
 * spent. Days that passed unwarned together are one warning.
 * @param warningDays `policy.credits.expiryWarningDays`
 */
export function expiryWarningDue(
  lot: ExpiringLot & { readonly warnedAt: Instant | null },
  now: Instant,
  warningDays: readonly number[],
): boolean {
  const { expiresAt, warnedAt, remainingNanos } = lot;
  if (expiresAt === null || remainingNanos <= 0n || hasExpired(lot, now)) return false;
  return warningDays
    .map((days) => plusHours(expiresAt, -24 * days))
    .some((at) => at <= now && (warnedAt === null || warnedAt < at));
}

/** The expiry of a lot that comes back after it was taken: later by the time it was away (R6.4). Null stays null. */
export const restoredExpiry = (expiresAt: Instant | null, takenAt: Instant, now: Instant): Instant | null =>
  expiresAt === null ? null : plusMs(expiresAt, Math.max(0, msBetween(takenAt, now)));

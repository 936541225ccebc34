/** Since when a run looks, and how fresh a thing must not be to count. */
export interface Period {
  readonly paymentsSince: Date;
  readonly refundsSince: Date;
  readonly until: Date;
}

const DAY_MS = 86_400_000;

/** Days of payments that each night looks at: three nights may fail before one is missed. */
export const USUAL_PAYMENT_DAYS = 3;
/** Days of refunds and disputes: a bank may send a refund back for thirty days (payments.md §2), and tells a little later. */
export const LEAST_REFUND_DAYS = 40;
/** The longest period that is asked for at once. */
export const MOST_DAYS = 400;
/** What is younger may still be on its way to us as a notification. */
export const USUAL_SETTLE_MINUTES = 15;
/** A day: what is older than that has had its notification. */
export const MOST_SETTLE_MINUTES = 1440;

/** The period of a run that begins now. */
export const periodOf = (now: Date, paymentDays: number, settleMinutes: number): Period => ({
  paymentsSince: new Date(now.getTime() - paymentDays * DAY_MS),
  refundsSince: new Date(now.getTime() - Math.max(paymentDays, LEAST_REFUND_DAYS) * DAY_MS),
  until: new Date(now.getTime() - settleMinutes * 60_000),
});

/** The least id of version 7 that a row made from then on can have: rows are found by when they were made, in any clock. */
export function firstIdAt(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** A day of the account's calendar: `2026-11-20`. Which hours it has, the account's zone says. */
export type LocalDate = string;

const DAY = /^2\d{3}-\d{2}-\d{2}$/;

/** Whether a value is a day that the calendar has, years 2000 to 2999. */
export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== "string" || !DAY.test(value)) return false;
  const ms = Date.parse(`${value}T00:00:00.000Z`);
  // A date rolls 30 February over to March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
}

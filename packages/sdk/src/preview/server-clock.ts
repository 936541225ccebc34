/** A moment, as a Date or in the form of the API. */
export type Moment = Date | string;

/** A moment in the form of the API: ISO 8601 in UTC with milliseconds. */
export const instantOf = (moment: Moment): string => new Date(moment).toISOString();

/**
 * A clock that shows the server's time, for countdowns on machines whose own clock is wrong: windows close by the server's.
 * @param now the `now` of an answer that just came
 */
export function serverClock(now: string): () => Date {
  const aheadMs = Date.parse(now) - Date.now();
  return () => new Date(Date.now() + aheadMs);
}

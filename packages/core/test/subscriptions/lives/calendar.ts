/**
 * A calendar worked out by hand, so that the rules' calendar is held to something that is not itself: days of months
 * counted, and the hours of New York's summer from the law that sets them. Milliseconds since 1970 throughout.
 */

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Zones of the lives: without summer time, behind and ahead of UTC, and one with it. */
export const ZONES = ["UTC", "Asia/Shanghai", "America/New_York"] as const;
/** One of {@link ZONES}. */
export type Zone = (typeof ZONES)[number];

/**
 * The moment some months after an anchor, at the same time of the day on the clock of the zone; a day that the month
 * lacks becomes its last. A time that summer time skips moves forward by the gap, one that comes twice is the first.
 */
export function monthsLater(anchorMs: number, zone: Zone, months: number): number {
  const local = new Date(anchorMs + offsetAt(anchorMs, zone));
  const month = local.getUTCMonth() + months;
  const year = local.getUTCFullYear() + Math.floor(month / 12);
  const day = Math.min(local.getUTCDate(), daysIn(year, ((month % 12) + 12) % 12));
  const wall = Date.UTC(year, ((month % 12) + 12) % 12, day) + (local.getTime() % DAY);
  return fromWall(wall, zone);
}

function daysIn(year: number, month: number): number {
  if (month === 1) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [3, 5, 8, 10].includes(month) ? 30 : 31;
}

/** What the zone's clock is ahead of UTC at a moment. */
function offsetAt(ms: number, zone: Zone): number {
  if (zone === "UTC") return 0;
  if (zone === "Asia/Shanghai") return 8 * HOUR;
  const year = new Date(ms).getUTCFullYear();
  // 2:00 of standard time is 7:00 UTC, 2:00 of summer time is 6:00 UTC.
  const summer = ms >= sunday(year, 2, 2) + 7 * HOUR && ms < sunday(year, 10, 1) + 6 * HOUR;
  return summer ? -4 * HOUR : -5 * HOUR;
}

/** The nth Sunday of a month, at midnight UTC. */
function sunday(year: number, month: number, nth: number): number {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((7 - first) % 7) + 7 * (nth - 1));
}

function fromWall(wall: number, zone: Zone): number {
  if (zone !== "America/New_York") return wall - offsetAt(wall, zone);
  const [asSummer, asStandard] = [wall + 4 * HOUR, wall + 5 * HOUR];
  if (offsetAt(asSummer, zone) === -4 * HOUR) return asSummer;
  // Neither fits inside the gap of spring: read with the time before it, which is standard time.
  return asStandard;
}

import { Temporal } from "temporal-polyfill";
import { fromEpochMs, type Instant, plusHours, toEpochMs } from "../time/index.ts";
import { isZone } from "./zone.ts";

/** Length of a term (T2.3: a term renews for the same length). */
export type TermInterval = "month" | "year";

/** Where a subscription's calendar hangs: its first moment, in the account's zone, and the length of its terms. */
export interface TermCalendar {
  /** Start of the first term; its day of the month is the anchor day of every later term. */
  readonly anchor: Instant;
  /** IANA zone of the account when it subscribed; a later move does not shift a running subscription. */
  readonly zone: string;
  readonly interval: TermInterval;
}

/** One term: `start` belongs to it, `end` is the first moment of the next. */
export interface Term {
  /** 0 for the first term. */
  readonly index: number;
  readonly start: Instant;
  readonly end: Instant;
}

// A hundred years of months: an index beyond it is a fault of the caller, not a subscription.
const MAX_INDEX = 1200;

/**
 * The end of term `index` (0 is the first): the anchor's wall-clock time, `index + 1` months or years later, in the
 * account's zone. Always counted from the anchor and never from the term before, so 31 January gives 28 February and
 * then 31 March again (T2.3). A wall-clock time that summer time skips moves forward by the gap; one that occurs
 * twice means the first.
 * @throws RangeError on an unknown zone, a malformed anchor or an index that is not a whole number from 0 to 1199.
 */
export function termEnd(calendar: TermCalendar & { readonly index: number }): Instant {
  return fromEpochMs(boundariesOf(calendar)(calendar.index + 1));
}

/** Term `index` with both ends. @throws RangeError like {@link termEnd}. */
export function termAt(calendar: TermCalendar, index: number): Term {
  const boundaryMs = boundariesOf(calendar);
  return { index, start: fromEpochMs(boundaryMs(index)), end: fromEpochMs(boundaryMs(index + 1)) };
}

/**
 * The term that contains an instant; a term's end already belongs to the next.
 * @throws RangeError when the instant lies before the anchor, or like {@link termEnd}.
 */
export function termContaining(calendar: TermCalendar, instant: Instant): Term {
  const now = toEpochMs(instant);
  const anchor = toEpochMs(calendar.anchor);
  if (now < anchor) throw new RangeError("the instant lies before the first term");
  const boundaryMs = boundariesOf(calendar);
  // A month has at most 31 days and a year at most 366, plus a day for changes of offset: never beyond the term.
  const longestMs = (calendar.interval === "month" ? 32 : 367) * 86_400_000;
  let index = Math.floor((now - anchor) / longestMs);
  let startMs: number | null = null;
  let endMs = boundaryMs(index + 1);
  while (endMs <= now) {
    index += 1;
    startMs = endMs;
    endMs = boundaryMs(index + 1);
  }
  return { index, start: fromEpochMs(startMs ?? boundaryMs(index)), end: fromEpochMs(endMs) };
}

/** Where a term that runs lies: the calendar on which the terms after it are counted, and its own index there. */
export interface TermPlace {
  readonly calendar: TermCalendar;
  /** -1 where the count begins at the end of the term. */
  readonly index: number;
}

/**
 * Where the term that ends at an instant lies (T2.3). A gift, or a refund that bounced, may have moved that end off the
 * calendar of its anchor: what follows is then counted anew from the end.
 * @throws RangeError when the instant lies before the anchor, or like {@link termEnd}.
 */
export function placeOfTerm(calendar: TermCalendar, endsAt: Instant): TermPlace {
  const next = termContaining(calendar, endsAt);
  return next.start === endsAt
    ? { calendar, index: next.index - 1 }
    : { calendar: { ...calendar, anchor: endsAt }, index: -1 };
}

/** The last moment at which cancelling still avoids the next charge (T2.5); this exact moment is in time. */
export function cancelBy(end: Instant, cancelBeforeHours: number): Instant {
  return plusHours(end, -cancelBeforeHours);
}

/** Whether a cancellation at `now` avoids the next charge (T2.5). */
export function cancelledInTime(now: Instant, end: Instant, cancelBeforeHours: number): boolean {
  return toEpochMs(now) <= toEpochMs(cancelBy(end, cancelBeforeHours));
}

/** The calendar's boundaries by their count from the anchor, epoch milliseconds; the anchor's wall clock is read once. */
function boundariesOf({ anchor, zone, interval }: TermCalendar): (count: number) => number {
  const wall = Temporal.Instant.fromEpochMilliseconds(toEpochMs(anchor)).toZonedDateTimeISO(
    isZone(zone) ? zone : unknownZone(zone),
  );
  return (count) => {
    if (!Number.isInteger(count) || count < 0 || count > MAX_INDEX) {
      throw new RangeError(`no such term: ${count - 1}`);
    }
    return wall.add(interval === "month" ? { months: count } : { years: count }, { overflow: "constrain" })
      .epochMilliseconds;
  };
}

function unknownZone(zone: string): never {
  throw new RangeError(`not an IANA time zone: ${zone.slice(0, 64)}`);
}

import type { Instant } from "../time/index.ts";
import { type Term, type TermInterval, termAt, termContaining } from "./terms.ts";

const MONTHS: Record<TermInterval, number> = { month: 1, year: 12 };

/**
 * Terms that begin at `from`, one after the other. Where `from` lies on the calendar of the anchor they go on counting
 * from it, years as twelve months, so that the anchor day stays (31 January, 28 February, 31 March: T2.3); where a term
 * was extended off that calendar, `from` is the new anchor.
 * @returns the anchor they are counted from, and `count` terms; `index` counts from 0.
 * @throws RangeError like `termAt`, or when `from` lies before the anchor.
 */
export function followingTerms(given: {
  readonly anchor: Instant;
  readonly zone: string;
  readonly from: Instant;
  readonly interval: TermInterval;
  readonly count: number;
}): { readonly anchor: Instant; readonly terms: readonly Term[] } {
  const { zone, from } = given;
  const old = termContaining({ anchor: given.anchor, zone, interval: "month" }, from);
  const onCalendar = old.start === from;
  const anchor = onCalendar ? given.anchor : from;
  const months = { anchor, zone, interval: "month" } as const;
  const first = onCalendar ? old.index : 0;
  const boundaryAfter = (terms: number) => termAt(months, first + terms * MONTHS[given.interval]).start;
  const terms = Array.from({ length: given.count }, (_, index) => ({
    index,
    start: boundaryAfter(index),
    end: boundaryAfter(index + 1),
  }));
  return { anchor, terms };
}

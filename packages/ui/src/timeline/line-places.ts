/** A mark to be placed on the line. */
interface Mark {
  readonly key: string;
  readonly atMs: number;
  readonly label: string;
}

/** A mark in its place. */
export interface PlacedMark extends Mark {
  /** Percent of the line's length from its start; today is at 50. */
  readonly place: number;
  /** On which side of the line its label stands and in which row, counted from the line; null where there is no room. */
  readonly lane: { readonly above: boolean; readonly row: 0 | 1 } | null;
}

/** From where to where a label reaches, percent. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The shortest distance that still shows: one hour. Milliseconds. */
const HOUR_MS = 3_600_000;
/** Marks keep this far from the ends and from today, percent. */
const MARGIN = 3;
/** The line's length in characters of a label, as narrow as it is ever drawn. */
const LINE_CHARACTERS = 112;
/** Where the word "Today" stands, percent. */
const TODAY: Span = { from: 45.5, to: 54.5 };
const LANES = [
  { above: true, row: 0 },
  { above: false, row: 0 },
  { above: true, row: 1 },
  { above: false, row: 1 },
] as const;

/**
 * Where marks stand on a line with today in the middle. The scale is logarithmic on both sides: the next hours matter by
 * the hour, next year by the month. The nearest marks get their labels first; what has no room has its mark alone.
 */
export function placesOnLine(marks: readonly Mark[], nowMs: number): PlacedMark[] {
  const farthestMs = Math.max(HOUR_MS, ...marks.map(({ atMs }) => Math.abs(atMs - nowMs)));
  const placed = marks.map((mark) => ({ ...mark, place: placeOf(mark.atMs - nowMs, farthestMs) }));
  // "Today" stands under the line already.
  const taken = LANES.map(({ above, row }): Span[] => (above || row > 0 ? [] : [TODAY]));
  const nearestFirst = placed.toSorted((a, b) => Math.abs(a.place - 50) - Math.abs(b.place - 50));
  const lanes = new Map<string, PlacedMark["lane"]>();
  for (const { key, place, label } of nearestFirst) {
    const half = (widthOf(label) / LINE_CHARACTERS) * 50 + 0.8;
    // A label at the end of the line leans inwards.
    const middle = Math.min(100 - half, Math.max(half, place));
    const free = taken.findIndex((spans) =>
      spans.every(({ from, to }) => middle + half < from || middle - half > to),
    );
    taken[free]?.push({ from: middle - half, to: middle + half });
    lanes.set(key, LANES[free] ?? null);
  }
  return placed.map((mark) => ({ ...mark, lane: lanes.get(mark.key) ?? null }));
}

/** Percent; distances of less than an hour stand right beside today. */
function placeOf(distanceMs: number, farthestMs: number): number {
  const share = Math.log1p(Math.abs(distanceMs) / HOUR_MS) / Math.log1p(farthestMs / HOUR_MS);
  const along = MARGIN + share * (50 - 2 * MARGIN);
  return 50 + Math.sign(distanceMs) * along;
}

/** Characters, a Chinese one as two. */
const widthOf = (label: string): number =>
  [...label].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1), 0);

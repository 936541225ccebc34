/** A row of a long table that is in the document: its place among all rows, and where it lies on the page. */
export interface PlacedRow {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** What a long table's body holds: rows, and between them the height of those that are left out. */
export type BodyPart = { readonly row: number } | { readonly gap: number; readonly before: number };

/**
 * Puts the height of every row that is not in the document between those that are. The rows lie on a page where the
 * table's body begins at `top` and is `height` high; `before` is the index of the row behind a gap.
 */
export function placeRows(rows: readonly PlacedRow[], top: number, height: number): readonly BodyPart[] {
  const parts: BodyPart[] = [];
  let end = top;
  for (const row of rows) {
    if (row.start > end) parts.push({ gap: row.start - end, before: row.index });
    parts.push({ row: row.index });
    end = row.end;
  }
  if (top + height > end) parts.push({ gap: top + height - end, before: -1 });
  return parts;
}

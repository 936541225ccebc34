import type { SortValue } from "./column.ts";

/** A column and a direction. */
export interface Sorting {
  readonly key: string;
  readonly direction: "ascending" | "descending";
}

/** Reads the sorting of an address: a column's key, with a minus before it for descending. Anything else is none. */
export function readSort(raw: unknown): { readonly sort?: string } {
  return typeof raw === "string" && /^-?[a-z][a-z-]{0,30}$/.test(raw) ? { sort: raw } : {};
}

/** The sorting that an address names. */
export function sortingOf(sort: string | undefined): Sorting | undefined {
  if (sort === undefined) return undefined;
  return sort.startsWith("-")
    ? { key: sort.slice(1), direction: "descending" }
    : { key: sort, direction: "ascending" };
}

/** A sorting as an address names it. */
export function sortText(sorting: Sorting | undefined): { readonly sort?: string } {
  if (sorting === undefined) return {};
  return { sort: sorting.direction === "descending" ? `-${sorting.key}` : sorting.key };
}

/**
 * What a press on a column's head sorts by: first the largest on top, then the smallest. Where rows have an order of
 * their own (`canEnd`), a third press gives it back.
 */
export function nextSorting(present: Sorting | undefined, key: string, canEnd: boolean): Sorting | undefined {
  if (present?.key !== key) return { key, direction: "descending" };
  if (present.direction === "descending") return { key, direction: "ascending" };
  return canEnd ? undefined : { key, direction: "descending" };
}

function compare(a: SortValue, b: SortValue): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rows in order. Equal ones stay as they stood; each value is read once, which ten thousand rows notice. */
export function sortRows<Row>(
  rows: readonly Row[],
  sortBy: (row: Row) => SortValue,
  direction: Sorting["direction"],
): readonly Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  return rows
    .map((row) => ({ row, value: sortBy(row) }))
    .sort((a, b) => sign * compare(a.value, b.value))
    .map(({ row }) => row);
}

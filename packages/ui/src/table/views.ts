import { type ColumnChoice, readColumnChoice } from "./column-choice.ts";

/** What an address says of a list: its filters and its sorting. */
export type ListSearch = Readonly<Record<string, string>>;

/** A list as somebody wants to see it again: filters, sorting, columns (null: as the list has them), under a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly search: ListSearch;
  readonly columns: ColumnChoice | null;
}

/** Longest name of a view, in UTF-16 units. */
export const MAX_VIEW_NAME = 60;

/** Where the views that somebody saved of a list are kept in the browser. */
export const viewsKey = (owner: string, list: string): string => `tenure.views.${owner}.${list}`;

/** Reads kept views; what makes no sense is left out. */
export function readViews(text: string | null): readonly SavedView[] {
  try {
    const raw: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(raw) ? raw.flatMap((each: unknown) => readView(each) ?? []) : [];
  } catch {
    return [];
  }
}

function readView(raw: unknown): SavedView | null {
  if (typeof raw !== "object" || raw === null) return null;
  const { id, name, search, columns } = raw as Partial<Record<keyof SavedView, unknown>>;
  if (typeof id !== "string" || typeof name !== "string" || typeof search !== "object" || search === null)
    return null;
  const entries = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return {
    id,
    name,
    search: Object.fromEntries(entries),
    columns: readColumnChoice(JSON.stringify(columns)),
  };
}

/** One text for one way of seeing a list, whatever order its filters are named in. */
const textOf = (search: ListSearch, columns: ColumnChoice | null): string =>
  JSON.stringify([
    Object.entries(search).sort(([a], [b]) => (a < b ? -1 : 1)),
    columns && [columns.order, [...columns.hidden].sort()],
  ]);

/** The view that shows the list as it is shown now. */
export const shownView = (
  views: readonly SavedView[],
  search: ListSearch,
  columns: ColumnChoice | null,
): SavedView | undefined =>
  views.find((view) => textOf(view.search, view.columns) === textOf(search, columns));

/** The views with one more, by name; one of the same name is replaced. */
export const withView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  [...views.filter(({ id, name }) => id !== view.id && name !== view.name), view].sort((a, b) =>
    a.name.localeCompare(b.name),
  );

/** The views without one. */
export const withoutView = (views: readonly SavedView[], id: string): readonly SavedView[] =>
  views.filter((view) => view.id !== id);

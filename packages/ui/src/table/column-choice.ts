import type { Column } from "./column.ts";

/** Which columns of a table somebody sees, and in which order. Names of columns, so that a new one appears by itself. */
export interface ColumnChoice {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
}

type Named = Pick<Column<never>, "key" | "rowHead" | "unlabelled">;

/** Where a table's choice is kept in the browser. */
export const columnChoiceKey = (table: string): string => `tenure.columns.${table}`;

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

/** Reads a kept choice; null when there is none, or none that makes sense. */
export function readColumnChoice(text: string | null): ColumnChoice | null {
  if (text === null) return null;
  try {
    const { order, hidden } = JSON.parse(text) as Partial<Record<keyof ColumnChoice, unknown>>;
    return isTexts(order) && isTexts(hidden) ? { order, hidden } : null;
  } catch {
    return null;
  }
}

/** Whether a column can be left out: not what names the row, and not its actions. */
export const canHide = (column: Named): boolean => column.rowHead !== true && column.unlabelled !== true;

/** All columns in the chosen order; those the choice does not know stand behind the one they follow by default. */
export function inOrder<Each extends Named>(
  columns: readonly Each[],
  choice: ColumnChoice | null,
): readonly Each[] {
  if (choice === null) return columns;
  const ordered = choice.order.flatMap((key) => columns.find((column) => column.key === key) ?? []);
  columns.forEach((column, index) => {
    if (ordered.includes(column)) return;
    const before = columns[index - 1];
    ordered.splice(before === undefined ? 0 : ordered.indexOf(before) + 1, 0, column);
  });
  return ordered;
}

/** The columns that are shown, in the chosen order. */
export function chosenColumns<Each extends Named>(
  columns: readonly Each[],
  choice: ColumnChoice | null,
): readonly Each[] {
  return inOrder(columns, choice).filter(
    (column) => !(canHide(column) && choice?.hidden.includes(column.key) === true),
  );
}

/** The choice with one column shown or left out. */
export function withShown(
  columns: readonly Named[],
  choice: ColumnChoice | null,
  key: string,
  shown: boolean,
): ColumnChoice {
  const hidden = choice?.hidden.filter((each) => each !== key) ?? [];
  return {
    order: inOrder(columns, choice).map((column) => column.key),
    hidden: shown ? hidden : [...hidden, key],
  };
}

/** The choice with one column a place nearer to the start (-1) or the end (1); actions keep their place at the end. */
export function withMoved(
  columns: readonly Named[],
  choice: ColumnChoice | null,
  key: string,
  by: -1 | 1,
): ColumnChoice {
  const ordered = inOrder(columns, choice);
  const movable = ordered.filter((column) => column.unlabelled !== true).map((column) => column.key);
  const at = movable.indexOf(key);
  const other = movable[at + by];
  if (at !== -1 && other !== undefined) {
    movable[at] = other;
    movable[at + by] = key;
  }
  const fixed = ordered.filter((column) => column.unlabelled === true).map((column) => column.key);
  return { order: [...movable, ...fixed], hidden: choice?.hidden ?? [] };
}

import type { ReactNode } from "react";

/** One column. Numbers go to the end; the currency stands once, in the head. */
export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "start" | "end";
  /** Makes the column sortable by this value. Order by bigint or ISO text, never by what is displayed. */
  readonly sortBy?: (row: Row) => SortValue;
  /** What names the row: its cell is the row's header, and on phones its heading. One column per table. */
  readonly rowHead?: boolean;
  /** What needs no label, such as actions with their reasons: on phones its cell takes the whole line. */
  readonly unlabelled?: boolean;
}

/** What rows are put in order by. */
export type SortValue = string | number | bigint;

import { Trans } from "@lingui/react/macro";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { Skeleton } from "../feedback/skeleton.tsx";
import { classNames } from "../foundation/class-names.ts";

/** One column. Numbers go to the end; the currency stands once, in the head. */
export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "start" | "end";
  /** Makes the column sortable by this value. Order by bigint or ISO text, never by what is displayed. */
  readonly sortBy?: (row: Row) => string | number | bigint;
  /** What names the row: its cell is the row's header, and on phones its heading. One column per table. */
  readonly rowHead?: boolean;
}

/** A column and a direction. */
export interface Sorting {
  readonly key: string;
  readonly direction: "ascending" | "descending";
}

function compare(a: string | number | bigint, b: string | number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Rows of one kind. On phones it becomes a list of label and value pairs. What it shows when there is nothing
 * to show is given, not guessed: `loading`, then `error`, then `empty`.
 */
export function DataTable<Row>(props: {
  /** Says what the table holds; read by screen readers. */
  readonly caption: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly loading?: boolean;
  /** An ErrorState. */
  readonly error?: ReactNode;
  /** An EmptyState. */
  readonly empty: ReactNode;
  readonly initialSorting?: Sorting;
  /** Marks the row that is open beside the table. */
  readonly currentKey?: string;
}) {
  const { caption, columns, rows, rowKey, loading = false, error, empty, initialSorting, currentKey } = props;
  const [sorting, setSorting] = useState<Sorting | undefined>(initialSorting);
  const sorted = useMemo(() => {
    const sortBy = columns.find((column) => column.key === sorting?.key)?.sortBy;
    if (!sortBy || !sorting) return rows;
    const sign = sorting.direction === "ascending" ? 1 : -1;
    return rows.toSorted((a, b) => sign * compare(sortBy(a), sortBy(b)));
  }, [rows, columns, sorting]);

  if (loading) return <Skeleton lines={5} className="py-3" />;
  if (error) return error;
  if (rows.length === 0) return empty;

  return (
    <table className="w-full border-collapse phone:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="phone:sr-only">
        <tr className="border-b border-hairline-strong">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              aria-sort={sorting?.key === column.key ? sorting.direction : undefined}
              className={classNames(
                "px-3 py-2 text-sm font-medium whitespace-nowrap text-muted first:pl-0 last:pr-0",
                column.align === "end" ? "text-right" : "text-left",
              )}
            >
              {column.sortBy ? (
                <SortButton column={column} sorting={sorting} onSort={setSorting} />
              ) : (
                column.head
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="phone:flex phone:flex-col">
        {sorted.map((row) => {
          const key = rowKey(row);
          return (
            <tr
              key={key}
              aria-current={key === currentKey ? "true" : undefined}
              className="border-b border-hairline hover:bg-hover aria-current:bg-accent-soft phone:flex phone:flex-col phone:gap-1 phone:py-3 phone:hover:bg-transparent"
            >
              {columns.map((column) => {
                const Cell = column.rowHead === true ? "th" : "td";
                return (
                  <Cell
                    key={column.key}
                    {...(column.rowHead === true ? { scope: "row" } : {})}
                    className={classNames(
                      "px-3 py-2.5 align-baseline font-normal first:pl-0 last:pr-0",
                      "phone:flex phone:items-baseline phone:justify-between phone:gap-4 phone:px-0 phone:py-0",
                      column.align === "end" ? "text-right" : "text-left",
                      column.rowHead === true && "font-medium phone:text-left",
                    )}
                  >
                    {column.rowHead !== true && (
                      <span aria-hidden className="hidden shrink-0 text-sm text-muted phone:inline">
                        {column.head}
                      </span>
                    )}
                    <span
                      className={classNames("phone:min-w-0", column.rowHead !== true && "phone:text-right")}
                    >
                      {column.cell(row)}
                    </span>
                  </Cell>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function SortButton<Row>(props: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting) => void;
}) {
  const { column, sorting, onSort } = props;
  const direction = sorting?.key === column.key ? sorting.direction : undefined;
  const Icon = direction === undefined ? ChevronsUpDown : direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-ink"
      onClick={() =>
        onSort({ key: column.key, direction: direction === "descending" ? "ascending" : "descending" })
      }
    >
      {column.head}
      <Icon aria-hidden className={classNames("size-3.5", direction === undefined && "text-faint")} />
      <span className="sr-only">
        <Trans>Sort</Trans>
      </span>
    </button>
  );
}

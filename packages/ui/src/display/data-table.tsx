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
  /** What needs no label, such as actions with their reasons: on phones its cell takes the whole line. */
  readonly unlabelled?: boolean;
}

/** A column and a direction. */
export interface Sorting {
  readonly key: string;
  readonly direction: "ascending" | "descending";
}

/**
 * How a table turns into a list: on phones, or already where its own width is too small for many columns. Written
 * out twice because Tailwind reads class names, it does not run code.
 */
const layouts = {
  phone: {
    table: "phone:block",
    head: "phone:sr-only",
    body: "phone:flex phone:flex-col",
    row: "phone:flex phone:flex-col phone:gap-1 phone:py-3 phone:hover:bg-transparent",
    cell: "phone:flex phone:items-baseline phone:justify-between phone:gap-4 phone:px-0 phone:py-0",
    rowHead: "phone:text-left",
    label: "phone:inline",
    content: "phone:min-w-0",
    value: "phone:text-right",
  },
  width: {
    table: "@max-3xl:block",
    head: "@max-3xl:sr-only",
    body: "@max-3xl:flex @max-3xl:flex-col",
    row: "@max-3xl:flex @max-3xl:flex-col @max-3xl:gap-1 @max-3xl:py-3 @max-3xl:hover:bg-transparent",
    cell: "@max-3xl:flex @max-3xl:items-baseline @max-3xl:justify-between @max-3xl:gap-4 @max-3xl:px-0 @max-3xl:py-0",
    rowHead: "@max-3xl:text-left",
    label: "@max-3xl:inline",
    content: "@max-3xl:min-w-0",
    value: "@max-3xl:text-right",
  },
} as const;

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
  /** Has so many columns that it becomes a list already below 48rem of its own width. */
  readonly wide?: boolean;
}) {
  const {
    caption,
    columns,
    rows,
    rowKey,
    loading = false,
    error,
    empty,
    initialSorting,
    currentKey,
    wide = false,
  } = props;
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

  const layout = wide ? layouts.width : layouts.phone;
  const table = (
    <table className={classNames("w-full border-collapse", layout.table)}>
      <caption className="sr-only">{caption}</caption>
      <thead className={layout.head}>
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
      <tbody className={layout.body}>
        {sorted.map((row) => {
          const key = rowKey(row);
          return (
            <tr
              key={key}
              aria-current={key === currentKey ? "true" : undefined}
              className={classNames(
                "border-b border-hairline hover:bg-hover aria-current:bg-accent-soft",
                layout.row,
              )}
            >
              {columns.map((column) => {
                const Cell = column.rowHead === true ? "th" : "td";
                return (
                  <Cell
                    key={column.key}
                    {...(column.rowHead === true ? { scope: "row" } : {})}
                    className={classNames(
                      "px-3 py-2.5 align-baseline font-normal first:pl-0 last:pr-0",
                      layout.cell,
                      column.align === "end" ? "text-right" : "text-left",
                      column.rowHead === true && classNames("font-medium", layout.rowHead),
                    )}
                  >
                    {column.rowHead !== true && column.unlabelled !== true && (
                      <span
                        aria-hidden
                        className={classNames("hidden shrink-0 text-sm text-muted", layout.label)}
                      >
                        {column.head}
                      </span>
                    )}
                    <span className={classNames(layout.content, column.rowHead !== true && layout.value)}>
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
  return wide ? <div className="@container">{table}</div> : table;
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

import { Plural, Trans } from "@lingui/react/macro";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { type ReactNode, Suspense, useMemo, useState } from "react";
import { Skeleton } from "../feedback/skeleton.tsx";
import { classNames } from "../foundation/class-names.ts";
import type { Column } from "../table/column.ts";
import { ColumnsButton } from "../table/columns-button.tsx";
import { nextSorting, type Sorting, sortingOf, sortRows, sortText } from "../table/sorting.ts";
import { layouts } from "../table/table-layouts.ts";
import { type RowPlace, TableRow } from "../table/table-row.tsx";
import { useColumns } from "../table/use-columns.ts";
import { lazyPiece } from "../foundation/lazy-piece.ts";

// Most tables are short, and the first page of each app has none that is long.
const VirtualBody = lazyPiece(() => import("../table/virtual-body.tsx"));

/** Tables longer than this keep only the rows near the screen in the document. */
const VIRTUAL_FROM_ROWS = 200;

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
  /** The sorting as the address says it; see `readSort`. Without `onSort` the table keeps its sorting to itself. */
  readonly sort?: string | undefined;
  readonly onSort?: (sort: { readonly sort?: string }) => void;
  /** Gives the table a choice of columns, kept in this browser under this name. */
  readonly name?: string;
  /** There are rows that were not loaded yet: what is sorted is only what is here, and it says so. */
  readonly hasMore?: boolean;
  /** Marks the row that is open beside the table. */
  readonly currentKey?: string;
  /** Has so many columns that it becomes a list already below 48rem of its own width. */
  readonly wide?: boolean;
}) {
  const { caption, rows, rowKey, loading = false, error, empty, currentKey } = props;
  const { name, hasMore = false, wide = false, onSort } = props;
  const [ownSorting, setOwnSorting] = useState<Sorting | undefined>(props.initialSorting);
  const columns = useColumns(name, props.columns);
  const wanted = onSort === undefined ? ownSorting : sortingOf(props.sort);
  const sortBy = props.columns.find((column) => column.key === wanted?.key)?.sortBy;
  const sorting = sortBy === undefined ? undefined : wanted;
  const sorted = useMemo(
    () => (sortBy && sorting ? sortRows(rows, sortBy, sorting.direction) : rows),
    // A page makes its columns anew each time it renders; which of them sorts is known by its name.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [rows, sorting?.key, sorting?.direction],
  );

  if (loading) return <Skeleton lines={5} className="py-3" />;
  if (error) return error;
  if (rows.length === 0) return empty;

  const press = (key: string) => {
    const next = nextSorting(sorting, key, onSort !== undefined);
    if (onSort) onSort(sortText(next));
    else setOwnSorting(next);
  };
  const layout = wide ? layouts.width : layouts.phone;
  const long = rows.length > VIRTUAL_FROM_ROWS;
  const keyAt = (index: number) => {
    const row = sorted[index];
    return row === undefined ? "" : rowKey(row);
  };
  const renderAt = (index: number, place?: RowPlace) => {
    const row = sorted[index];
    if (row === undefined) return null;
    const key = rowKey(row);
    return (
      <TableRow
        key={key}
        row={row}
        columns={columns}
        layout={layout}
        current={key === currentKey}
        {...(place && { place })}
      />
    );
  };
  const table = (
    <table
      className={classNames("w-full border-collapse", layout.table)}
      {...(long && { "aria-rowcount": hasMore ? -1 : rows.length + 1 })}
    >
      <caption className="sr-only">{caption}</caption>
      <thead className={layout.head}>
        <tr className="border-b border-hairline-strong" {...(long && { "aria-rowindex": 1 })}>
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
                <SortButton column={column} sorting={sorting} onPress={() => press(column.key)} />
              ) : (
                column.head
              )}
            </th>
          ))}
        </tr>
      </thead>
      {long ? (
        <Suspense
          fallback={
            <tbody className={layout.body}>
              {sorted.slice(0, VIRTUAL_FROM_ROWS).map((_, index) => renderAt(index))}
            </tbody>
          }
        >
          <VirtualBody
            rowCount={sorted.length}
            keyAt={keyAt}
            renderAt={renderAt}
            currentIndex={
              currentKey === undefined ? -1 : sorted.findIndex((row) => rowKey(row) === currentKey)
            }
            columnCount={columns.length}
            wide={wide}
            className={layout.body}
          />
        </Suspense>
      ) : (
        <tbody className={layout.body}>{sorted.map((_, index) => renderAt(index))}</tbody>
      )}
    </table>
  );
  return (
    <div className={classNames(wide && "@container")}>
      {name !== undefined && (
        <div data-print="hide" className="-mt-1 flex justify-end">
          <ColumnsButton table={name} columns={props.columns} />
        </div>
      )}
      {table}
      {hasMore && sorting !== undefined && (
        <p className="pt-3 text-sm text-muted" role="status">
          <Plural
            value={rows.length}
            one="Only the one row that is shown is sorted; there are more."
            other="Only the # rows that are shown are sorted; there are more."
          />
        </p>
      )}
    </div>
  );
}

function SortButton<Row>(props: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onPress: () => void;
}) {
  const { column, sorting, onPress } = props;
  const direction = sorting?.key === column.key ? sorting.direction : undefined;
  const Icon = direction === undefined ? ChevronsUpDown : direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-ink"
      onClick={onPress}
    >
      {column.head}
      <Icon aria-hidden className={classNames("size-3.5", direction === undefined && "text-faint")} />
      <span className="sr-only">
        <Trans>Sort</Trans>
      </span>
    </button>
  );
}

import type { Ref } from "react";
import { classNames } from "../foundation/class-names.ts";
import type { Column } from "./column.ts";
import type { TableLayout } from "./table-layouts.ts";

/** Where a row stands in a table whose other rows are not all in the document. */
export interface RowPlace {
  readonly index: number;
  readonly measure: Ref<HTMLTableRowElement>;
}

/** One row: cells side by side, or label and value under each other. */
export function TableRow<Row>(props: {
  readonly row: Row;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly layout: TableLayout;
  readonly current: boolean;
  readonly place?: RowPlace;
}) {
  const { row, columns, layout, current, place } = props;
  return (
    <tr
      aria-current={current ? "true" : undefined}
      // The head is the first row; screen readers count from one.
      {...(place && { ref: place.measure, "data-index": place.index, "aria-rowindex": place.index + 2 })}
      className={classNames(
        "border-b border-hairline last:border-b-0 hover:bg-hover aria-current:shadow-[inset_3px_0_0_var(--color-accent)] aria-current:[&>:first-child]:pl-3",
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
              <span aria-hidden className={classNames("hidden shrink-0 text-sm text-muted", layout.label)}>
                {column.head}
              </span>
            )}
            <span
              className={classNames(
                layout.content,
                column.rowHead !== true && layout.value,
                column.unlabelled === true && layout.unlabelled,
              )}
            >
              {column.cell(row)}
            </span>
          </Cell>
        );
      })}
    </tr>
  );
}

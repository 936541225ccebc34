import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { placeRows } from "./place-rows.ts";
import type { RowPlace } from "./table-row.tsx";
import { usePrinting } from "./use-printing.ts";

/** Rows kept ready above and below the screen: a wheel's turn, and the next row for the keys j and k. */
const OVERSCAN = 10;

/** Usual heights, until a row was measured: of a line, and of a row that stands as a list. */
const LINE_PX = 44;
const STACKED_PX = 170;

/** Below this width of the window a table stands as a list; see the layouts. */
const STACKED_BELOW_PX = { false: 768, true: 1072 };

/**
 * The body of a long table: only rows on the screen, near it, or holding the focus are in the document. Those left
 * out leave their height, so that the page is as long as it would be. On paper all rows are there.
 */
export default function VirtualBody(props: {
  readonly rowCount: number;
  readonly keyAt: (index: number) => string;
  readonly renderAt: (index: number, place?: RowPlace) => ReactNode;
  /** The row that is open beside the table; -1 for none. */
  readonly currentIndex: number;
  readonly columnCount: number;
  readonly wide: boolean;
  readonly className: string;
}) {
  const { rowCount, keyAt, renderAt, currentIndex, columnCount, wide, className } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const focused = useRef(-1);
  const printing = usePrinting();
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const place = body.current?.getBoundingClientRect().top;
      if (place !== undefined) setTop(Math.round(place + scrollY));
    };
    measure();
    // What stands above the table may grow or go at any time; the page's height then changes with it.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const estimate = innerWidth < STACKED_BELOW_PX[`${wide}`] ? STACKED_PX : LINE_PX;
  // The rule is for React Compiler, which is not used here: it would keep answers of this object that have changed.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: rowCount,
    estimateSize: () => estimate,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: keyAt,
    // A row that has the focus, or is open beside the table, stays wherever the page is scrolled to: taking it out
    // would throw the person's place away.
    rangeExtractor: (range: Range) => {
      const indexes = new Set(defaultRangeExtractor(range));
      for (const kept of [focused.current, currentIndex]) if (kept >= 0 && kept < rowCount) indexes.add(kept);
      return [...indexes].sort((a, b) => a - b);
    },
  });
  const parts = placeRows(virtualizer.getVirtualItems(), top, virtualizer.getTotalSize());
  return (
    <tbody
      ref={body}
      className={className}
      onFocus={({ target }) => {
        focused.current = Number(target.closest<HTMLElement>("tr[data-index]")?.dataset["index"] ?? -1);
      }}
      onBlur={() => {
        focused.current = -1;
      }}
    >
      {printing
        ? Array.from({ length: rowCount }, (_, index) => renderAt(index))
        : parts.map((part) =>
            "gap" in part ? (
              <tr key={`gap-${part.before}`} aria-hidden>
                <td colSpan={columnCount} className="block p-0" style={{ height: part.gap }} />
              </tr>
            ) : (
              renderAt(part.row, { index: part.row, measure: virtualizer.measureElement })
            ),
          )}
    </tbody>
  );
}

import { Trans } from "@lingui/react/macro";
import type { TimelineView } from "@tenure/core/contract";
import { classNames } from "../foundation/class-names.ts";
import { useNow } from "../foundation/ui-context.tsx";
import { type PlacedMark, placesOnLine } from "./line-places.ts";
import { useMarkWords } from "./use-mark-words.ts";

/**
 * Facts behind (solid) and promises ahead (dotted) on one line with today in the middle. A picture of the list that
 * stands below it, and only that: it is hidden from screen readers and on phones.
 */
export function PromiseLine(props: { readonly timeline: TimelineView }) {
  const { promises, facts } = props.timeline;
  const nowMs = useNow(60_000);
  const words = useMarkWords();
  const marks = placesOnLine(
    [
      ...facts.map((fact, index) => ({
        key: `fact-${index}`,
        atMs: Date.parse(fact.at),
        label: words[fact.kind],
      })),
      ...promises.map((promise, index) => ({
        key: `promise-${index}`,
        atMs: Date.parse(promise.at),
        label: words[promise.kind],
      })),
    ],
    nowMs,
  );
  return (
    <div aria-hidden className="relative h-36 text-xs phone:hidden" data-testid="promise-line">
      <span className="absolute top-1/2 right-1/2 left-0 -mt-px border-t-2 border-hairline-strong" />
      <span className="absolute top-1/2 right-0 left-1/2 -mt-px border-t-2 border-dotted border-control" />
      {marks.map((mark) => (
        <LineMark key={mark.key} mark={mark} ahead={mark.key.startsWith("promise")} />
      ))}
      <span className="absolute top-1/2 left-1/2 size-3.5 -translate-1/2 rounded-full bg-accent-strong ring-4 ring-accent-soft" />
      <span className="absolute top-1/2 left-1/2 mt-3.5 -translate-x-1/2 font-medium text-accent">
        <Trans>Today</Trans>
      </span>
    </div>
  );
}

/** Distance of a label from the line by its row, pixels; the word "Today" stands between the line and the lower ones. */
const DISTANCE = { above: [14, 36], below: [14, 36] } as const;

function LineMark(props: { readonly mark: PlacedMark; readonly ahead: boolean }) {
  const { place, lane, label } = props.mark;
  const distance = lane === null ? 0 : DISTANCE[lane.above ? "above" : "below"][lane.row];
  return (
    <>
      <span
        className={classNames(
          "absolute top-1/2 size-2.5 -translate-1/2 rounded-full",
          props.ahead ? "border-[1.5px] border-dashed border-control bg-page" : "bg-muted",
        )}
        style={{ left: `${place}%` }}
      />
      {lane !== null && (
        <>
          <span
            className="absolute border-l border-hairline"
            style={{
              left: `${place}%`,
              height: distance - 6,
              ...(lane.above ? { bottom: "calc(50% + 6px)" } : { top: "calc(50% + 6px)" }),
            }}
          />
          <span
            className={classNames(
              "absolute whitespace-nowrap",
              props.ahead ? "text-ink" : "text-muted",
              // At the ends a label leans inwards instead of leaving the page.
              place > 92 ? "-translate-x-full" : place < 8 ? "" : "-translate-x-1/2",
            )}
            style={{
              left: place > 92 ? "100%" : place < 8 ? "0%" : `${place}%`,
              ...(lane.above
                ? { bottom: `calc(50% + ${distance}px)` }
                : { top: `calc(50% + ${distance}px)` }),
            }}
          >
            {label}
          </span>
        </>
      )}
    </>
  );
}

import { Trans } from "@lingui/react/macro";
import { Fragment, type ReactNode } from "react";
import { Instant } from "../display/instant.tsx";
import { classNames } from "../foundation/class-names.ts";
import { useNow } from "../foundation/ui-context.tsx";

/** Something that happened or is promised. */
export interface TimelineEntry {
  readonly key: string;
  /** ISO-8601 UTC instant. */
  readonly at: string;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
}

/**
 * Facts behind (solid) and promises ahead (dotted) on one line, with today in the middle. Latest first, so that
 * what comes next is at the top, today beneath it, and the past below.
 */
export function Timeline(props: { readonly label: string; readonly entries: readonly TimelineEntry[] }) {
  const nowMs = useNow(60_000);
  const latestFirst = props.entries.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const firstFact = latestFirst.findIndex((entry) => Date.parse(entry.at) <= nowMs);
  const boundary = firstFact === -1 ? latestFirst.length : firstFact;
  const today = (
    <li key="today" className="relative flex items-center gap-3 py-2">
      <span
        aria-hidden
        className="absolute top-0 bottom-0 left-[calc(0.5rem-0.5px)] border-l border-hairline-strong"
      />
      <span aria-hidden className="relative flex w-4 justify-center">
        <span className="size-2.5 rounded-full bg-accent-strong ring-4 ring-accent-soft" />
      </span>
      <span className="flex flex-1 items-center gap-3 text-sm font-medium text-accent after:h-px after:flex-1 after:bg-hairline">
        <Trans>Now</Trans>
      </span>
    </li>
  );
  return (
    <ol aria-label={props.label}>
      {latestFirst.map((entry, index) => {
        const promise = index < boundary;
        return (
          <Fragment key={entry.key}>
            {index === boundary && today}
            <li className="relative flex gap-3 py-2">
              <span
                aria-hidden
                className={classNames(
                  "absolute top-0 bottom-0 left-[calc(0.5rem-0.5px)] border-l",
                  promise ? "border-dashed border-control" : "border-hairline-strong",
                )}
              />
              <span aria-hidden className="relative flex w-4 shrink-0 justify-center pt-[0.4em]">
                <span
                  className={classNames(
                    "size-2.5 rounded-full",
                    promise ? "border-[1.5px] border-dashed border-control bg-page" : "bg-muted",
                  )}
                />
              </span>
              <div className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
                <div className="min-w-0">
                  <p className={promise ? "text-muted" : "text-ink"}>
                    {entry.title}
                    <span className="sr-only">
                      {promise ? <Trans> (ahead)</Trans> : <Trans> (happened)</Trans>}
                    </span>
                  </p>
                  {entry.detail && <p className="text-sm text-muted">{entry.detail}</p>}
                </div>
                <span className="text-sm text-muted">
                  <Instant at={entry.at} />
                </span>
              </div>
            </li>
          </Fragment>
        );
      })}
      {boundary === latestFirst.length && today}
    </ol>
  );
}

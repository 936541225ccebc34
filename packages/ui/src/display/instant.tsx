import { Suspense, useEffect, useId, useRef, useState } from "react";
import { formatInstant, type InstantPrecision } from "../foundation/format-instant.ts";
import { aheadOfNeed } from "../foundation/on-first-touch.ts";
import { useUiSettings } from "../foundation/ui-context.tsx";
import { useLocale } from "../foundation/use-locale.ts";
import { lazyPiece } from "../foundation/lazy-piece.ts";

const loadDetail = aheadOfNeed(() => import("./instant-detail.tsx"));
const InstantDetail = lazyPiece(async () => ({ default: (await loadDetail()).InstantDetail }));

/** How long a pointer rests on an instant before more is said. */
const RESTED_MS = 200;

/** An instant in the account's zone; hover or focus adds UTC, the zone's name and the distance from now. */
export function Instant(props: {
  /** ISO-8601 UTC instant. */
  readonly at: string;
  readonly precision?: InstantPrecision;
  /** Without what focus adds: inside a button or a label, where nothing else may have the focus. */
  readonly plain?: boolean;
}) {
  const { at, precision = "minute", plain = false } = props;
  const locale = useLocale();
  const { timeZone } = useUiSettings();
  const text = formatInstant(at, { locale, timeZone, precision });
  if (plain)
    return (
      <time dateTime={at} className="figures whitespace-nowrap">
        {text}
      </time>
    );
  return <DetailedInstant at={at}>{text}</DetailedInstant>;
}

function DetailedInstant(props: { readonly at: string; readonly children: string }) {
  const { at, children } = props;
  const id = useId();
  const written = useRef<HTMLTimeElement>(null);
  const [open, setOpen] = useState(false);
  const [rests, setRests] = useState(false);
  useEffect(() => {
    if (!rests) return;
    const timer = setTimeout(() => setOpen(true), RESTED_MS);
    return () => clearTimeout(timer);
  }, [rests]);
  const leave = () => {
    setRests(false);
    setOpen(false);
  };
  return (
    <>
      <time
        ref={written}
        dateTime={at}
        // What it says besides must be reachable by keyboard.
        tabIndex={0}
        aria-describedby={open ? id : undefined}
        className="figures rounded-sm whitespace-nowrap decoration-faint decoration-dotted underline-offset-[0.25em] hover:underline"
        onPointerEnter={({ pointerType }) => setRests(pointerType !== "touch")}
        onPointerLeave={leave}
        onPointerDown={leave}
        onFocus={({ currentTarget }) => setOpen(currentTarget.matches(":focus-visible"))}
        onBlur={leave}
      >
        {children}
      </time>
      {open && (
        <Suspense>
          <InstantDetail id={id} at={at} beside={written} onClose={leave} />
        </Suspense>
      )}
    </>
  );
}

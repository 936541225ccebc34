import { Tooltip } from "radix-ui";
import { formatInstant, formatRelative, type InstantPrecision } from "../foundation/format-instant.ts";
import { useNow, useUiSettings } from "../foundation/ui-context.tsx";
import { useLocale } from "../foundation/use-locale.ts";

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
  return (
    <Tooltip.Provider delayDuration={200}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>
          <time
            dateTime={at}
            // The tooltip must be reachable by keyboard.
            tabIndex={0}
            className="figures rounded-sm whitespace-nowrap decoration-faint decoration-dotted underline-offset-[0.25em] hover:underline"
          >
            {text}
          </time>
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            sideOffset={4}
            collisionPadding={8}
            className="figures z-50 flex animate-appear flex-col rounded-md bg-ink px-2.5 py-1.5 text-xs text-page"
          >
            <InstantDetail at={at} />
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}

function InstantDetail({ at }: { readonly at: string }) {
  const locale = useLocale();
  const { timeZone } = useUiSettings();
  const nowMs = useNow(1000);
  const atMs = Date.parse(at);
  return (
    <>
      {!Number.isNaN(atMs) && <span>{formatRelative(atMs, nowMs, locale)}</span>}
      {timeZone !== "UTC" && (
        <span>
          {formatInstant(at, { locale, timeZone, precision: "second" })} · {timeZone}
        </span>
      )}
      <span>{formatInstant(at, { locale, timeZone: "UTC", precision: "second" })} · UTC</span>
    </>
  );
}

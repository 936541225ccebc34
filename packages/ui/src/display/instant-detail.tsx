import { Popover } from "radix-ui";
import type { RefObject } from "react";
import { standing } from "../overlays/standing.ts";
import { formatInstant, formatRelative } from "../foundation/format-instant.ts";
import { useNow, useUiSettings } from "../foundation/ui-context.tsx";
import { useLocale } from "../foundation/use-locale.ts";

/** What an instant is besides what is written: how far from now, to the second, with its zone, and in UTC. */
export function InstantDetail(props: {
  readonly id: string;
  readonly at: string;
  /** The written instant, at which this is shown. It keeps the focus. */
  readonly beside: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}) {
  const { id, at, beside, onClose } = props;
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={standing(beside)} />
      <Popover.Portal>
        <Popover.Content
          id={id}
          role="tooltip"
          side="top"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="figures pointer-events-none z-50 flex animate-appear flex-col rounded-md bg-ink px-2.5 py-1.5 text-xs text-page"
        >
          <Words at={at} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Words({ at }: { readonly at: string }) {
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

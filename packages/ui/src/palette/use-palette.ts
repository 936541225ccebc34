import { useEffect, useState } from "react";
import { isOffline } from "../foundation/fetch-piece.ts";
import { onFirstTouch } from "../foundation/on-first-touch.ts";

/**
 * Whether the palette is open; Ctrl K or ⌘K opens and closes it on any page.
 * @param fetchPalette imports its code, ahead of time: what is typed at once must not be lost
 */
export function usePalette(
  fetchPalette: () => Promise<unknown>,
): readonly [open: boolean, setOpen: (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  // Offline it is fetched when it is opened.
  useEffect(
    () =>
      onFirstTouch(() => {
        if (!isOffline()) fetchPalette().catch(() => undefined);
      }),
    [fetchPalette],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      // Over a question that must be answered there is no going elsewhere.
      if (document.querySelector("[role=dialog]:not([data-palette])") !== null) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return [open, setOpen];
}

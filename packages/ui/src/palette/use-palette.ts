import { useEffect, useState } from "react";

/** The page comes first; who opens the palette sooner waits for it. */
const FETCHED_AFTER_MS = 2_000;

/**
 * Whether the palette is open; Ctrl K or ⌘K opens and closes it on any page.
 * @param fetchPalette imports its code, ahead of time: what is typed at once must not be lost
 */
export function usePalette(
  fetchPalette: () => Promise<unknown>,
): readonly [open: boolean, setOpen: (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    // Offline it is fetched when it is opened.
    const timer = setTimeout(() => void fetchPalette().catch(() => undefined), FETCHED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [fetchPalette]);
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

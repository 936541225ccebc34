import { useEffect, useState } from "react";

/** Whether the palette is open; Ctrl K or ⌘K opens and closes it on any page. */
export function usePalette(): readonly [open: boolean, setOpen: (open: boolean) => void] {
  const [open, setOpen] = useState(false);
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

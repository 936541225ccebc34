import { type RefObject, useEffect, useRef } from "react";

/** Put this on the link or button that stands for a row of a list under {@link useListKeys}. */
export const listRow = { "data-list-row": "" } as const;

/** Keys belong to what is being typed into, and to a dialog that is open. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null ||
    document.querySelector("[role=dialog]") !== null
  );
}

/**
 * Keys j and k walk through the rows of a list: focus moves to the next or previous {@link listRow}, and Enter is
 * the browser's own on a link or button. With `follow` each row is also chosen on the way, for a list whose detail
 * stands beside it. Give the returned ref to the element around the list.
 */
export function useListKeys(options: { readonly follow?: boolean } = {}): RefObject<HTMLDivElement | null> {
  const { follow = false } = options;
  const container = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "j" && event.key !== "k") return;
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      const rows = [...(container.current?.querySelectorAll<HTMLElement>("[data-list-row]") ?? [])];
      const at = rows.findIndex((row) => row === document.activeElement || row.hasAttribute("aria-current"));
      const next = rows[event.key === "j" ? at + 1 : at === -1 ? rows.length - 1 : at - 1];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
      if (follow) next.click();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [follow]);
  return container;
}

import { type ComponentProps, cloneElement, type ReactElement, Suspense, useState } from "react";
import { aheadOfNeed } from "../foundation/on-first-touch.ts";
import { lazyPiece } from "../foundation/lazy-piece.ts";

const loadMenu = aheadOfNeed(() => import("./menu.tsx"));
const Menu = lazyPiece(async () => ({ default: (await loadMenu()).Menu }));

/** What a trigger takes besides its own. */
interface TriggerProps {
  readonly onClick?: () => void;
  readonly onKeyDown?: (event: { readonly key: string; preventDefault(): void }) => void;
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
}

/** A `Menu` of the page's frame, whose code comes when it is first opened: only a button until then. */
export function MenuOnDemand(
  props: Omit<ComponentProps<typeof Menu>, "trigger" | "defaultOpen"> & {
    readonly trigger: ReactElement<TriggerProps>;
  },
) {
  const { trigger } = props;
  const [wanted, setWanted] = useState(false);
  const button = cloneElement(trigger, {
    onClick: () => setWanted(true),
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      setWanted(true);
    },
    "aria-haspopup": "menu",
    "aria-expanded": false,
  });
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <Menu {...props} defaultOpen />
    </Suspense>
  );
}

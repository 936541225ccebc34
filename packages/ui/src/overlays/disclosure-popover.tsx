import { cloneElement, type ReactElement, type ReactNode, type Ref, Suspense, useRef, useState } from "react";
import { aheadOfNeed } from "../foundation/on-first-touch.ts";
import { lazyPiece } from "../foundation/lazy-piece.ts";

const loadPanel = aheadOfNeed(() => import("./popover-panel.tsx"));
const PopoverPanel = lazyPiece(async () => ({ default: (await loadPanel()).PopoverPanel }));

/** What a trigger takes besides its own. */
interface TriggerProps {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly onClick?: () => void;
  readonly "aria-haspopup"?: "dialog";
  readonly "aria-expanded"?: boolean;
}

/** A small text that opens where it is asked for. `trigger` must be one button that takes a ref. */
export function DisclosurePopover(props: {
  readonly trigger: ReactElement<TriggerProps>;
  readonly children: ReactNode;
}) {
  const { trigger, children } = props;
  const pressed = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      {cloneElement(trigger, {
        ref: pressed,
        onClick: () => setOpen((now) => !now),
        "aria-haspopup": "dialog",
        "aria-expanded": open,
      })}
      {open && (
        <Suspense>
          <PopoverPanel beside={pressed} onClose={() => setOpen(false)}>
            {children}
          </PopoverPanel>
        </Suspense>
      )}
    </>
  );
}

import { Popover } from "radix-ui";
import type { ReactNode, RefObject } from "react";
import { standing } from "./standing.ts";

/** What a `DisclosurePopover` shows while it is open. */
export function PopoverPanel(props: {
  /** What was pressed: the panel opens at it, and closing gives the focus back to it. */
  readonly beside: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { beside, onClose, children } = props;
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={standing(beside)} />
      <Popover.Portal>
        <Popover.Content
          sideOffset={6}
          collisionPadding={12}
          // A press on the trigger closes by itself.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && beside.current?.contains(event.target) === true)
              event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            beside.current?.focus();
          }}
          className="z-50 max-w-80 animate-appear rounded-lg bg-raised p-3 text-sm text-ink shadow-raised"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

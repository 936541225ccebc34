import { Popover } from "radix-ui";
import type { ReactNode } from "react";

/** A small text that opens where it is asked for. `trigger` must be one element that takes a ref. */
export function DisclosurePopover(props: { readonly trigger: ReactNode; readonly children: ReactNode }) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{props.trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-w-80 animate-appear rounded-lg bg-raised p-3 text-sm text-ink shadow-raised"
        >
          {props.children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";
import { CloseButton } from "./close-button.tsx";

/**
 * A drawer at the edge of the window for a closer look that keeps its place in a list (`end`) or for the
 * navigation on phones (`start`). It takes the whole width of a phone.
 */
export function Sheet(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly side?: "start" | "end";
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}) {
  const { open, onOpenChange, title, side = "end", children, footer } = props;
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className={classNames(
            "fixed inset-y-0 z-40 flex flex-col bg-raised shadow-raised outline-none",
            side === "end"
              ? "right-0 w-full max-w-xl animate-slide"
              : "left-0 w-72 max-w-[85%] animate-appear",
          )}
        >
          <header className="flex items-center justify-between gap-4 border-b border-hairline px-5 py-3">
            <RadixDialog.Title className="text-lg font-semibold">{title}</RadixDialog.Title>
            <CloseButton />
          </header>
          <div className="flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && (
            <footer className="flex justify-end gap-2 border-t border-hairline px-5 py-3">{footer}</footer>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

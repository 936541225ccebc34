import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";
import { CloseButton } from "./close-button.tsx";

/**
 * A form is there to be filled in: its first field has the focus, not the button that closes it. Done here, because
 * `autoFocus` comes too early inside a dialog over a dialog: the lower one takes the focus back.
 */
function focusFirstField(event: Event): void {
  const { currentTarget: dialog } = event;
  if (!(dialog instanceof HTMLElement)) return;
  const field = dialog.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select");
  if (field === null) return;
  event.preventDefault();
  field.focus();
}

/**
 * A question that must be answered before going on. Title says what, description what follows, footer holds the
 * actions with the primary last. On phones it fills the width at the bottom, its footer staying in reach.
 * Escape and the backdrop close it unless `locked` (work is running that must not be left in the dark).
 */
export function Dialog(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
  readonly width?: "md" | "lg";
  readonly locked?: boolean;
}) {
  const { open, onOpenChange, title, description, children, footer, width = "md", locked = false } = props;
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => (locked && !next ? undefined : onOpenChange(next))}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <RadixDialog.Content
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          onOpenAutoFocus={focusFirstField}
          className={classNames(
            "fixed z-40 flex animate-rise flex-col bg-raised shadow-raised outline-none",
            "top-1/2 left-1/2 max-h-[88dvh] w-[calc(100%-2rem)] -translate-x-1/2 -translate-y-1/2 rounded-lg",
            "phone:inset-x-0 phone:top-auto phone:bottom-0 phone:max-h-[92dvh] phone:w-full phone:max-w-none phone:translate-x-0 phone:translate-y-0 phone:rounded-b-none",
            width === "md" ? "max-w-md" : "max-w-2xl",
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4">
            <div className="flex flex-col gap-1">
              <RadixDialog.Title className="text-lg font-semibold">{title}</RadixDialog.Title>
              {description !== undefined && (
                <RadixDialog.Description className="text-muted">{description}</RadixDialog.Description>
              )}
            </div>
            {!locked && <CloseButton />}
          </header>
          {children !== undefined && <div className="overflow-y-auto px-5 pt-4 pb-1">{children}</div>}
          <footer className="flex flex-wrap items-start justify-end gap-2 px-5 pt-5 pb-5 phone:flex-col-reverse phone:[&>*]:w-full">
            {footer}
          </footer>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

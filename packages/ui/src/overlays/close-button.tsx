import { useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";

/**
 * Closes the dialog around it. No tooltip: it takes the first focus, and a tooltip opening there would also swallow
 * the first Escape.
 */
export function CloseButton() {
  const { t } = useLingui();
  return (
    <Dialog.Close
      aria-label={t`Close`}
      className="-mt-1 -mr-2 inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-hover hover:text-ink phone:size-11"
    >
      <X aria-hidden className="size-4" />
    </Dialog.Close>
  );
}

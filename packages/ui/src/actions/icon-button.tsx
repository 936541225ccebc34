import { Tooltip } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";

/** A button that shows only an icon. `label` is its accessible name and the tooltip that names it to the eye. */
export function IconButton(
  props: Omit<ComponentProps<"button">, "aria-label" | "children"> & {
    readonly label: string;
    readonly icon: ReactNode;
  },
) {
  const { label, icon, className, type = "button", ...rest } = props;
  return (
    <Tooltip.Provider delayDuration={300}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>
          <button
            {...rest}
            type={type}
            aria-label={label}
            className={classNames(
              "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100",
              "hover:bg-hover hover:text-ink phone:size-11",
              className,
            )}
          >
            {icon}
          </button>
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            sideOffset={4}
            className="z-50 animate-appear rounded-md bg-ink px-2 py-1 text-xs text-page"
          >
            {label}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}

import { Trans } from "@lingui/react/macro";
import { CircleSlash2, LoaderCircle } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "../foundation/class-names.ts";

/** How much a button asks for attention. One `primary` per screen; `danger` only for what cannot be undone. */
export type ButtonTone = "primary" | "secondary" | "quiet" | "danger";

const tones = {
  primary:
    "bg-accent-strong text-on-accent hover:bg-accent-strong-hover aria-disabled:bg-hairline aria-disabled:text-muted",
  secondary:
    "border border-control bg-raised text-ink hover:bg-hover aria-disabled:border-hairline-strong aria-disabled:bg-page aria-disabled:text-muted",
  quiet: "text-accent hover:bg-accent-soft aria-disabled:bg-transparent aria-disabled:text-muted",
  danger:
    "bg-refused-strong text-on-accent hover:bg-refused-strong-hover aria-disabled:bg-hairline aria-disabled:text-muted",
} satisfies Record<ButtonTone, string>;

const sizes = {
  md: "min-h-9 px-3.5 text-base phone:min-h-11",
  sm: "min-h-7 px-2.5 text-sm phone:min-h-9",
} as const;

/**
 * The classes of a button, for what must be a link (navigation) but look like one:
 * `<Link to="/keys" className={buttonClass("secondary")}>`.
 */
export function buttonClass(tone: ButtonTone = "secondary", size: keyof typeof sizes = "md"): string {
  return classNames(
    "inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap",
    "transition-colors duration-100 aria-disabled:cursor-not-allowed",
    tones[tone],
    sizes[size],
  );
}

/**
 * A button. Put the verb and, where money moves, the amount on it: "Submit Refund · $18.05".
 *
 * `disabledReason` disables it and says why in place, beneath; the button stays focusable so that keyboard and
 * screen reader users reach the reason too. `loading` keeps the width, blocks a second click and says so.
 */
export function Button(
  props: Omit<ComponentProps<"button">, "disabled"> & {
    readonly tone?: ButtonTone;
    readonly size?: keyof typeof sizes;
    readonly icon?: ReactNode;
    readonly loading?: boolean;
    readonly disabledReason?: ReactNode;
    /** Set on the wrapper when a reason is shown, on the button otherwise. */
    readonly block?: boolean;
  },
) {
  const {
    tone = "secondary",
    size = "md",
    icon,
    loading = false,
    disabledReason,
    block = false,
    className,
    children,
    onClick,
    type = "button",
    ...rest
  } = props;
  const reasonId = useId();
  const blocked = loading || Boolean(disabledReason);
  const button = (
    <button
      {...rest}
      type={type}
      className={classNames(buttonClass(tone, size), block && "w-full", className)}
      aria-disabled={blocked || undefined}
      aria-busy={loading || undefined}
      aria-describedby={disabledReason ? reasonId : rest["aria-describedby"]}
      onClick={(event) => {
        if (blocked) {
          event.preventDefault();
          return;
        }
        onClick?.(event);
      }}
    >
      {loading ? <LoaderCircle aria-hidden className="size-4 animate-turn" /> : icon}
      {/* One item: text beside an amount must not be spread by the gap that sets off the icon. */}
      <span>{children}</span>
      {loading && (
        <span className="sr-only">
          <Trans>Working…</Trans>
        </span>
      )}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <span className={classNames("inline-flex flex-col items-start gap-1.5", block && "w-full")}>
      {button}
      <span id={reasonId} className="flex items-start gap-1.5 text-sm text-muted">
        <CircleSlash2 aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />
        {disabledReason}
      </span>
    </span>
  );
}

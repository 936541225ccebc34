import { Trans } from "@lingui/react/macro";
import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "../foundation/class-names.ts";

/** What every labelled control accepts. */
export interface FieldProps {
  readonly label: ReactNode;
  /** What to enter and why; always visible, never a placeholder. */
  readonly hint?: ReactNode;
  /** What is wrong and how to put it right. Its presence marks the control invalid. */
  readonly error?: ReactNode;
  /** Says "optional" beside the label; everything else is required. */
  readonly optional?: boolean;
}

/** Ids and states a control needs to be tied to its label, hint and error. */
export interface FieldControl {
  readonly id: string;
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string | undefined;
}

/** Label above, control, hint and error below. `children` receives what ties the control to them. */
export function Field(
  props: FieldProps & {
    readonly className?: string;
    readonly children: (control: FieldControl) => ReactNode;
  },
) {
  const { label, hint, error, optional = false, className, children } = props;
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint ? hintId : null, error ? errorId : null].filter(Boolean).join(" ");
  return (
    <div className={classNames("flex flex-col gap-1.5", className)}>
      <label htmlFor={id} className="flex items-baseline gap-2 font-medium">
        {label}
        {optional && (
          <span className="text-sm font-normal text-muted">
            <Trans>optional</Trans>
          </span>
        )}
      </label>
      {children({
        id,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": describedBy === "" ? undefined : describedBy,
      })}
      {hint && (
        <p id={hintId} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={errorId} role="alert" className="flex items-start gap-1.5 text-sm text-refused">
          <CircleAlert aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}

/** The look shared by text inputs, textareas and selects. 16 px on phones: smaller makes iOS zoom in. */
export const controlClass = classNames(
  "w-full min-w-0 rounded-md border border-control bg-page px-3 text-base text-ink placeholder:text-faint phone:text-lg",
  "hover:border-muted aria-invalid:border-refused",
  "disabled:cursor-not-allowed disabled:border-hairline-strong disabled:bg-sunken disabled:text-muted",
  "focus-visible:outline-offset-0",
);

import { Check, CircleAlert, Minus } from "lucide-react";
import { Checkbox as RadixCheckbox } from "radix-ui";
import { type ReactNode, useId } from "react";

/**
 * A yes/no or a consent. A consent names what is agreed to in its label, is never ticked in advance, and its
 * label is the text that is stored with it.
 */
export function Checkbox(props: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly checked: boolean | "indeterminate";
  readonly onCheckedChange: (checked: boolean) => void;
  readonly name?: string;
  readonly disabled?: boolean;
}) {
  const { label, hint, error, checked, onCheckedChange, name, disabled = false } = props;
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className="flex items-start gap-2.5">
      <RadixCheckbox.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onCheckedChange(next === true)}
        {...(name === undefined ? {} : { name })}
        {...(describedBy === "" ? {} : { "aria-describedby": describedBy })}
        aria-invalid={error ? true : undefined}
        className="relative mt-0.5 inline-flex size-4.5 shrink-0 items-center justify-center rounded-sm border border-control bg-page before:absolute before:-inset-1 hover:border-muted aria-invalid:border-refused disabled:border-hairline-strong disabled:bg-sunken data-[state=checked]:border-accent-strong data-[state=checked]:bg-accent-strong data-[state=indeterminate]:border-accent-strong data-[state=indeterminate]:bg-accent-strong"
      >
        <RadixCheckbox.Indicator className="text-on-accent">
          {checked === "indeterminate" ? (
            <Minus aria-hidden className="size-3.5" strokeWidth={3} />
          ) : (
            <Check aria-hidden className="size-3.5" strokeWidth={3} />
          )}
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      <div className="flex min-w-0 flex-col gap-0.5">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-sm text-refused">
            <CircleAlert aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

import { type ReactNode, useId } from "react";
import { classNames } from "../foundation/class-names.ts";

/** One of two or three choices that change what is shown beside them. Radio buttons: arrow keys move between them. */
export function Segmented<Value extends string>(props: {
  /** Names the choice for screen readers: "Billing interval". */
  readonly label: string;
  /** Shown above the choice; elsewhere what stands beside it says what is chosen. */
  readonly showLabel?: boolean;
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: ReadonlyArray<{ readonly value: Value; readonly label: ReactNode }>;
}) {
  const { label, showLabel = false, value, onValueChange, options } = props;
  const name = useId();
  return (
    <fieldset className="flex flex-col items-start">
      <legend className={showLabel ? "mb-1.5 font-medium" : "sr-only"}>{label}</legend>
      <div className="inline-flex rounded-md border border-control p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              "relative inline-flex min-h-7 cursor-pointer items-center rounded-sm px-3 text-muted hover:text-ink phone:min-h-10",
              "has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onValueChange(option.value)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

import { type ReactNode, useId } from "react";
import { classNames } from "../foundation/class-names.ts";

/**
 * One choice from a list whose choices need a sentence each. Radio buttons: arrow keys move between them.
 *
 * States: nothing chosen yet (`value` null), one chosen, a choice that cannot be made (its hint says why).
 */
export function RadioList<Value extends string>(props: {
  readonly label: ReactNode;
  readonly value: Value | null;
  readonly onValueChange: (value: Value) => void;
  readonly options: ReadonlyArray<{
    readonly value: Value;
    readonly label: ReactNode;
    readonly hint?: ReactNode;
    readonly disabled?: boolean;
  }>;
}) {
  const { label, value, onValueChange, options } = props;
  const name = useId();
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-2 font-medium">{label}</legend>
      {options.map((option) => {
        const id = `${name}-${option.value}`;
        return (
          <div
            key={option.value}
            className="grid grid-cols-[1.25rem_1fr] gap-x-2.5 border-b border-hairline py-2 first-of-type:border-t"
          >
            <input
              id={id}
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled === true}
              {...(option.hint === undefined ? {} : { "aria-describedby": `${id}-hint` })}
              onChange={() => onValueChange(option.value)}
              className="mt-0.5 size-4.5 shrink-0 appearance-none rounded-full border border-control bg-page checked:border-5 checked:border-accent-strong hover:not-checked:border-muted disabled:border-hairline-strong disabled:bg-sunken"
            />
            <div className="flex min-w-0 flex-col">
              <label htmlFor={id} className={classNames(option.value === value && "font-medium")}>
                {option.label}
              </label>
              {option.hint !== undefined && (
                <p id={`${id}-hint`} className="text-sm text-muted">
                  {option.hint}
                </p>
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "../foundation/class-names.ts";
import { controlClass, Field, type FieldProps } from "./field.tsx";

/** One choice. */
export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

/**
 * One choice from a closed list. It is the browser's own select: on phones it opens the system picker,
 * and it can be typed into, which no imitation does as well.
 */
export function Select(
  props: FieldProps &
    Omit<ComponentProps<"select">, "id" | "children" | "multiple"> & {
      readonly options: readonly SelectOption[];
    },
) {
  const { label, hint, error, optional, className, options, ...select } = props;
  const field = { label, hint, error, ...(optional === undefined ? {} : { optional }) };
  return (
    <Field {...field} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <span className="relative flex">
          <select
            required={!optional}
            {...select}
            {...control}
            className={classNames(controlClass, "h-9 appearance-none pr-9 phone:h-11")}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled === true}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
          />
        </span>
      )}
    </Field>
  );
}

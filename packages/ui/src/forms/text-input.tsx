import type { ComponentProps, ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";
import { controlClass, Field, type FieldProps } from "./field.tsx";

/** One line of text with label, hint and error. `suffix` sits inside at the end (a unit, a show-password button). */
export function TextInput(
  props: FieldProps & Omit<ComponentProps<"input">, "id" | "children"> & { readonly suffix?: ReactNode },
) {
  const { label, hint, error, optional, suffix, className, ...input } = props;
  const field = { label, hint, error, ...(optional === undefined ? {} : { optional }) };
  return (
    <Field {...field} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <span className="relative flex">
          <input
            required={!optional}
            {...input}
            {...control}
            className={classNames(
              controlClass,
              "h-9 read-only:bg-sunken phone:h-11",
              suffix ? "pr-12" : null,
            )}
          />
          {suffix && (
            <span
              className={classNames(
                "absolute inset-y-0 flex items-center text-muted",
                typeof suffix === "string" ? "right-3" : "right-1",
              )}
            >
              {suffix}
            </span>
          )}
        </span>
      )}
    </Field>
  );
}

import type { ComponentProps } from "react";
import { classNames } from "../foundation/class-names.ts";
import { controlClass, Field, type FieldProps } from "./field.tsx";

/** Several lines of text (reasons, notes) with label, hint and error. */
export function Textarea(props: FieldProps & Omit<ComponentProps<"textarea">, "id" | "children">) {
  const { label, hint, error, optional, className, rows = 3, ...textarea } = props;
  const field = { label, hint, error, ...(optional === undefined ? {} : { optional }) };
  return (
    <Field {...field} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <textarea
          required={!optional}
          rows={rows}
          {...textarea}
          {...control}
          className={classNames(controlClass, "py-2 read-only:bg-sunken")}
        />
      )}
    </Field>
  );
}

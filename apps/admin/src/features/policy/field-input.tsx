import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Select, Textarea, TextInput } from "@tenure/ui";
import type { ReactNode } from "react";
import { FieldValue } from "./field-value.tsx";
import { asInput, fromInput } from "./field-values.ts";
import type { FieldKind, PolicyField } from "./fields.ts";

/** One value of the policy to fill in; says what it was where it differs from what it is based on. */
export function FieldInput(props: {
  readonly field: Pick<PolicyField, "path" | "kind" | "words"> & { readonly label: ReactNode };
  readonly base: unknown;
  /** As it was filled in; undefined where it was left alone. */
  readonly text: string | undefined;
  readonly error: ReactNode;
  readonly onText: (text: string) => void;
}) {
  const { field, base, error, onText } = props;
  const { t, i18n } = useLingui();
  const units: Partial<Record<FieldKind, string>> = {
    hours: t({ message: "h", context: "hours" }),
    minutes: t({ message: "min", context: "minutes" }),
    percent: "%",
    days: t({ message: "days", context: "unit" }),
    business_days: t`business days`,
  };
  const original = asInput(field.kind, base);
  const value = props.text ?? original;
  const hint =
    value === original ? undefined : (
      <span className="text-waiting">
        <Trans>
          was <FieldValue path={field.path} value={base} />
        </Trans>
      </span>
    );
  const common = { label: field.label, value, hint, error };
  if (field.kind === "flag")
    return (
      <Select
        {...common}
        onChange={(event) => onText(event.target.value)}
        options={[
          { value: "true", label: t`yes` },
          { value: "false", label: t`no` },
        ]}
      />
    );
  if (field.kind === "choice")
    return (
      <Select
        {...common}
        onChange={(event) => onText(event.target.value)}
        options={Object.entries(field.words ?? {}).map(([option, word]) => ({
          value: option,
          label: i18n._(word),
        }))}
      />
    );
  if (field.kind === "texts" && field.words !== undefined) {
    const chosen = value.split(", ");
    return (
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 font-medium">{field.label}</legend>
        {Object.entries(field.words).map(([option, word]) => (
          <Checkbox
            key={option}
            label={i18n._(word)}
            checked={chosen.includes(option)}
            onCheckedChange={(checked) =>
              // In the order of the list, so that ticking off and on again changes nothing.
              onText(
                Object.keys(field.words ?? {})
                  .filter((each) => (each === option ? checked : chosen.includes(each)))
                  .join(", "),
              )
            }
          />
        ))}
        {hint !== undefined && <p className="text-sm">{hint}</p>}
        {error !== undefined && (
          <p role="alert" className="text-sm text-refused">
            {error}
          </p>
        )}
      </fieldset>
    );
  }
  if (field.kind === "data")
    return (
      <Textarea
        {...common}
        rows={Math.min(8, original.split("\n").length + 1)}
        spellCheck={false}
        className="col-span-full"
        onChange={(event) => onText(event.target.value)}
      />
    );
  return (
    <TextInput
      {...common}
      required={false}
      inputMode={["texts", "text", "numbers"].includes(field.kind) ? "text" : "decimal"}
      autoComplete="off"
      spellCheck={false}
      suffix={units[field.kind]}
      onChange={(event) => onText(event.target.value)}
    />
  );
}

/** The kind of a value that no field describes. */
export const kindOf = (value: unknown): FieldKind =>
  typeof value === "boolean"
    ? "flag"
    : typeof value === "number"
      ? "count"
      : typeof value === "string"
        ? "text"
        : "data";

/** What was filled in, as a value of its field. */
export const valueOf = (kind: FieldKind, text: string): unknown => fromInput(kind, text);

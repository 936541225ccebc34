import { useLingui } from "@lingui/react/macro";
import { type SubjectKind, subjectKinds } from "@tenure/core/subjects";
import { Select, TextInput } from "@tenure/ui";
import { useMemo } from "react";
import type { ChangeForm } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

type NewSubject = ChangeForm["newSubject"];

/** Who is to hold the account: a person by their names, an organisation by its entry in a register. */
export function NewSubjectFields(props: {
  readonly value: NewSubject;
  readonly disabled: boolean;
  readonly onChange: (value: NewSubject) => void;
}) {
  const { value, disabled, onChange } = props;
  const { t, i18n } = useLingui();
  const words = useChangeWords();
  const countries = useMemo(() => countryOptions(i18n.locale), [i18n.locale]);
  return (
    <>
      <Select
        label={t`The new subject is`}
        disabled={disabled}
        value={value.kind}
        onChange={(event) =>
          onChange(asKind(value, subjectKinds.find((each) => each === event.target.value) ?? value.kind))
        }
        options={subjectKinds.map((kind) => ({ value: kind, label: words.subjectKind(kind) }))}
      />
      {value.kind === "individual" ? (
        <>
          <TextInput
            label={t`Family name`}
            hint={t`As the identity document says. Whoever has one name puts it here.`}
            required={false}
            disabled={disabled}
            value={value.family}
            maxLength={80}
            onChange={(event) => onChange({ ...value, family: event.target.value })}
          />
          <TextInput
            label={t`Given names`}
            optional
            disabled={disabled}
            value={value.given}
            maxLength={80}
            onChange={(event) => onChange({ ...value, given: event.target.value })}
          />
        </>
      ) : (
        <>
          <TextInput
            label={t`Legal name`}
            hint={t`As the register says.`}
            required={false}
            disabled={disabled}
            value={value.legalName}
            maxLength={200}
            onChange={(event) => onChange({ ...value, legalName: event.target.value })}
          />
          <TextInput
            label={t`Registration number`}
            required={false}
            disabled={disabled}
            value={value.registrationNumber}
            maxLength={60}
            onChange={(event) => onChange({ ...value, registrationNumber: event.target.value })}
          />
          <Select
            label={t`Country of the register`}
            required={false}
            disabled={disabled}
            value={value.country}
            onChange={(event) => onChange({ ...value, country: event.target.value })}
            options={[{ value: "", label: t`Not chosen yet` }, ...countries]}
          />
        </>
      )}
    </>
  );
}

function asKind(value: NewSubject, kind: SubjectKind): NewSubject {
  if (kind === "individual") return value.kind === "individual" ? value : { kind, given: "", family: "" };
  return value.kind === "individual"
    ? { kind, legalName: "", registrationNumber: "", country: "" }
    : { ...value, kind };
}

/** Every country, by its name in the reader's language. */
function countryOptions(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const none = new Set(["EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"]);
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((value) => {
      const label = none.has(value) ? undefined : names.of(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .sort((a, b) => a.label.localeCompare(b.label, locale));
}

import { Trans, useLingui } from "@lingui/react/macro";
import { nameWarnings } from "@tenure/core/subjects";
import { Callout, Segmented, Select, Textarea, TextInput, useLocale } from "@tenure/ui";
import { useMemo } from "react";
import { countriesIn } from "../../i18n/countries.ts";
import { nameOfNewSubject } from "./name-of-new-subject.ts";
import type { ChangeForm } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** Who the account passes to, where they are invited, and what happened, in the applicant's words. */
export function SubjectFields(props: {
  readonly form: ChangeForm;
  readonly onForm: (form: ChangeForm) => void;
  /** What the server says is wrong, by field. */
  readonly errors: Readonly<Record<string, string>>;
  /** Leaves out the address: after submission the invitation has one of its own. */
  readonly withoutEmail?: boolean;
}) {
  const { form, onForm, errors, withoutEmail = false } = props;
  const { t } = useLingui();
  const { newSubject } = form;
  const mixed = nameWarnings(nameOfNewSubject(newSubject)).includes("mixed_scripts");
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <NamesOf
        subject={newSubject}
        errors={errors}
        onSubject={(next) => onForm({ ...form, newSubject: next })}
      />
      {mixed && (
        <Callout tone="warning" live>
          <Trans>
            A word of this name mixes letters of two alphabets that look alike. Type it on one keyboard, or
            the documents will not match.
          </Trans>
        </Callout>
      )}
      {!withoutEmail && (
        <TextInput
          label={t`E-mail of the new holder`}
          hint={t`The invitation goes there; nobody of this account may own it.`}
          type="email"
          required={false}
          value={form.email}
          onChange={(event) => onForm({ ...form, email: event.target.value })}
          error={errors["form.email"] ?? errors["email"]}
          maxLength={254}
          autoComplete="off"
        />
      )}
      <Textarea
        label={t`Describe what happened`}
        hint={t`In your own words; reviewers read it beside the evidence. The new holder does not see it.`}
        rows={5}
        required={false}
        value={form.explanation}
        onChange={(event) => onForm({ ...form, explanation: event.target.value })}
        error={errors["form.explanation"]}
        maxLength={4000}
      />
    </div>
  );
}

function NamesOf(props: {
  readonly subject: ChangeForm["newSubject"];
  readonly onSubject: (subject: ChangeForm["newSubject"]) => void;
  readonly errors: Readonly<Record<string, string>>;
}) {
  const { subject, onSubject, errors } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const locale = useLocale();
  const countries = useMemo(() => countriesIn(locale), [locale]);
  const errorOf = (field: string) => errors[`form.newSubject.${field}`];
  return (
    <>
      <div>
        <Segmented
          label={t`Who the account passes to`}
          value={subject.kind}
          onValueChange={(kind) => {
            if (kind === "individual") {
              onSubject({ kind, given: "", family: "" });
              return;
            }
            const before =
              subject.kind === "individual"
                ? { legalName: "", registrationNumber: "", country: "" }
                : subject;
            onSubject({ ...before, kind });
          }}
          options={(["individual", "company", "organisation"] as const).map((value) => ({
            value,
            label: words.kind(value),
          }))}
        />
      </div>
      <div className="grid grid-cols-2 gap-5 phone:grid-cols-1">
        {subject.kind === "individual" ? (
          <>
            <TextInput
              label={t`Family name`}
              hint={t`As on the document. A single name goes here.`}
              required={false}
              value={subject.family}
              onChange={(event) => onSubject({ ...subject, family: event.target.value })}
              error={errorOf("family")}
              maxLength={80}
              autoComplete="off"
            />
            <TextInput
              label={t`Given names`}
              hint={t`As on the document.`}
              optional
              value={subject.given}
              onChange={(event) => onSubject({ ...subject, given: event.target.value })}
              error={errorOf("given")}
              maxLength={80}
              autoComplete="off"
            />
          </>
        ) : (
          <>
            <TextInput
              label={t`Legal name`}
              hint={t`As the register has it.`}
              required={false}
              value={subject.legalName}
              onChange={(event) => onSubject({ ...subject, legalName: event.target.value })}
              error={errorOf("legalName")}
              maxLength={200}
              autoComplete="off"
            />
            <TextInput
              label={t`Registration number`}
              required={false}
              value={subject.registrationNumber}
              onChange={(event) => onSubject({ ...subject, registrationNumber: event.target.value })}
              error={errorOf("registrationNumber")}
              maxLength={60}
              autoComplete="off"
            />
            <Select
              label={t`Country of the register`}
              required={false}
              value={subject.country}
              onChange={(event) => onSubject({ ...subject, country: event.target.value })}
              error={errorOf("country")}
              options={[{ value: "", label: t`Choose…` }, ...countries]}
            />
          </>
        )}
      </div>
    </>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Callout } from "@tenure/ui";
import { problemOf } from "@tenure/ui/app";
import { useState } from "react";
import { SaveProblem } from "./save-problem.tsx";
import { SubjectFields } from "./subject-fields.tsx";
import { trimmed } from "./trimmed.ts";
import type { Change, ChangeForm } from "./types.ts";
import { useSaveForm } from "./use-save-form.ts";

/** Corrects what was submitted, as long as the new subject has not proven who it is. It is reviewed anew then. */
export function CorrectForm(props: { readonly change: Change; readonly form: ChangeForm }) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>
          <Trans>Correct it…</Trans>
        </Button>
      </div>
    );
  return <Fields key={props.change.revision} {...props} onClose={() => setOpen(false)} />;
}

function Fields(props: { readonly change: Change; readonly form: ChangeForm; readonly onClose: () => void }) {
  const { change, onClose } = props;
  const { t } = useLingui();
  const [form, setForm] = useState(props.form);
  const { save, saving, error, outdated, renew, reload } = useSaveForm(change);
  return (
    <form
      noValidate
      className="flex max-w-2xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void save({ ground: change.ground, form: trimmed(form) }, "stay").then((saved) => {
          if (saved) onClose();
        });
      }}
    >
      <Callout tone="warning" title={t`A corrected application is reviewed anew`}>
        <Trans>What was agreed to the earlier one falls away.</Trans>
      </Callout>
      <SubjectFields
        form={form}
        withoutEmail
        errors={problemOf(error).fields}
        onForm={(next) => {
          setForm(next);
          renew();
        }}
      />
      <SaveProblem error={error} outdated={outdated} onReload={() => void reload()} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary" loading={saving}>
          <Trans>Save the correction</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Leave it as it is</Trans>
        </Button>
      </div>
    </form>
  );
}

import { Trans } from "@lingui/react/macro";
import { Button } from "@tenure/ui";
import { problemOf } from "@tenure/ui/app";
import { useState } from "react";
import { SaveProblem } from "./save-problem.tsx";
import { StepActions } from "./step-actions.tsx";
import { SubjectFields } from "./subject-fields.tsx";
import { trimmed } from "./trimmed.ts";
import type { Change } from "./types.ts";
import { EMPTY_FORM, useSaveForm } from "./use-save-form.ts";

/** Who the account passes to. A part of it can be saved as well; what is missing is asked for before submitting. */
export function SubjectStep(props: { readonly change: Change }) {
  // Saved, or loaded again: the form that is there.
  return <Fields key={props.change.revision} change={props.change} />;
}

function Fields(props: { readonly change: Change }) {
  const { change } = props;
  const [form, setForm] = useState(change.form ?? EMPTY_FORM);
  const { save, saving, error, outdated, renew, reload } = useSaveForm(change);
  const what = { ground: change.ground, form: trimmed(form) };
  const { fields } = problemOf(error);
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void save(what, "evidence");
      }}
    >
      <SubjectFields
        form={form}
        errors={fields}
        onForm={(next) => {
          setForm(next);
          renew();
        }}
      />
      <SaveProblem error={error} outdated={outdated} onReload={() => void reload()} />
      <StepActions back={{ changeId: change.id, step: "ground" }}>
        <Button type="submit" tone="primary" loading={saving}>
          <Trans>Save and go on</Trans>
        </Button>
        <Button loading={saving} onClick={() => void save(what, "leave")}>
          <Trans>Save and leave</Trans>
        </Button>
      </StepActions>
    </form>
  );
}

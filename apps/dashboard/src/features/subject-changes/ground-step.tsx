import { Trans } from "@lingui/react/macro";
import { Button } from "@tenure/ui";
import { useState } from "react";
import { GroundFields } from "./ground-fields.tsx";
import { SaveProblem } from "./save-problem.tsx";
import { StepActions } from "./step-actions.tsx";
import type { Change } from "./types.ts";
import { EMPTY_FORM, useSaveForm } from "./use-save-form.ts";

/** Why the account passes on, of an application that is there. */
export function GroundStep(props: { readonly change: Change }) {
  const { change } = props;
  const [ground, setGround] = useState(change.ground);
  const { save, saving, error, outdated, renew, reload } = useSaveForm(change);
  const what = { ground, form: change.form ?? EMPTY_FORM };
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void save(what, "subject");
      }}
    >
      <GroundFields
        ground={ground}
        capacity={change.capacity}
        onGround={(next) => {
          setGround(next);
          renew();
        }}
      />
      <SaveProblem error={error} outdated={outdated} onReload={() => void reload()} />
      <StepActions>
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

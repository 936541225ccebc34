import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ChangeGround } from "@tenure/core/text";
import { Button } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { GroundFields } from "./ground-fields.tsx";
import { StepActions } from "./step-actions.tsx";
import { useChangesChanged } from "./use-change.ts";
import { EMPTY_FORM } from "./use-save-form.ts";
import { WizardFrame } from "./wizard-frame.tsx";

/** The first step of an application that does not exist before it is saved. */
export function NewChangePage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const changed = useChangesChanged();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [ground, setGround] = useState<ChangeGround | null>(null);
  const begin = useMutation(
    trpc.subjectChanges.begin.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async ({ changeId, created }) => {
        await changed();
        await navigate({
          to: "/ownership/change/$changeId",
          params: { changeId },
          // One that was there already has a ground of its own: it is shown.
          search: { step: created ? "subject" : "ground" },
        });
      },
    }),
  );
  return (
    <WizardFrame current="ground" done={new Set()} changeId={null}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (ground !== null) begin.mutate({ accountId: account.id, ground, form: EMPTY_FORM });
        }}
      >
        <GroundFields
          ground={ground}
          capacity={account.role === "representative" ? "representative" : "holder"}
          onGround={(next) => {
            setGround(next);
            renew();
          }}
        />
        <ProblemCallout error={begin.error} />
        <StepActions>
          <Button
            type="submit"
            tone="primary"
            loading={begin.isPending}
            disabledReason={ground === null ? t`Choose a ground first.` : undefined}
          >
            <Trans>Save and go on</Trans>
          </Button>
        </StepActions>
      </form>
    </WizardFrame>
  );
}

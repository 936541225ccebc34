import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useId } from "react";
import { Button } from "../actions/button.tsx";
import { ProblemCallout } from "../app/problem-state.tsx";
import { Callout } from "../feedback/callout.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { Dialog } from "../overlays/dialog.tsx";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered } from "./identity-error.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/**
 * Asks for the authenticator's code, or a passkey, before something about money or ownership. `onCode` proves the
 * code to the API and throws its problem; `onProven` goes on with what was interrupted.
 */
export function StepUpDialog(props: {
  readonly open: boolean;
  readonly onCode: (code: string) => Promise<unknown>;
  readonly onProven: () => void;
  readonly onCancel: () => void;
}) {
  const { open, onCode, onProven, onCancel } = props;
  const { t } = useLingui();
  const formId = useId();
  const wordsFor = useIdentityWords();
  const queryClient = useQueryClient();
  const prove = useMutation({ mutationFn: onCode, onSuccess: onProven });
  const byPasskey = useMutation({
    mutationFn: () => answered(identity.signIn.passkey()),
    onSuccess: async () => {
      // Signing in with the passkey began a new session; pages that show the present one must know it.
      await queryClient.invalidateQueries({ queryKey: ["identity"] });
      onProven();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // It may stand inside another form's dialog: React hands its events up to that form as well.
    event.stopPropagation();
    byPasskey.reset();
    prove.mutate(formText(new FormData(event.currentTarget), "code").replace(/\s/g, ""));
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onCancel();
      }}
      title={t`Confirm that it is you`}
      description={
        <Trans>This changes money or rights. Enter a fresh code from your authenticator app.</Trans>
      }
      footer={
        <>
          <Button onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            icon={<KeyRound aria-hidden className="size-4" />}
            loading={byPasskey.isPending}
            onClick={() => {
              prove.reset();
              byPasskey.mutate();
            }}
          >
            <Trans>Use a passkey</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={prove.isPending}>
            <Trans>Confirm</Trans>
          </Button>
        </>
      }
    >
      <form id={formId} className="flex flex-col gap-4" onSubmit={submit}>
        <ProblemCallout error={prove.error} />
        {byPasskey.error && (
          <Callout tone="refused" live>
            {wordsFor(byPasskey.error)}
          </Callout>
        )}
        <TextInput
          label={t`Code from your authenticator app`}
          hint={t`Six digits. A code works once: after signing in, wait for the next one.`}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*(\d\s*){6}"
          title={t`Six digits`}
          className="figures"
          // The dialog has this one field, and the code is short-lived.
          autoFocus
        />
      </form>
    </Dialog>
  );
}

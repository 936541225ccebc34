import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { Button } from "../actions/button.tsx";
import { ProblemCallout } from "../app/problem-state.tsx";
import { Callout } from "../feedback/callout.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { Dialog } from "../overlays/dialog.tsx";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered } from "./identity-error.ts";
import { sessionQuery } from "./session.ts";
import { answerStepUpRequests } from "./step-up-request.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/**
 * Asks for a fresh proof of the second factor whenever a write needs one (`step_up_required`); the write is then sent
 * again by `stepUpLink`. One per app, inside the signed-in frame.
 */
export function StepUpHost(props: {
  /** Checks a code of the authenticator app: the API's `identity.stepUp`. Rejects when it is wrong. */
  readonly verifyCode: (code: string) => Promise<unknown>;
}) {
  const [answer, setAnswer] = useState<((proved: boolean) => void) | null>(null);
  useEffect(
    () =>
      answerStepUpRequests(
        () =>
          new Promise<boolean>((resolve) => {
            setAnswer(() => resolve);
          }),
      ),
    [],
  );
  if (answer === null) return null;
  return (
    <StepUpDialog
      verifyCode={props.verifyCode}
      onClose={(proved) => {
        setAnswer(null);
        answer(proved);
      }}
    />
  );
}

function StepUpDialog(props: {
  readonly verifyCode: (code: string) => Promise<unknown>;
  readonly onClose: (proved: boolean) => void;
}) {
  const { verifyCode, onClose } = props;
  const { t } = useLingui();
  const formId = useId();
  const wordsFor = useIdentityWords();
  const queryClient = useQueryClient();
  const byCode = useMutation({ mutationFn: verifyCode, onSuccess: () => onClose(true) });
  const byPasskey = useMutation({
    mutationFn: () => answered(identity.signIn.passkey()),
    onSuccess: async () => {
      // Signing in with the passkey began a new session; pages that show the present one must know it.
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      onClose(true);
    },
  });
  const working = byCode.isPending || byPasskey.isPending;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose(false)}
      locked={working}
      title={t`Confirm that it is you`}
      description={<Trans>This moves money or rights, so it asks for your second factor again.</Trans>}
      footer={
        <>
          <Button
            icon={<KeyRound aria-hidden className="size-4" />}
            loading={byPasskey.isPending}
            onClick={() => {
              byCode.reset();
              byPasskey.mutate();
            }}
          >
            <Trans>Use a passkey</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={byCode.isPending}>
            <Trans>Confirm</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          byPasskey.reset();
          byCode.mutate(formText(new FormData(event.currentTarget), "code").replace(/\s/g, ""));
        }}
      >
        <ProblemCallout error={byCode.error} />
        {byPasskey.error && (
          <Callout tone="refused" live>
            {wordsFor(byPasskey.error)}
          </Callout>
        )}
        <TextInput
          label={t`Code from your authenticator app`}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*(\d\s*){6}"
          title={t`Six digits`}
          className="figures"
        />
      </form>
    </Dialog>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "../actions/button.tsx";
import { CopyText } from "../actions/copy-text.tsx";
import { CodeBlock } from "../display/code-block.tsx";
import { QrCode } from "../display/qr-code.tsx";
import { Callout } from "../feedback/callout.tsx";
import { Checkbox } from "../forms/checkbox.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { Stepper } from "../layout/stepper.tsx";
import { Dialog } from "../overlays/dialog.tsx";
import { useNotify } from "../overlays/toast.tsx";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered, IdentityError } from "./identity-error.ts";
import { PasswordDialog } from "./password-dialog.tsx";
import { useIdentityWords } from "./use-identity-words.ts";

interface Secret {
  /** `otpauth://` address for the QR code. */
  readonly uri: string;
  readonly backupCodes: readonly string[];
}

/** Password → scan and prove with a code → keep the backup codes. Nothing is on before the code was right. */
export function AuthenticatorEnrolment(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const [secret, setSecret] = useState<Secret>();
  const [proved, setProved] = useState(false);
  if (secret === undefined) {
    return (
      <PasswordDialog
        title={t`Set up an authenticator app`}
        description={
          <Trans>First your password, so that nobody at an open screen can do this for you.</Trans>
        }
        verb={t`Continue`}
        onClose={onClose}
        action={async (password) => {
          const answer = await answered(identity.twoFactor.enable({ password }));
          if (!answer || answer.method !== "totp")
            throw new IdentityError("UNEXPECTED", 0, "no TOTP secret in the answer");
          return { uri: answer.totpURI, backupCodes: answer.backupCodes };
        }}
        onDone={setSecret}
      />
    );
  }
  return proved ? (
    <KeepBackupCodes codes={secret.backupCodes} onClose={onClose} />
  ) : (
    <ProveCode uri={secret.uri} onProved={() => setProved(true)} onClose={onClose} />
  );
}

function EnrolmentSteps(props: { readonly current: number }) {
  const { t } = useLingui();
  return (
    <Stepper
      label={t`Steps`}
      current={props.current}
      steps={[
        { key: "scan", label: <Trans>Scan and prove</Trans> },
        { key: "codes", label: <Trans>Keep backup codes</Trans> },
      ]}
    />
  );
}

function ProveCode(props: {
  readonly uri: string;
  readonly onProved: () => void;
  readonly onClose: () => void;
}) {
  const { uri, onProved, onClose } = props;
  const { t } = useLingui();
  const formId = useId();
  const wordsFor = useIdentityWords();
  const prove = useMutation({
    mutationFn: (code: string) => answered(identity.twoFactor.verifyTotp({ code })),
    onSuccess: onProved,
  });
  const key = new URL(uri).searchParams.get("secret") ?? "";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Set up an authenticator app`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={prove.isPending}>
            <Trans>Turn on</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          prove.mutate(formText(new FormData(event.currentTarget), "code").replace(/\s/g, ""));
        }}
      >
        <EnrolmentSteps current={0} />
        <div className="flex flex-wrap items-start gap-4">
          <QrCode text={uri} label={t`QR code with the key for your authenticator app`} sizePx={168} />
          <div className="flex min-w-40 flex-1 flex-col gap-1">
            <p>
              <Trans>Scan it with the app on your phone. Or enter this key there:</Trans>
            </p>
            <CopyText text={key} label={t`key`} wrap />
          </div>
        </div>
        {prove.error && (
          <Callout tone="refused" live>
            {wordsFor(prove.error)}
          </Callout>
        )}
        <TextInput
          label={t`Code that the app shows now`}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*(\d\s*){6}"
          title={t`Six digits`}
        />
      </form>
    </Dialog>
  );
}

function KeepBackupCodes(props: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const { codes, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [kept, setKept] = useState(false);
  return (
    <Dialog
      open
      // They are shown once: leaving by accident would lose them.
      locked
      onOpenChange={() => undefined}
      title={t`Keep these backup codes`}
      description={
        <Trans>Each signs you in once when your phone is not at hand. They are shown only now.</Trans>
      }
      footer={
        <Button
          tone="primary"
          disabledReason={kept ? undefined : t`Confirm first that you have kept them.`}
          onClick={() => {
            notify({ tone: "done", title: t`Authenticator app is on` });
            // The proof began a new session, and what this person may do has changed: everything is asked anew.
            void queryClient.invalidateQueries();
            onClose();
          }}
        >
          <Trans>Done</Trans>
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <EnrolmentSteps current={1} />
        <CodeBlock label={t`Backup codes`} code={codes.join("\n")} />
        <Checkbox checked={kept} onCheckedChange={setKept} label={t`I have kept them in a safe place.`} />
      </div>
    </Dialog>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered } from "./identity-error.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/** The second step of signing in: the code of the authenticator app, a backup code, or a passkey. */
export function TwoFactorForm(props: { readonly onSignedIn: () => void }) {
  const { onSignedIn } = props;
  const { t } = useLingui();
  const wordsFor = useIdentityWords();
  const [way, setWay] = useState<"totp" | "backup">("totp");
  const verify = useMutation({
    mutationFn: async (code: string): Promise<void> => {
      if (way === "totp") await answered(identity.twoFactor.verifyTotp({ code }));
      else await answered(identity.twoFactor.verifyBackupCode({ code }));
    },
    onSuccess: onSignedIn,
  });
  const withPasskey = useMutation({
    mutationFn: () => answered(identity.signIn.passkey()),
    onSuccess: onSignedIn,
  });
  const error = verify.error ?? withPasskey.error;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        withPasskey.reset();
        verify.mutate(formText(new FormData(event.currentTarget), "code").replace(/\s/g, ""));
      }}
    >
      {error && (
        <Callout tone="refused" live>
          {wordsFor(error)}
        </Callout>
      )}
      {way === "totp" ? (
        <TextInput
          key="totp"
          label={t`Code from your authenticator app`}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*(\d\s*){6}"
          title={t`Six digits`}
          className="figures"
          // The page has this one field, and the code is short-lived.
          autoFocus
        />
      ) : (
        <TextInput
          key="backup"
          label={t`Backup code`}
          hint={t`Each of them works once.`}
          name="code"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          // The person just asked for this field.
          autoFocus
        />
      )}
      <Button type="submit" tone="primary" block loading={verify.isPending}>
        <Trans>Continue</Trans>
      </Button>
      <Button
        block
        icon={<KeyRound aria-hidden className="size-4" />}
        loading={withPasskey.isPending}
        onClick={() => {
          verify.reset();
          withPasskey.mutate();
        }}
      >
        <Trans>Use a passkey</Trans>
      </Button>
      <Button
        tone="quiet"
        block
        onClick={() => {
          verify.reset();
          setWay(way === "totp" ? "backup" : "totp");
        }}
      >
        {way === "totp" ? <Trans>Use a backup code</Trans> : <Trans>Use the authenticator app</Trans>}
      </Button>
    </form>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { PasswordInput } from "../forms/password-input.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered, IdentityError } from "./identity-error.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/** E-mail and password, or a passkey alone. Says through its callbacks what comes next; it does not navigate. */
export function SignInForm(props: {
  readonly onSignedIn: () => void;
  /** The password was right and a second factor is asked for. */
  readonly onSecondFactor: () => void;
  /** The password was right but the address was never verified. */
  readonly onUnverified: (email: string) => void;
  readonly forgotLink: ReactNode;
}) {
  const { onSignedIn, onSecondFactor, onUnverified, forgotLink } = props;
  const { t } = useLingui();
  const wordsFor = useIdentityWords();
  const withPassword = useMutation({
    mutationFn: (input: { email: string; password: string }) => answered(identity.signIn.email(input)),
    onSuccess: (answer) => {
      // The type of better-auth leaves this answer of the two-factor plugin out.
      if (answer && "twoFactorRedirect" in answer) onSecondFactor();
      else onSignedIn();
    },
    onError: (error, input) => {
      if (error instanceof IdentityError && error.code === "EMAIL_NOT_VERIFIED") onUnverified(input.email);
    },
  });
  const withPasskey = useMutation({
    mutationFn: () => answered(identity.signIn.passkey()),
    onSuccess: onSignedIn,
  });
  const error = withPassword.error ?? withPasskey.error;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        withPasskey.reset();
        withPassword.mutate({ email: formText(form, "email"), password: formText(form, "password") });
      }}
    >
      {error && (
        <Callout tone="refused" live>
          {wordsFor(error)}
        </Callout>
      )}
      <TextInput
        label={t`E-mail`}
        name="email"
        type="email"
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
      />
      <PasswordInput label={t`Password`} name="password" autoComplete="current-password" />
      <div className="-mt-2 text-sm">{forgotLink}</div>
      <Button type="submit" tone="primary" block loading={withPassword.isPending}>
        <Trans>Sign in</Trans>
      </Button>
      <Button
        block
        icon={<KeyRound aria-hidden className="size-4" />}
        loading={withPasskey.isPending}
        onClick={() => {
          withPassword.reset();
          withPasskey.mutate();
        }}
      >
        <Trans>Sign in with a passkey</Trans>
      </Button>
    </form>
  );
}

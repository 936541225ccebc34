import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Button } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { PasswordInput } from "../forms/password-input.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { useLocale } from "../foundation/use-locale.ts";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered } from "./identity-error.ts";
import { MIN_PASSWORD_LENGTH } from "./password-rule.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/** A new login. The terms are accepted, and that recorded, when it opens its first account (T4.1). */
export function SignUpForm(props: {
  readonly onSignedUp: (email: string) => void;
  /** Address the link in the verification mail returns to. */
  readonly callbackPath: string;
}) {
  const { onSignedUp, callbackPath } = props;
  const { t } = useLingui();
  const wordsFor = useIdentityWords();
  const language = useLocale();
  const signUp = useMutation({
    mutationFn: (input: { name: string; email: string; password: string }) =>
      answered(identity.signUp.email({ ...input, language, callbackURL: callbackPath })),
    onSuccess: (_, input) => onSignedUp(input.email),
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        signUp.mutate({
          name: formText(form, "name"),
          email: formText(form, "email"),
          password: formText(form, "password"),
        });
      }}
    >
      {signUp.error && (
        <Callout tone="refused" live>
          {wordsFor(signUp.error)}
        </Callout>
      )}
      <TextInput
        label={t({ message: "Name", context: "person" })}
        name="name"
        autoComplete="name"
        maxLength={120}
      />
      <TextInput
        label={t`E-mail`}
        hint={t`We send a link to it that proves it is yours.`}
        name="email"
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
      />
      <PasswordInput
        label={t`Password`}
        hint={t`At least ${MIN_PASSWORD_LENGTH} characters.`}
        name="password"
        minLength={MIN_PASSWORD_LENGTH}
        autoComplete="new-password"
      />
      <Button type="submit" tone="primary" block loading={signUp.isPending}>
        <Trans>Create account</Trans>
      </Button>
    </form>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Button } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { PasswordInput } from "../forms/password-input.tsx";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered } from "./identity-error.ts";
import { MIN_PASSWORD_LENGTH } from "./password-rule.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/** Chooses a new password with the token of the mailed link. */
export function ResetPasswordForm(props: { readonly token: string; readonly onReset: () => void }) {
  const { token, onReset } = props;
  const { t } = useLingui();
  const wordsFor = useIdentityWords();
  const reset = useMutation({
    mutationFn: (newPassword: string) => answered(identity.resetPassword({ newPassword, token })),
    onSuccess: onReset,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate(formText(new FormData(event.currentTarget), "password"));
      }}
    >
      {reset.error && (
        <Callout tone="refused" live>
          {wordsFor(reset.error)}
        </Callout>
      )}
      <PasswordInput
        label={t`New password`}
        hint={t`At least ${MIN_PASSWORD_LENGTH} characters. All other sessions end.`}
        name="password"
        minLength={MIN_PASSWORD_LENGTH}
        autoComplete="new-password"
      />
      <Button type="submit" tone="primary" block loading={reset.isPending}>
        <Trans>Set the new password</Trans>
      </Button>
    </form>
  );
}

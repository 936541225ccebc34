import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Button } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered } from "./identity-error.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/** Asks for a reset link. The answer is the same whether or not the address is known. */
export function ForgotPasswordForm(props: { readonly resetPath: string }) {
  const { t } = useLingui();
  const wordsFor = useIdentityWords();
  const request = useMutation({
    mutationFn: (email: string) =>
      answered(identity.requestPasswordReset({ email, redirectTo: props.resetPath })),
  });
  if (request.isSuccess) {
    return (
      <Callout tone="done" live title={t`Check your mailbox`}>
        <Trans>
          If there is a login with this e-mail, a link to choose a new password is on its way to it.
        </Trans>
      </Callout>
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        request.mutate(formText(new FormData(event.currentTarget), "email"));
      }}
    >
      {request.error && (
        <Callout tone="refused" live>
          {wordsFor(request.error)}
        </Callout>
      )}
      <TextInput label={t`E-mail`} name="email" type="email" autoComplete="email" autoCapitalize="none" />
      <Button type="submit" tone="primary" block loading={request.isPending}>
        <Trans>Send the link</Trans>
      </Button>
    </form>
  );
}

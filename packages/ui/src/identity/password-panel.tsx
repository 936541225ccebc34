import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { PasswordInput } from "../forms/password-input.tsx";
import { Section } from "../layout/section.tsx";
import { useNotify } from "../overlays/toast.tsx";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered } from "./identity-error.ts";
import { MIN_PASSWORD_LENGTH } from "./password-rule.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/** Changes the password and ends every other session: whoever knew the old one is out. */
export function PasswordPanel() {
  const { t } = useLingui();
  const wordsFor = useIdentityWords();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (input: { form: HTMLFormElement; currentPassword: string; newPassword: string }) =>
      answered(
        identity.changePassword({
          currentPassword: input.currentPassword,
          newPassword: input.newPassword,
          revokeOtherSessions: true,
        }),
      ),
    onSuccess: (_, { form }) => {
      form.reset();
      notify({ tone: "done", title: t`Password changed`, detail: t`All other sessions have ended.` });
      return queryClient.invalidateQueries({ queryKey: ["identity"] });
    },
  });
  return (
    <Section title={t`Password`} description={<Trans>Changing it ends all your other sessions.</Trans>}>
      <form
        className="flex max-w-sm flex-col items-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const fields = new FormData(form);
          change.mutate({
            form,
            currentPassword: formText(fields, "current"),
            newPassword: formText(fields, "new"),
          });
        }}
      >
        {change.error && (
          <Callout tone="refused" live>
            {wordsFor(change.error)}
          </Callout>
        )}
        <PasswordInput
          className="w-full"
          label={t`Present password`}
          name="current"
          autoComplete="current-password"
        />
        <PasswordInput
          className="w-full"
          label={t`New password`}
          hint={t`At least ${MIN_PASSWORD_LENGTH} characters.`}
          name="new"
          minLength={MIN_PASSWORD_LENGTH}
          autoComplete="new-password"
        />
        <Button type="submit" loading={change.isPending}>
          <Trans>Change password</Trans>
        </Button>
      </form>
    </Section>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { Button, type ButtonTone } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { PasswordInput } from "../forms/password-input.tsx";
import { Dialog } from "../overlays/dialog.tsx";
import { formText } from "./form-text.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/** Asks for the password before something that weakens or changes how one signs in. */
export function PasswordDialog<Answer>(props: {
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly verb: string;
  readonly tone?: ButtonTone;
  readonly action: (password: string) => Promise<Answer>;
  readonly onDone: (answer: Answer) => void;
  readonly onClose: () => void;
}) {
  const { title, description, verb, tone = "primary", action, onDone, onClose } = props;
  const { t } = useLingui();
  const formId = useId();
  const wordsFor = useIdentityWords();
  const submit = useMutation({ mutationFn: action, onSuccess: onDone });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      locked={submit.isPending}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone={tone} loading={submit.isPending}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit.mutate(formText(new FormData(event.currentTarget), "password"));
        }}
      >
        {submit.error && (
          <Callout tone="refused" live>
            {wordsFor(submit.error)}
          </Callout>
        )}
        <PasswordInput label={t`Your password`} name="password" autoComplete="current-password" />
      </form>
    </Dialog>
  );
}

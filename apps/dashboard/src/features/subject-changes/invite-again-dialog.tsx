import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Button, Dialog, localeNames, locales, Select, TextInput, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { useChangesChanged } from "./use-change.ts";

const FORM_ID = "invite-again";

/** Sends the invitation anew; the link of the earlier mail ends, and whoever had taken it up is out. */
export function InviteAgainDialog(props: {
  readonly changeId: string;
  readonly email: string;
  readonly onClose: () => void;
}) {
  const { changeId, onClose } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const notify = useNotify();
  const changed = useChangesChanged();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [email, setEmail] = useState(props.email);
  const [language, setLanguage] = useState<"en" | "zh">(locale);
  const invite = useMutation(
    trpc.subjectChanges.invite.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        notify({ tone: "done", title: t`Invited again` });
        await changed();
        onClose();
      },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  const { fields } = problemOf(invite.error);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={invite.isPending}
      title={t`Invite the new holder again`}
      description={
        <Trans>
          The link of the earlier mail stops working. Whoever took it up has to take up the new one.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={FORM_ID} tone="primary" loading={invite.isPending}>
            <Trans>Send the invitation</Trans>
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        noValidate
        className="flex flex-col gap-5 pb-1"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate({ accountId: account.id, changeId, email: email.trim(), language });
        }}
      >
        <TextInput
          label={t`E-mail`}
          type="email"
          value={email}
          maxLength={254}
          autoComplete="off"
          error={fields["email"]}
          onChange={(event) => {
            setEmail(event.target.value);
            renew();
          }}
        />
        <Select
          label={t`Language of the mail`}
          value={language}
          onChange={(event) => {
            setLanguage(event.target.value === "zh" ? "zh" : "en");
            renew();
          }}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
        />
        {fields["email"] === undefined && <ProblemCallout error={invite.error} />}
      </form>
    </Dialog>
  );
}

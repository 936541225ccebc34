import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type Locale, localeNames, locales, Select, TextInput, useLocale, useNotify } from "@tenure/ui";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ActionDialog } from "./action-dialog.tsx";
import type { OwnChange } from "./types.ts";

/** Invites the new subject anew, at the same or another address: the link before leads nowhere then. */
export function InviteDialog(props: { readonly change: OwnChange; readonly onClose: () => void }) {
  const { change, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const locale = useLocale();
  const [email, setEmail] = useState(change.invitation?.email ?? "");
  const [language, setLanguage] = useState<Locale>(locale);
  const invite = useStaffAction(
    (idempotencyKey) => trpc.subjectChanges.invite.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The invitation is sent` });
      void queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() });
      onClose();
    },
  );
  return (
    <ActionDialog
      title={t`Invite the new subject anew`}
      description={<Trans>The link that was sent before leads nowhere from then on.</Trans>}
      does={<Trans>Send the invitation</Trans>}
      action={invite}
      onClose={onClose}
      onSubmit={() =>
        invite.mutate({ accountId: change.accountId, changeId: change.id, email: email.trim(), language })
      }
    >
      <TextInput
        label={t`E-mail address of the new subject`}
        type="email"
        value={email}
        maxLength={254}
        onChange={(event) => {
          setEmail(event.target.value);
          invite.renew();
        }}
      />
      <Select
        label={t`Language of the invitation`}
        value={language}
        onChange={(event) => {
          setLanguage(locales.find((each) => each === event.target.value) ?? language);
          invite.renew();
        }}
        options={locales.map((value) => ({ value, label: localeNames[value] }))}
      />
    </ActionDialog>
  );
}

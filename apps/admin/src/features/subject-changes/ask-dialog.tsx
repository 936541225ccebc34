import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Textarea, useNotify } from "@tenure/ui";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ActionDialog } from "./action-dialog.tsx";
import type { DeskChange } from "./types.ts";

/** Asks the applicant for written proof (C5.2). */
export function AskDialog(props: { readonly change: DeskChange; readonly onClose: () => void }) {
  const { change, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const ask = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.ask.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The applicant was asked` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  return (
    <ActionDialog
      title={t`Ask for proof`}
      description={
        <Trans>
          At any time while it is open (C5.2). Nobody agrees before the answer; whoever answers vouches for
          the file as it is then.
        </Trans>
      }
      does={<Trans>Ask the applicant</Trans>}
      action={ask}
      onClose={onClose}
      onSubmit={() => ask.mutate({ accountId: change.accountId, changeId: change.id, text: text.trim() })}
    >
      <Textarea
        label={t`What has to be shown`}
        hint={t`The applicant reads it, in the e-mail and in the dashboard.`}
        value={text}
        rows={5}
        maxLength={4000}
        onChange={(event) => {
          setText(event.target.value);
          ask.renew();
        }}
      />
    </ActionDialog>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Textarea, useNotify } from "@tenure/ui";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ActionDialog } from "./action-dialog.tsx";
import type { DeskChange } from "./types.ts";

/** Waives waiting for the bank's decision about a payment dispute; the dispute itself goes on (C4.10). */
export function WaiveDisputeDialog(props: { readonly change: DeskChange; readonly onClose: () => void }) {
  const { change, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const waive = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.waiveDispute.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The dispute no longer holds this change back` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  return (
    <ActionDialog
      title={t`Not wait for the payment dispute?`}
      description={
        <Trans>
          The dispute goes on at the bank. If it is lost after the change, what is unspent of that order is
          frozen and the rest is claimed from the previous holder, never from the new one (C4.10).
        </Trans>
      }
      does={<Trans>Waive waiting for it</Trans>}
      action={waive}
      onClose={onClose}
      onSubmit={() =>
        waive.mutate({ accountId: change.accountId, changeId: change.id, reason: reason.trim() })
      }
    >
      <Textarea
        label={t`Reason`}
        hint={t`Kept with the file and in the audit trail.`}
        value={reason}
        rows={4}
        maxLength={2000}
        onChange={(event) => {
          setReason(event.target.value);
          waive.renew();
        }}
      />
    </ActionDialog>
  );
}

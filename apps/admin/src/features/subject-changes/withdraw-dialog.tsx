import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNotify } from "@tenure/ui";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ActionDialog } from "./action-dialog.tsx";
import type { OwnChange } from "./types.ts";

/** Takes an application back, until the new subject has accepted and is verified (C3.5, C3.6). */
export function WithdrawDialog(props: { readonly change: OwnChange; readonly onClose: () => void }) {
  const { change, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const withdraw = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.withdraw.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The application is withdrawn` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  return (
    <ActionDialog
      title={t`Withdraw this application?`}
      description={
        <Trans>
          As the customer asked. The account stays as it is; both sides are told, and what was frozen is free
          again.
        </Trans>
      }
      does={<Trans>Withdraw the application</Trans>}
      tone="danger"
      action={withdraw}
      onClose={onClose}
      onSubmit={() => withdraw.mutate({ accountId: change.accountId, changeId: change.id })}
    >
      {null}
    </ActionDialog>
  );
}

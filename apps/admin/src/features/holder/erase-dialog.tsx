import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, Textarea, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";

/** Makes a holder unreadable for good: their key is destroyed. */
export function EraseDialog(props: { readonly holderPeriodId: string; readonly onClose: () => void }) {
  const { t } = useLingui();
  const account = useAccount();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const formId = useId();
  const [reason, setReason] = useState("");
  const erase = useStaffAction(
    (idempotencyKey) => trpc.holder.erase.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The person's data can no longer be read` });
      void queryClient.invalidateQueries();
      props.onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={erase.isPending}
      title={t`Erase this person's identity?`}
      description={
        <Trans>
          Name, date of birth and documents become unreadable for good, here and at the provider. Ledger,
          decisions and audit trail stay and go on verifying. Only somebody who holds no account, and of whom
          nothing is open, can be erased.
        </Trans>
      }
      footer={
        <>
          <Button onClick={props.onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button type="submit" form={formId} tone="danger" loading={erase.isPending}>
            <Trans>Erase for good</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          erase.mutate({
            accountId: account.id,
            holderPeriodId: props.holderPeriodId,
            reason: reason.trim(),
          });
        }}
      >
        <ProblemCallout error={erase.error} />
        <Textarea
          label={t`Reason`}
          hint={t`Such as the request it follows. Write no name: it stays in the audit trail.`}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
            erase.renew();
          }}
          minLength={3}
          maxLength={500}
        />
      </form>
    </Dialog>
  );
}

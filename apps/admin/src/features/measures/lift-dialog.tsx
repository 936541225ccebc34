import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, Textarea, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";

/** Lifts a suspension: requests are served again at once, and the owner is told why. */
export function LiftDialog(props: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const account = useAccount();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const formId = useId();
  const [reason, setReason] = useState("");
  const lift = useStaffAction(
    (idempotencyKey) =>
      trpc.accounts.measures.lift.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The suspension is lifted` });
      void queryClient.invalidateQueries();
      props.onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      locked={lift.isPending}
      title={t`Lift the suspension of ${account.name}?`}
      description={<Trans>Requests are served again at once.</Trans>}
      footer={
        <>
          <Button onClick={props.onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={lift.isPending}>
            <Trans>Lift the suspension</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          lift.mutate({ accountId: account.id, reason: reason.trim() });
        }}
      >
        <ProblemCallout error={lift.error} />
        <Textarea
          label={t`Reason`}
          hint={t`The customer reads it in the e-mail.`}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
            lift.renew();
          }}
          minLength={3}
          maxLength={2000}
        />
      </form>
    </Dialog>
  );
}

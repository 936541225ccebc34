import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, Textarea, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Alert } from "./types.ts";
import { useAlertWords } from "./use-alert-words.ts";

/** Closing an alert: what was done about it goes into the audit trail. */
export function ResolveDialog(props: {
  readonly alert: Alert;
  readonly onClose: () => void;
  readonly onResolved: () => void;
}) {
  const { alert, onClose, onResolved } = props;
  const { t } = useLingui();
  const words = useAlertWords()(alert);
  const queryClient = useQueryClient();
  const notify = useNotify();
  const formId = useId();
  const [reason, setReason] = useState("");
  const resolve = useStaffAction(
    (idempotencyKey) =>
      trpc.operations.alerts.resolve.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`Resolved`, detail: `${words.verb} ${words.line}` });
      void queryClient.invalidateQueries({ queryKey: trpc.operations.pathKey() });
      onClose();
      onResolved();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={resolve.isPending}
      title={t`Resolve this alert`}
      description={
        <span className="wrap-anywhere">
          {words.verb} {words.line}
        </span>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={resolve.isPending}>
            <Trans>Resolve</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          resolve.mutate({ alertId: alert.id, reason: reason.trim() });
        }}
      >
        <ProblemCallout error={resolve.error} />
        <Textarea
          label={t`What was done about it`}
          hint={t`Kept in the audit trail with your name. Resolving changes nothing else.`}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
            resolve.renew();
          }}
          minLength={3}
          maxLength={500}
          // The person just asked for this dialog.
          autoFocus
        />
      </form>
    </Dialog>
  );
}

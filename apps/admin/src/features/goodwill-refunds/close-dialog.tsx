import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, Textarea, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { GoodwillRefund } from "./types.ts";

/** Ends a proposal without a refund, with the reason: one's own is withdrawn, another's declined. */
export function CloseDialog(props: {
  readonly of: GoodwillRefund;
  readonly action: "decline" | "withdraw";
  readonly onClose: () => void;
}) {
  const { of, action, onClose } = props;
  const { t } = useLingui();
  const formId = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { id: accountId } = useAccount();
  const [reason, setReason] = useState("");
  const isMine = action === "withdraw";
  const close = useStaffAction(
    (idempotencyKey) =>
      trpc.goodwillRefunds[action].mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({
        tone: "done",
        title: isMine ? t({ message: "Withdrawn", context: "goodwill refund" }) : t`Declined`,
      });
      void queryClient.invalidateQueries({ queryKey: trpc.goodwillRefunds.pathKey() });
      onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      locked={close.isPending}
      title={
        isMine
          ? t`Withdraw the goodwill refund of order ${of.orderNumber}?`
          : t`Decline the goodwill refund of order ${of.orderNumber}?`
      }
      description={<Trans>The customer has heard nothing of it, and hears nothing now.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button
            type="submit"
            form={formId}
            tone="danger"
            loading={close.isPending}
            disabledReason={reason.trim() === "" ? t`Give the reason.` : undefined}
          >
            {isMine ? <Trans>Withdraw it</Trans> : <Trans>Decline it</Trans>}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          close.mutate({ accountId, goodwillRefundId: of.id, reason: reason.trim() });
        }}
      >
        <ProblemCallout error={close.error} />
        <Textarea
          label={t`Reason`}
          hint={t`For colleagues and the audit trail; the customer does not see it.`}
          value={reason}
          maxLength={1000}
          onChange={(event) => {
            setReason(event.target.value);
            close.renew();
          }}
        />
      </form>
    </Dialog>
  );
}

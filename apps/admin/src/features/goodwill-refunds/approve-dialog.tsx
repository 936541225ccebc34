import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Amount, Button, DecisionSheet, Dialog, KeyValue, useDecisionTitle, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { GoodwillRefund } from "./types.ts";
import { useGoodwillPreview } from "./use-goodwill-preview.ts";

/** Approves what another person proposed, seen as it would come out now. */
export function ApproveDialog(props: { readonly of: GoodwillRefund; readonly onClose: () => void }) {
  const { of, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const titleOf = useDecisionTitle();
  const { id: accountId } = useAccount();
  const { decision, error } = useGoodwillPreview(of.orderId, of.amount);
  const approve = useStaffAction(
    (idempotencyKey) =>
      trpc.goodwillRefunds.approve.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`Approved; the refund is on its way and the customer is told` });
      for (const each of [trpc.goodwillRefunds, trpc.refunds, trpc.orders])
        void queryClient.invalidateQueries({ queryKey: each.pathKey() });
      onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      locked={approve.isPending}
      width="lg"
      title={t`Approve the goodwill refund of order ${of.orderNumber}?`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button
            tone="primary"
            loading={approve.isPending}
            disabledReason={decision?.outcome === "granted" ? undefined : t`It cannot be given like that.`}
            onClick={() => approve.mutate({ accountId, goodwillRefundId: of.id })}
          >
            <Trans>
              Approve · <Amount value={of.amount} />
            </Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ProblemCallout error={approve.error ?? error} />
        <KeyValue
          entries={[
            { key: "by", label: <Trans>Proposed by</Trans>, value: of.proposer.name },
            {
              key: "reason",
              label: <Trans>Reason</Trans>,
              value: <span className="whitespace-pre-line wrap-anywhere">{of.reason}</span>,
            },
            {
              key: "message",
              label: <Trans>A word to the customer</Trans>,
              value: (
                <span className="whitespace-pre-line wrap-anywhere">
                  {of.message === "" ? "—" : of.message}
                </span>
              ),
            },
          ]}
        />
        {decision !== null && (
          <DecisionSheet
            title={titleOf(decision.kind)}
            subject={of.orderNumber}
            decision={decision}
            stage="preview"
          />
        )}
      </div>
    </Dialog>
  );
}

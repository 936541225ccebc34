import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Amount, Button, RefundPreviewSheet, Sheet, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";

/** The preview the customer would see now, beside the list. Staff read it; submitting is the owner's. */
export function RefundPreviewPane(props: { readonly orderId: string; readonly orderNumber: string }) {
  const { orderId, orderNumber } = props;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const navigate = useNavigate();
  const denial = useDenial()("refund.submit");
  const preview = useQuery(trpc.refunds.preview.queryOptions({ accountId, orderId }));
  return (
    <Sheet
      open
      onOpenChange={() =>
        void navigate({ to: "/accounts/$accountId/orders", params: { accountId }, resetScroll: false })
      }
      title={t`What the customer sees`}
    >
      {preview.isPending ? (
        <Skeleton lines={9} />
      ) : preview.data === undefined ? (
        <ProblemState
          thing={t`The preview could not be made`}
          error={preview.error}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      ) : (
        <RefundPreviewSheet
          preview={preview.data}
          orderNumber={orderNumber}
          onWindowEnd={() => void preview.refetch()}
          action={
            preview.data.expected !== null && (
              <Button tone="primary" disabledReason={denial}>
                <Trans>
                  Submit Refund · <Amount value={preview.data.expected} />
                </Trans>
              </Button>
            )
          }
        />
      )}
    </Sheet>
  );
}

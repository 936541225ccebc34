import { useLingui } from "@lingui/react/macro";
import { Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { CancelRefund } from "./cancel-refund.tsx";
import { RefundFacts } from "./refund-facts.tsx";
import { RefundProgress } from "./refund-progress.tsx";
import { RefundRecord } from "./refund-record.tsx";
import { useRefund } from "./use-refund.ts";

/** A refund from submit to the customer's card: the same in the dialog and on its page. */
export function RefundView(props: { readonly refundId: string }) {
  const { t } = useLingui();
  const refund = useRefund(props.refundId);
  if (refund.isPending) return <Skeleton lines={8} />;
  if (refund.data === undefined)
    return (
      <ProblemState
        thing={t`The refund could not be loaded`}
        error={refund.error}
        onRetry={() => void refund.refetch()}
        retrying={refund.isFetching}
      />
    );
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <RefundProgress refund={refund.data} />
      <CancelRefund refund={refund.data} />
      <RefundFacts refund={refund.data} />
      <RefundRecord refund={refund.data} />
    </div>
  );
}

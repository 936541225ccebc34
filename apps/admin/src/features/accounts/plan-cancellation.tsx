import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Button, CancellationOutcome, Dialog, Instant, planName, Skeleton } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { useAfterwards } from "./use-afterwards.ts";

type Running = NonNullable<Outputs["subscriptions"]["get"]["subscription"]>;

/** Cancelling for a customer who asked for it, and taking it back (T2.4): for administrators, told to the owner by mail. */
export function PlanCancellation(props: { readonly running: Running }) {
  const { running } = props;
  if (running.state === "canceling") return <TakeBack />;
  if (running.state === "active" || running.state === "past_due") return <CancelForCustomer />;
  return null;
}

function CancelForCustomer() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const denial = useDenial()("subscription.cancel");
  const [asking, setAsking] = useState(false);
  const { context, settle } = useAfterwards(t`The plan is cancelled`);
  const preview = useQuery(
    trpc.subscriptions.previewCancellation.queryOptions(
      { accountId },
      { enabled: asking, refetchInterval: 15_000, staleTime: 0 },
    ),
  );
  const cancel = useMutation(
    trpc.subscriptions.cancel.mutationOptions({
      trpc: { context },
      onSuccess: async () => {
        setAsking(false);
        await settle();
      },
      onError: () => preview.refetch(),
    }),
  );
  const outcome = preview.data?.outcome ?? null;
  return (
    <div>
      <Button onClick={() => setAsking(true)} disabledReason={denial}>
        <Trans>Cancel for the customer</Trans>
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        locked={cancel.isPending}
        title={preview.data === undefined ? t`Cancel the plan?` : t`Cancel ${planName(preview.data.planId)}?`}
        description={<Trans>The owner is told by e-mail and can take it back until the end.</Trans>}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>
              <Trans>Keep the plan</Trans>
            </Button>
            <Button
              tone="danger"
              loading={cancel.isPending}
              disabledReason={outcome === null ? t`It cannot be cancelled right now.` : undefined}
              onClick={() => cancel.mutate({ accountId, confirmedEndsAt: outcome?.endsAt ?? null })}
            >
              <Trans>Cancel plan</Trans>
            </Button>
          </>
        }
      >
        {preview.isPending && <Skeleton lines={2} />}
        <ProblemCallout error={preview.error ?? cancel.error} />
        {preview.data && outcome !== null && (
          <CancellationOutcome planId={preview.data.planId} outcome={outcome} />
        )}
      </Dialog>
    </div>
  );
}

function TakeBack() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const denial = useDenial()("subscription.cancel");
  const { context, settle } = useAfterwards(t`The plan renews again`);
  const undo = useMutation(
    trpc.subscriptions.undoCancel.mutationOptions({ trpc: { context }, onSuccess: settle }),
  );
  return (
    <div className="flex flex-col items-start gap-3">
      <ProblemCallout error={undo.error} />
      <Button loading={undo.isPending} disabledReason={denial} onClick={() => undo.mutate({ accountId })}>
        <Trans>Take the cancellation back</Trans>
      </Button>
    </div>
  );
}

/** When a cancelled plan ends, and whether it is still charged once. */
export function CancellationNote(props: { readonly cancellation: NonNullable<Running["cancellation"]> }) {
  const { endsAt, renewals, canceledAt } = props.cancellation;
  return (
    <>
      <Instant at={endsAt} />
      <span className="block text-sm text-muted">
        {renewals === 0 ? (
          <Trans>
            Cancelled on <Instant at={canceledAt} />
          </Trans>
        ) : (
          <Trans>
            Cancelled on <Instant at={canceledAt} />, after the cut-off: renews once more
          </Trans>
        )}
      </span>
    </>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Callout, Instant, planName, useNotify } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { DistributorLinks } from "./distributor-links.tsx";
import type { RunningSubscription } from "./types.ts";

/** Cancelling the plan, and taking that back while it still runs (T2.4–T2.6). */
export function PlanActions(props: { readonly subscription: RunningSubscription }) {
  const { subscription } = props;
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const mayCancel = usePermission("subscription.cancel");
  if (subscription.distributor !== null) return <DistributorLinks distributor={subscription.distributor} />;
  if (subscription.state === "canceling" && subscription.cancellation !== null)
    return <Undo cancellation={subscription.cancellation} />;
  if (subscription.state !== "active" && subscription.state !== "past_due") return null;
  return (
    <div>
      <Button
        onClick={() => setAsking(true)}
        disabledReason={mayCancel ? undefined : t`Only an owner of the account can cancel.`}
      >
        <Trans>Cancel plan</Trans>
      </Button>
      {asking && <CancelDialog onClose={() => setAsking(false)} />}
    </div>
  );
}

function Undo(props: { readonly cancellation: NonNullable<RunningSubscription["cancellation"]> }) {
  const { cancellation } = props;
  const { droppedChange: dropped } = cancellation;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const mayCancel = usePermission("subscription.cancel");
  const undo = useMutation(
    trpc.subscriptions.undoCancel.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        renew();
        await queryClient.invalidateQueries();
        notify({ tone: "done", title: t`Your plan renews again` });
      },
    }),
  );
  return (
    <div className="flex flex-col items-start gap-3">
      <Callout tone="info">
        {cancellation.renewals === 0 ? (
          <Trans>
            Cancelled on <Instant at={cancellation.canceledAt} />. It serves until{" "}
            <Instant at={cancellation.endsAt} /> and is not charged again.
          </Trans>
        ) : (
          <Trans>
            Cancelled on <Instant at={cancellation.canceledAt} />, after the cut-off. It renews once more and
            ends on <Instant at={cancellation.endsAt} />.
          </Trans>
        )}
        {dropped !== null && (
          <p>
            <Trans>
              With it, {planName(dropped.planId)} from <Instant at={dropped.appliesAt} /> no longer comes.
              Taken back, that stands again.
            </Trans>
          </p>
        )}
      </Callout>
      <ProblemCallout error={undo.error} />
      <Button
        loading={undo.isPending}
        disabledReason={mayCancel ? undefined : t`Only an owner of the account can do this.`}
        onClick={() => undo.mutate({ accountId: account.id })}
      >
        <Trans>Keep the plan after all</Trans>
      </Button>
    </div>
  );
}

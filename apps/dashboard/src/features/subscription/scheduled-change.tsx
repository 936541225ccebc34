import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { PlanId } from "@tenure/core/pricing";
import { Amount, Button, Callout, Instant, planName, useNotify, useNow } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import type { RunningSubscription } from "./types.ts";

type Change = NonNullable<RunningSubscription["scheduledChange"]>;

/** A change of plan that waits (T2.6): what comes and when, and until when it can be taken back. */
export function ScheduledChange(props: {
  readonly planId: PlanId;
  readonly subscription: RunningSubscription;
  readonly change: Change;
}) {
  const { planId, subscription, change } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const mayTakeBack = usePermission("plan_change.cancel");
  const name = planName(planId);
  const takeBack = useMutation(
    trpc.subscriptions.takeBackChange.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        renew();
        await queryClient.invalidateQueries();
        notify({ tone: "done", title: t`You stay on ${name}` });
      },
      onError: () => queryClient.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() }),
    }),
  );
  const { cancellation } = subscription;
  const over = useNow(1000) > Date.parse(change.undoUntil);
  return (
    <div className="flex flex-col items-start gap-3">
      <Callout tone="info" title={<ChangeTitle change={change} />}>
        <p>
          {change.planId === "free" ? (
            <Trans>{name} goes on until then as it was paid for. Nothing more is charged.</Trans>
          ) : cancellation === null ? (
            <Trans>
              {name} goes on until then as it was paid for. Then <Amount value={change.price} /> are charged,
              before tax.
            </Trans>
          ) : (
            <Trans>
              {name} goes on until then as it was paid for. Then <Amount value={change.price} /> are charged
              once, before tax, since it was cancelled after the cut-off.
            </Trans>
          )}
        </p>
        {cancellation === null && (
          <p>
            {over ? (
              <Trans>
                It could be taken back until <Instant at={change.undoUntil} />.
              </Trans>
            ) : (
              <Trans>
                Until <Instant at={change.undoUntil} /> it can be taken back: {name} then renews, for{" "}
                <Amount value={subscription.price} /> before tax.
              </Trans>
            )}
          </p>
        )}
      </Callout>
      <ProblemCallout error={takeBack.error} />
      {cancellation === null && !over && (
        <Button
          loading={takeBack.isPending}
          disabledReason={mayTakeBack ? undefined : t`Only an owner of the account can do this.`}
          onClick={() => takeBack.mutate({ accountId: account.id })}
        >
          <Trans>Keep {name}</Trans>
        </Button>
      )}
    </div>
  );
}

function ChangeTitle(props: { readonly change: Change }) {
  const { planId, interval, appliesAt } = props.change;
  const name = planName(planId);
  if (planId === "free")
    return (
      <Trans>
        On <Instant at={appliesAt} /> the account goes on with Free
      </Trans>
    );
  return interval === "year" ? (
    <Trans>
      On <Instant at={appliesAt} /> your plan changes to {name}, by the year
    </Trans>
  ) : (
    <Trans>
      On <Instant at={appliesAt} /> your plan changes to {name}, by the month
    </Trans>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Button, Instant, planName, useNow } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { useAfterwards } from "./use-afterwards.ts";

type Running = NonNullable<Outputs["subscriptions"]["get"]["subscription"]>;

/**
 * A change of plan that waits for the end of the term (T2.6), and taking it back for a customer who asked for it: for
 * administrators, until the cut-off (T2.5), told to the owner by mail. A cancelled plan's change goes with the cancellation.
 */
export function WaitingChange(props: {
  readonly running: Running;
  readonly change: NonNullable<Running["scheduledChange"]>;
}) {
  const { planId, appliesAt, undoUntil } = props.change;
  const over = useNow(1000) > Date.parse(undoUntil);
  return (
    <>
      <Trans>
        {planName(planId)} on <Instant at={appliesAt} />
      </Trans>
      <span className="block text-sm text-muted">
        {over ? (
          <Trans>
            It could be taken back until <Instant at={undoUntil} />
          </Trans>
        ) : (
          <Trans>
            Its owner can take it back until <Instant at={undoUntil} />
          </Trans>
        )}
      </span>
      {!over && props.running.cancellation === null && <TakeChangeBack />}
    </>
  );
}

function TakeChangeBack() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const denial = useDenial()("plan_change.cancel");
  const { context, settle } = useAfterwards(t`The change is taken back`);
  const takeBack = useMutation(
    trpc.subscriptions.takeBackChange.mutationOptions({ trpc: { context }, onSuccess: settle }),
  );
  return (
    <div className="mt-2 flex flex-col items-start gap-2">
      <ProblemCallout error={takeBack.error} />
      <Button
        loading={takeBack.isPending}
        disabledReason={denial}
        onClick={() => takeBack.mutate({ accountId })}
      >
        <Trans>Take the change back</Trans>
      </Button>
    </div>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Callout, Instant, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import type { PolicyVersion } from "./types.ts";

/** What can be done with a version, and by whom: two administrators agree, one of them calls off. */
export function VersionActions(props: { readonly of: PolicyVersion }) {
  const { of } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const denial = useDenial();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<"decline" | "call_off" | null>(null);
  const changed = (title: string) => {
    notify({ tone: "done", title });
    void queryClient.invalidateQueries({ queryKey: trpc.policyVersions.pathKey() });
  };
  const approve = useStaffAction(
    (idempotencyKey) =>
      trpc.policyVersions.approve.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => changed(t`Approved; it holds from its instant on`),
  );
  const withdraw = useStaffAction(
    (idempotencyKey) =>
      trpc.policyVersions.withdraw.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => changed(t`Proposal withdrawn`),
  );
  const { actions, phase } = of;
  const denied = denial("policy_version.decide");
  return (
    <div className="flex flex-col items-start gap-3">
      {phase === "proposed" && (
        <Callout
          tone="warning"
          title={
            denied !== undefined ? (
              <Trans>Waits for an administrator to approve it</Trans>
            ) : actions.includes("withdraw") ? (
              <Trans>1 of 2: waits for an administrator other than you</Trans>
            ) : of.tooLate ? (
              <Trans>Too late to approve: its instant is less than a quarter of an hour away</Trans>
            ) : (
              <Trans>1 of 2: waits for you or another administrator</Trans>
            )
          }
        >
          <Trans>
            Nothing holds by it yet. Approved, it holds from <Instant at={of.effectiveFrom} /> on.
          </Trans>
        </Callout>
      )}
      {phase === "coming" && of.tooLate && (
        <p className="text-muted">
          <Trans>It can no longer be called off: propose a version that follows it.</Trans>
        </p>
      )}
      <ProblemCallout error={approve.error ?? withdraw.error} />
      {actions.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {actions.includes("approve") && (
            <Button
              tone="primary"
              loading={approve.isPending}
              onClick={() => approve.mutate({ versionId: of.id })}
            >
              <Trans>Approve {of.version}</Trans>
            </Button>
          )}
          {actions.includes("decline") && (
            <Button onClick={() => setAsking("decline")}>
              <Trans>Decline</Trans>
            </Button>
          )}
          {actions.includes("withdraw") && (
            <Button loading={withdraw.isPending} onClick={() => withdraw.mutate({ versionId: of.id })}>
              <Trans>Withdraw the proposal</Trans>
            </Button>
          )}
          {actions.includes("call_off") && (
            <Button tone="danger" onClick={() => setAsking("call_off")}>
              <Trans>Call off</Trans>
            </Button>
          )}
        </div>
      )}
      {asking !== null && <ReasonDialog of={of} action={asking} onClose={() => setAsking(null)} />}
    </div>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Endpoint } from "./types.ts";

/** One move that the API offers for an endpoint; the one that nobody can take back is confirmed first. */
export function EndpointMove(props: {
  readonly endpoint: Endpoint;
  readonly action: Endpoint["actions"][number];
}) {
  const { endpoint, action } = props;
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const { id: accountId } = useAccount();
  const queryClient = useQueryClient();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: trpc.webhookEndpoints.pathKey() });
  const move = useStaffAction(
    (idempotencyKey) =>
      // Refused means that somebody moved it meanwhile: the list then says where it stands.
      trpc.webhookEndpoints[action].mutationOptions({
        trpc: { context: { idempotencyKey } },
        onError: refresh,
      }),
    () => {
      setAsking(false);
      refresh();
    },
  );
  const run = () => move.mutate({ accountId, endpointId: endpoint.id });
  const isEnd = action === "end";
  return (
    <span className="flex flex-col items-end gap-2">
      <Button size="sm" loading={move.isPending} onClick={isEnd ? () => setAsking(true) : run}>
        {action === "pause" && <Trans context="webhooks">Pause</Trans>}
        {action === "resume" && <Trans context="webhooks">Resume</Trans>}
        {isEnd && <Trans context="webhooks">End</Trans>}
      </Button>
      {!asking && <ProblemCallout error={move.error} />}
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        locked={move.isPending}
        title={t`End this endpoint?`}
        description={
          <Trans>What waits is not sent, and nothing comes any more. This cannot be undone.</Trans>
        }
        footer={
          <>
            <Button onClick={() => setAsking(false)}>
              <Trans>Keep it</Trans>
            </Button>
            <Button tone="danger" loading={move.isPending} onClick={run}>
              <Trans>End endpoint</Trans>
            </Button>
          </>
        }
      >
        <p className="wrap-anywhere" data-untranslated>
          {endpoint.url}
        </p>
        <ProblemCallout error={move.error} />
      </Dialog>
    </span>
  );
}

import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Endpoint } from "./types.ts";

/** One move that the API offers for an endpoint. */
export function EndpointMove(props: {
  readonly endpointId: string;
  readonly action: Endpoint["actions"][number];
}) {
  const { endpointId, action } = props;
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
    refresh,
  );
  return (
    <span className="flex flex-col items-end gap-2">
      <Button size="sm" loading={move.isPending} onClick={() => move.mutate({ accountId, endpointId })}>
        {action === "pause" && <Trans context="webhooks">Pause</Trans>}
        {action === "resume" && <Trans context="webhooks">Resume</Trans>}
        {action === "end" && <Trans context="webhooks">End</Trans>}
      </Button>
      <ProblemCallout error={move.error} />
    </span>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { useEndpointAction } from "./use-endpoint-action.ts";

/** Sends an event once more. */
export function Resend(props: { readonly deliveryId: string; readonly type: string }) {
  const { deliveryId, type } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayOperate = usePermission("webhook_endpoint.operate");
  const resend = useEndpointAction((idempotencyKey) =>
    trpc.webhookEndpoints.resend.mutationOptions({ trpc: { context: { idempotencyKey } } }),
  );
  if (!mayOperate) return null;
  return (
    <span className="flex flex-col items-end gap-2">
      <Button
        size="sm"
        aria-label={t`Send ${type} again`}
        loading={resend.isPending}
        onClick={() => resend.mutate({ accountId: account.id, deliveryId })}
      >
        <Trans context="webhooks">Send again</Trans>
      </Button>
      <ProblemCallout error={resend.error} />
    </span>
  );
}

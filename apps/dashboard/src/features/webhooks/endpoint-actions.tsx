import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Dialog, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { NewSecret } from "./new-secret.tsx";
import type { Endpoint } from "./types.ts";
import { useEndpointAction } from "./use-endpoint-action.ts";

/** What an owner may do with an endpoint now. */
export function EndpointActions(props: { readonly endpoint: Endpoint }) {
  const { endpoint } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const { account } = useCurrentAccount();
  const mayWrite = usePermission("webhook_endpoint.write");
  const [asking, setAsking] = useState<"secret" | "end" | null>(null);
  const input = { accountId: account.id, endpointId: endpoint.id };
  const context = (idempotencyKey: string) => ({ trpc: { context: { idempotencyKey } } });
  const test = useEndpointAction(
    (key) => trpc.webhookEndpoints.test.mutationOptions(context(key)),
    () => notify({ tone: "done", title: t`A test event is on its way` }),
  );
  const pause = useEndpointAction((key) => trpc.webhookEndpoints.pause.mutationOptions(context(key)));
  const resume = useEndpointAction((key) => trpc.webhookEndpoints.resume.mutationOptions(context(key)));
  if (!mayWrite || endpoint.state === "ended") return null;
  return (
    <>
      {endpoint.state === "enabled" && (
        <Button loading={test.isPending} onClick={() => test.mutate(input)}>
          <Trans>Send a test</Trans>
        </Button>
      )}
      {endpoint.actions.includes("resume") && (
        <Button tone="primary" loading={resume.isPending} onClick={() => resume.mutate(input)}>
          <Trans context="webhooks">Resume</Trans>
        </Button>
      )}
      {endpoint.actions.includes("pause") && (
        <Button loading={pause.isPending} onClick={() => pause.mutate(input)}>
          <Trans context="webhooks">Pause</Trans>
        </Button>
      )}
      <Button onClick={() => setAsking("secret")}>
        <Trans>New secret</Trans>
      </Button>
      <Button onClick={() => setAsking("end")}>
        <Trans>End endpoint</Trans>
      </Button>
      <ProblemCallout error={test.error ?? pause.error ?? resume.error} />
      {asking === "secret" && <RotateDialog endpointId={endpoint.id} onClose={() => setAsking(null)} />}
      {asking === "end" && <EndDialog endpoint={endpoint} onClose={() => setAsking(null)} />}
    </>
  );
}

function RotateDialog(props: { readonly endpointId: string; readonly onClose: () => void }) {
  const { endpointId, onClose } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const rotate = useEndpointAction((idempotencyKey) =>
    trpc.webhookEndpoints.rotateSecret.mutationOptions({ trpc: { context: { idempotencyKey } } }),
  );
  if (rotate.data) return <NewSecret secret={rotate.data.secret} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={rotate.isPending}
      title={t`Make a new secret?`}
      description={
        <Trans>For a day events are signed with both, so that you can replace it at leisure.</Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            tone="primary"
            loading={rotate.isPending}
            onClick={() => rotate.mutate({ accountId: account.id, endpointId })}
          >
            <Trans>Make a new secret</Trans>
          </Button>
        </>
      }
    >
      <ProblemCallout error={rotate.error} />
    </Dialog>
  );
}

function EndDialog(props: { readonly endpoint: Endpoint; readonly onClose: () => void }) {
  const { endpoint, onClose } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const end = useEndpointAction(
    (idempotencyKey) => trpc.webhookEndpoints.end.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    onClose,
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={end.isPending}
      title={t`End this endpoint?`}
      description={<Trans>What waits is not sent, and nothing comes any more. This cannot be undone.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button
            tone="danger"
            loading={end.isPending}
            onClick={() => end.mutate({ accountId: account.id, endpointId: endpoint.id })}
          >
            <Trans>End endpoint</Trans>
          </Button>
        </>
      }
    >
      <p className="wrap-anywhere">{endpoint.url}</p>
      <ProblemCallout error={end.error} />
    </Dialog>
  );
}

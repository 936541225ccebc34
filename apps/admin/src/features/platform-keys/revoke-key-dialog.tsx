import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { PlatformKey } from "./types.ts";

/** Ends a key for good, after saying what that does. */
export function RevokeKeyDialog(props: { readonly platformKey: PlatformKey; readonly onClose: () => void }) {
  const { platformKey, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const revoke = useStaffAction(
    (idempotencyKey) => trpc.platformKeys.revoke.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      void queryClient.invalidateQueries({ queryKey: trpc.platformKeys.pathKey() });
      notify({ tone: "done", title: t`Key revoked`, detail: t`Its next request is refused.` });
      onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={revoke.isPending}
      title={t`Revoke “${platformKey.name}”?`}
      description={
        <Trans>
          The next request with <code className="font-mono text-sm">{platformKey.prefix}…</code> is refused,
          whichever account it is for. This cannot be undone.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button
            tone="danger"
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ keyId: platformKey.id })}
          >
            <Trans>Revoke key</Trans>
          </Button>
        </>
      }
    >
      <ProblemCallout error={revoke.error} />
    </Dialog>
  );
}

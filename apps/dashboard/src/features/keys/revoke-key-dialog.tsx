import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, useNotify } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { ApiKey } from "./types.ts";

/** Ends a key for good, after saying what that does. */
export function RevokeKeyDialog(props: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const { apiKey, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey } = useIdempotencyKey();
  const revoke = useMutation(
    trpc.partners.keys.revoke.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.partners.keys.pathKey() });
        notify({ tone: "done", title: t`Key revoked`, detail: t`Its next request is refused.` });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={revoke.isPending}
      title={t`Revoke “${apiKey.name}”?`}
      description={
        <Trans>
          The next request with <code className="font-mono text-sm">{apiKey.prefix}…</code> is refused. This
          cannot be undone.
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
            onClick={() => revoke.mutate({ accountId: account.id, keyId: apiKey.id })}
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

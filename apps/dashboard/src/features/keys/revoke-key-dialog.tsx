import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNotify } from "@tenure/ui";
import { useIdempotencyKey } from "@tenure/ui/app";
import { RevokeKey } from "@tenure/ui/keys";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { ApiKey } from "./types.ts";

/** Ends a key for good. */
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
    <RevokeKey
      name={apiKey.name}
      consequence={
        <Trans>
          The next request with <code className="font-mono text-sm">{apiKey.prefix}…</code> is refused. This
          cannot be undone.
        </Trans>
      }
      pending={revoke.isPending}
      problem={revoke.error}
      onRevoke={() => revoke.mutate({ accountId: account.id, keyId: apiKey.id })}
      onClose={onClose}
    />
  );
}

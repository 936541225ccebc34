import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNotify } from "@tenure/ui";
import { RevokeKey } from "@tenure/ui/keys";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { PlatformKey } from "./types.ts";

/** Ends a key for good. */
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
    <RevokeKey
      name={platformKey.name}
      consequence={
        <Trans>
          The next request with <code className="font-mono text-sm">{platformKey.prefix}…</code> is refused,
          whichever account it is for. This cannot be undone.
        </Trans>
      }
      pending={revoke.isPending}
      problem={revoke.error}
      onRevoke={() => revoke.mutate({ keyId: platformKey.id })}
      onClose={onClose}
    />
  );
}

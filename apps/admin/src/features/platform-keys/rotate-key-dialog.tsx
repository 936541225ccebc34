import { useQueryClient } from "@tanstack/react-query";
import { ReplaceKey } from "@tenure/ui/keys";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { NewKey } from "./new-key.tsx";
import type { PlatformKey } from "./types.ts";

/** Replaces a key by a new one like it, which is shown once. The old one works until its programs have the new one. */
export function RotateKeyDialog(props: { readonly platformKey: PlatformKey; readonly onClose: () => void }) {
  const { platformKey, onClose } = props;
  const queryClient = useQueryClient();
  const rotate = useStaffAction(
    (idempotencyKey) => trpc.platformKeys.rotate.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries({ queryKey: trpc.platformKeys.pathKey() }),
  );
  if (rotate.data) return <NewKey name={platformKey.name} platformKey={rotate.data.key} onClose={onClose} />;
  return (
    <ReplaceKey
      name={platformKey.name}
      prefix={platformKey.prefix}
      pending={rotate.isPending}
      problem={rotate.error}
      onChange={rotate.renew}
      onReplace={(overlapHours) => rotate.mutate({ keyId: platformKey.id, overlapHours })}
      onClose={onClose}
    />
  );
}

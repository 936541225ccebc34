import { useMutation, useQueryClient } from "@tanstack/react-query";
import { problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { ReplaceKey } from "@tenure/ui/keys";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { NewKey } from "./new-key.tsx";
import type { ApiKey } from "./types.ts";

/** Replaces a key by a new one like it, which is shown once. The old one works until its programs have the new one. */
export function RotateKeyDialog(props: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const { apiKey, onClose } = props;
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const rotate = useMutation(
    trpc.partners.keys.rotate.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.partners.keys.pathKey() }),
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  if (rotate.data) return <NewKey name={apiKey.name} apiKey={rotate.data.key} onClose={onClose} />;
  return (
    <ReplaceKey
      name={apiKey.name}
      prefix={apiKey.prefix}
      pending={rotate.isPending}
      problem={rotate.error}
      onChange={renew}
      onReplace={(overlapHours) => rotate.mutate({ accountId: account.id, keyId: apiKey.id, overlapHours })}
      onClose={onClose}
    />
  );
}

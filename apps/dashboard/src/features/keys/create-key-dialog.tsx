import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { KeyForm } from "@tenure/ui/keys";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { useScopeWords } from "../../account/use-scope-words.ts";
import { trpc } from "../../trpc.ts";
import { NewKey } from "./new-key.tsx";

/** Makes a key: name, what it may do, from where, when it ends. The key is shown once, when it has been made. */
export function CreateKeyDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const words = useScopeWords();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const create = useMutation(
    trpc.partners.keys.create.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.partners.keys.pathKey() }),
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  if (create.data)
    return <NewKey name={create.variables?.name ?? ""} apiKey={create.data.key} onClose={onClose} />;
  return (
    <KeyForm
      title={t`Create an API key`}
      submit={<Trans>Create key</Trans>}
      nameHint={t`Of the program that uses it: "gateway", "reports".`}
      may={<Trans>It may</Trans>}
      words={words}
      usual={["usage:write", "usage:read"]}
      networks
      pending={create.isPending}
      problem={create.error}
      onChange={renew}
      onSubmit={({ name, scopes, lifetimeDays, allowedNetworks }) =>
        create.mutate({
          accountId: account.id,
          name,
          scopes: [...scopes],
          expiresInDays: lifetimeDays,
          allowedNetworks: [...allowedNetworks],
        })
      }
      onClose={onClose}
    />
  );
}

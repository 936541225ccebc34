import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { KeyForm } from "@tenure/ui/keys";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { NewKey } from "./new-key.tsx";
import { useScopeWords } from "./use-scope-words.ts";

/** Makes a platform key: name, what it may do, from where, when it ends. It is shown once, when it has been made. */
export function CreateKeyDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const words = useScopeWords();
  const create = useStaffAction(
    (idempotencyKey) => trpc.platformKeys.create.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries({ queryKey: trpc.platformKeys.pathKey() }),
  );
  if (create.data)
    return <NewKey name={create.variables?.name ?? ""} platformKey={create.data.key} onClose={onClose} />;
  return (
    <KeyForm
      title={t`Create a platform key`}
      submit={<Trans>Create key</Trans>}
      nameHint={t`Of the program that uses it: "gateway", "support desk".`}
      may={<Trans>On every account it may</Trans>}
      words={words}
      usual={["usage:write"]}
      networks
      pending={create.isPending}
      problem={create.error}
      onChange={create.renew}
      onSubmit={({ name, scopes, lifetimeDays, allowedNetworks }) =>
        create.mutate({
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

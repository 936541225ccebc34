import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { KeyForm, NewKey } from "@tenure/ui/keys";
import { useScopeWords } from "../../account/use-scope-words.ts";
import { trpc } from "../../trpc.ts";

/** Prepares a key: name, what it may do, how long it lasts from the moment of effect. It is shown once. */
export function PrepareKeyDialog(props: { readonly changeId: string; readonly onClose: () => void }) {
  const { changeId, onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const words = useScopeWords();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const prepare = useMutation(
    trpc.subjectChanges.incoming.prepareKey.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.incoming.pathKey() }),
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  const name = prepare.variables?.name ?? "";
  if (prepare.data)
    return (
      <NewKey
        title={t`Key “${name}” is prepared`}
        label={t`API key`}
        secret={prepare.data.key}
        whenLost={<Trans>The answer with it was lost on the way. Prepare another one.</Trans>}
        onClose={onClose}
      />
    );
  return (
    <KeyForm
      title={t`Prepare an API key`}
      description={<Trans>It does nothing before the account is yours.</Trans>}
      submit={<Trans>Prepare the key</Trans>}
      nameHint={t`Of the program that uses it: "gateway", "reports".`}
      may={<Trans>It may</Trans>}
      words={words}
      usual={["usage:write", "usage:read"]}
      lifetimeHint={t`Counted from the moment of effect.`}
      pending={prepare.isPending}
      problem={prepare.error}
      onChange={renew}
      onSubmit={({ name: chosen, scopes, lifetimeDays }) =>
        prepare.mutate({ changeId, name: chosen, scopes: [...scopes], lifetimeDays })
      }
      onClose={onClose}
    />
  );
}

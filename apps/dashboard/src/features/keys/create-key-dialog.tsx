import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Dialog, Select, TextInput } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { type KeyScope, useScopeWords } from "../../account/use-scope-words.ts";
import { trpc } from "../../trpc.ts";
import { NewKey } from "./new-key.tsx";

const lifetimesDays = [30, 90, 180, 365] as const;
const usualLifetimeDays = 90;
const FORM_ID = "create-key";

/** Makes a key: name, what it may do, when it ends. The key is shown once, when it has been made. */
export function CreateKeyDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const words = useScopeWords();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["usage:write", "usage:read"]);
  const [tried, setTried] = useState(false);
  const [name, setName] = useState("");
  const [networks, setNetworks] = useState("");
  const create = useMutation(
    trpc.partners.keys.create.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.partners.keys.pathKey() }),
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  if (create.data) return <NewKey name={name} apiKey={create.data.key} onClose={onClose} />;
  const offered = Object.keys(words).filter((scope): scope is KeyScope => scope in words);
  const fields = problemOf(create.error).fields;
  const networkError = Object.entries(fields).find(([path]) => path.startsWith("allowedNetworks"))?.[1];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={create.isPending}
      title={t`Create an API key`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={FORM_ID} tone="primary" loading={create.isPending}>
            <Trans>Create key</Trans>
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        noValidate
        className="flex flex-col gap-5 pb-1"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          const days = Number(new FormData(event.currentTarget).get("expiresInDays"));
          if (name.trim() === "" || scopes.length === 0) return;
          create.mutate({
            accountId: account.id,
            name,
            scopes: [...scopes],
            expiresInDays: days,
            allowedNetworks: networks.split(/[\s,;]+/).filter((each) => each !== ""),
          });
        }}
      >
        <TextInput
          label={t`Key name`}
          name="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={80}
          autoComplete="off"
          hint={t`Of the program that uses it: "gateway", "reports".`}
          error={tried && name.trim() === "" ? t`Give the key a name.` : fields["name"]}
        />
        <fieldset className="flex flex-col gap-2.5">
          <legend className="mb-2 font-medium">
            <Trans>It may</Trans>
          </legend>
          {offered.map((scope) => (
            <Checkbox
              key={scope}
              name={scope}
              label={words[scope]}
              hint={<code className="font-mono">{scope}</code>}
              checked={scopes.includes(scope)}
              onCheckedChange={(checked) =>
                setScopes(checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))
              }
            />
          ))}
          {tried && scopes.length === 0 && (
            <p role="alert" className="text-sm text-refused">
              <Trans>Choose at least one.</Trans>
            </p>
          )}
        </fieldset>
        <TextInput
          label={t`Only from these addresses`}
          name="allowedNetworks"
          value={networks}
          onChange={(event) => setNetworks(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          placeholder="203.0.113.7, 198.51.100.0/24"
          hint={t`IP addresses and networks, with commas between them. Empty: from anywhere.`}
          error={networkError}
        />
        <Select
          label={t`Ends after`}
          name="expiresInDays"
          defaultValue={String(usualLifetimeDays)}
          options={lifetimesDays.map((days) => ({ value: String(days), label: t`${days} days` }))}
        />
        <ProblemCallout error={create.error} />
      </form>
    </Dialog>
  );
}

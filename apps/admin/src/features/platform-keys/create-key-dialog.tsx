import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Dialog, Select, TextInput } from "@tenure/ui";
import { ProblemCallout, problemOf } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { NewKey } from "./new-key.tsx";
import type { KeyScope } from "./types.ts";
import { useScopeWords } from "./use-scope-words.ts";

const lifetimesDays = [30, 90, 180, 365] as const;
const usualLifetimeDays = 90;

/** Makes a platform key: name, what it may do, from where, when it ends. It is shown once, when it has been made. */
export function CreateKeyDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const words = useScopeWords();
  const formId = useId();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["usage:write"]);
  const [networks, setNetworks] = useState("");
  const [days, setDays] = useState<number>(usualLifetimeDays);
  const [tried, setTried] = useState(false);
  const create = useStaffAction(
    (idempotencyKey) => trpc.platformKeys.create.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries({ queryKey: trpc.platformKeys.pathKey() }),
  );
  if (create.data) return <NewKey name={name} platformKey={create.data.key} onClose={onClose} />;
  const { fields } = problemOf(create.error);
  const networkError = Object.entries(fields).find(([path]) => path.startsWith("allowedNetworks"))?.[1];
  const changed =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      create.renew();
    };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={create.isPending}
      title={t`Create a platform key`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={create.isPending}>
            <Trans>Create key</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-5 pb-1"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (name.trim() === "" || scopes.length === 0) return;
          create.mutate({
            name,
            scopes: [...scopes],
            expiresInDays: days,
            allowedNetworks: networks.split(/[\s,;]+/).filter((each) => each !== ""),
          });
        }}
      >
        <TextInput
          label={t`Key name`}
          value={name}
          onChange={(event) => changed(setName)(event.currentTarget.value)}
          maxLength={80}
          autoComplete="off"
          hint={t`Of the program that uses it: "gateway", "support desk".`}
          error={tried && name.trim() === "" ? t`Give the key a name.` : fields["name"]}
        />
        <fieldset className="flex flex-col gap-2.5">
          <legend className="mb-2 font-medium">
            <Trans>On every account it may</Trans>
          </legend>
          {Object.entries(words).map(([scope, allows]) => (
            <Checkbox
              key={scope}
              name={scope}
              label={allows}
              hint={<code className="font-mono">{scope}</code>}
              checked={scopes.some((each) => each === scope)}
              onCheckedChange={(checked) =>
                changed(setScopes)(
                  checked ? [...scopes, scope as KeyScope] : scopes.filter((each) => each !== scope),
                )
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
          value={networks}
          onChange={(event) => changed(setNetworks)(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          placeholder="203.0.113.7, 198.51.100.0/24"
          hint={t`IP addresses and networks, with commas between them. Empty: from anywhere.`}
          error={networkError}
        />
        <Select
          label={t`Ends after`}
          value={String(days)}
          onChange={(event) => changed(setDays)(Number(event.currentTarget.value))}
          options={lifetimesDays.map((each) => ({ value: String(each), label: t`${each} days` }))}
        />
        <ProblemCallout error={create.error} />
      </form>
    </Dialog>
  );
}

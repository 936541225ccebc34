import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Callout, Checkbox, CodeBlock, Dialog, Select, TextInput } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { type KeyScope, useScopeWords } from "../../account/use-scope-words.ts";
import { trpc } from "../../trpc.ts";

const FORM_ID = "prepare-key";
const LIFETIMES_DAYS = [30, 90, 180, 365] as const;

/** Prepares a key: name, what it may do, how long it lasts from the moment of effect. It is shown once. */
export function PrepareKeyDialog(props: { readonly changeId: string; readonly onClose: () => void }) {
  const { changeId, onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const words = useScopeWords();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["usage:write", "usage:read"]);
  const [lifetimeDays, setLifetimeDays] = useState(90);
  const [tried, setTried] = useState(false);
  const prepare = useMutation(
    trpc.subjectChanges.incoming.prepareKey.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.incoming.pathKey() }),
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  if (prepare.data) return <Shown name={name} apiKey={prepare.data.key} onClose={onClose} />;
  const offered = Object.keys(words).filter((scope): scope is KeyScope => scope in words);
  const { fields } = problemOf(prepare.error);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={prepare.isPending}
      title={t`Prepare an API key`}
      description={<Trans>It does nothing before the account is yours.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={FORM_ID} tone="primary" loading={prepare.isPending}>
            <Trans>Prepare the key</Trans>
          </Button>
        </>
      }
    >
      <form
        id={FORM_ID}
        noValidate
        className="flex flex-col gap-5 pb-1"
        onChange={renew}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (name.trim() === "" || scopes.length === 0) return;
          prepare.mutate({ changeId, name: name.trim(), scopes: [...scopes], lifetimeDays });
        }}
      >
        <TextInput
          label={t`Key name`}
          value={name}
          maxLength={80}
          autoComplete="off"
          hint={t`Of the program that uses it: "gateway", "reports".`}
          error={tried && name.trim() === "" ? t`Give the key a name.` : fields["name"]}
          onChange={(event) => setName(event.target.value)}
        />
        <fieldset className="flex flex-col gap-2.5">
          <legend className="mb-2 font-medium">
            <Trans>It may</Trans>
          </legend>
          {offered.map((scope) => (
            <Checkbox
              key={scope}
              label={words[scope]}
              hint={<code className="font-mono">{scope}</code>}
              checked={scopes.includes(scope)}
              onCheckedChange={(checked) => {
                setScopes(checked ? [...scopes, scope] : scopes.filter((each) => each !== scope));
                renew();
              }}
            />
          ))}
          {tried && scopes.length === 0 && (
            <p role="alert" className="text-sm text-refused">
              <Trans>Choose at least one.</Trans>
            </p>
          )}
        </fieldset>
        <Select
          label={t`Ends after`}
          hint={t`Counted from the moment of effect.`}
          value={String(lifetimeDays)}
          onChange={(event) => setLifetimeDays(Number(event.target.value))}
          options={LIFETIMES_DAYS.map((days) => ({ value: String(days), label: t`${days} days` }))}
        />
        <ProblemCallout error={prepare.error} />
      </form>
    </Dialog>
  );
}

function Shown(props: {
  readonly name: string;
  readonly apiKey: string | null;
  readonly onClose: () => void;
}) {
  const { name, apiKey, onClose } = props;
  const { t } = useLingui();
  return (
    <Dialog
      open
      locked
      onOpenChange={onClose}
      title={t`Key “${name}” is prepared`}
      footer={
        <Button tone="primary" onClick={onClose}>
          {apiKey === null ? <Trans>Close</Trans> : <Trans>I have stored it</Trans>}
        </Button>
      }
    >
      {apiKey === null ? (
        <Callout tone="warning" title={t`The key can no longer be shown`}>
          <Trans>The answer with it was lost on the way. Prepare another one.</Trans>
        </Callout>
      ) : (
        <div className="flex flex-col gap-3">
          <Callout tone="warning">
            <Trans>Copy it now: it is shown only this once and nobody can read it again.</Trans>
          </Callout>
          <CodeBlock label={t`API key`} code={apiKey} wrap />
        </div>
      )}
    </Dialog>
  );
}

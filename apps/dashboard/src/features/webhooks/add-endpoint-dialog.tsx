import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { WEBHOOK_SOURCES, type WebhookSource } from "@tenure/core/webhooks";
import { Button, Checkbox, Dialog, RadioList, TextInput, useWebhookWords } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { NewSecret } from "./new-secret.tsx";

const FORM_ID = "add-webhook-endpoint";

/** Every type about what was chosen. */
const typesOf = (sources: readonly WebhookSource[]): string[] =>
  sources.flatMap((source) => WEBHOOK_SOURCES[source].happenings.map((each) => `${source}.${each}`));

/** Adds an address. Its secret is shown once, when it has been added. */
export function AddEndpointDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const words = useWebhookWords();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [which, setWhich] = useState<"all" | "some">("all");
  const [sources, setSources] = useState<readonly WebhookSource[]>([]);
  const [tried, setTried] = useState(false);
  const create = useMutation(
    trpc.webhookEndpoints.create.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.webhookEndpoints.pathKey() }),
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  if (create.data) return <NewSecret secret={create.data.secret} onClose={onClose} />;
  const nothingChosen = which === "some" && sources.length === 0;
  // A test comes whatever is asked for.
  const offered = (Object.keys(words.source) as WebhookSource[]).filter(
    (each) => each !== "webhook_endpoint",
  );
  const { fields } = problemOf(create.error);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={create.isPending}
      title={t`Add a webhook endpoint`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={FORM_ID} tone="primary" loading={create.isPending}>
            <Trans>Add endpoint</Trans>
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
          if (nothingChosen) return;
          const form = new FormData(event.currentTarget);
          const text = (field: string) => {
            const value = form.get(field);
            return typeof value === "string" ? value.trim() : "";
          };
          create.mutate({
            accountId: account.id,
            url: text("url"),
            description: text("description"),
            types: which === "all" ? [] : typesOf(sources),
          });
        }}
      >
        <TextInput
          label={t({ message: "Address", context: "webhooks" })}
          name="url"
          type="url"
          inputMode="url"
          autoComplete="off"
          maxLength={2000}
          hint={t`Begins with https:// and can be reached from the internet.`}
          error={fields["url"]}
        />
        <TextInput
          label={t`What it is for`}
          name="description"
          autoComplete="off"
          maxLength={200}
          error={fields["description"]}
        />
        <RadioList
          label={t`Which events`}
          value={which}
          onValueChange={setWhich}
          options={[
            { value: "all", label: t`All, new kinds too` },
            { value: "some", label: t`Those about` },
          ]}
        />
        {which === "some" && (
          <fieldset className="grid grid-cols-2 gap-2.5 phone:grid-cols-1">
            <legend className="sr-only">
              <Trans>Those about</Trans>
            </legend>
            {offered.map((source) => (
              <Checkbox
                key={source}
                name={source}
                label={words.source[source]}
                checked={sources.includes(source)}
                onCheckedChange={(checked) =>
                  setSources(checked ? [...sources, source] : sources.filter((each) => each !== source))
                }
              />
            ))}
            {tried && nothingChosen && (
              <p role="alert" className="col-span-full text-sm text-refused">
                <Trans>Choose at least one.</Trans>
              </p>
            )}
          </fieldset>
        )}
        <ProblemCallout error={create.error} />
      </form>
    </Dialog>
  );
}

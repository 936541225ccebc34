import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, Instant, TextInput, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ImportChanges } from "./import-changes.tsx";

/** A list and the time from which its prices shall hold. */
interface Chosen {
  readonly source: string;
  readonly list: string;
  /** Null: now. */
  readonly effectiveFrom: string | null;
}

/** Imports a price list: file and time, then what would change, price by price, then the import. */
export function ImportDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const formId = useId();
  const [file, setFile] = useState<File | null>(null);
  const [from, setFrom] = useState("");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const preview = useMutation(trpc.catalog.previewImport.mutationOptions());
  const run = useStaffAction(
    (idempotencyKey) => trpc.catalog.importPrices.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`Prices imported` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  const askPreview = async () => {
    if (file === null) return;
    const next: Chosen = {
      source: file.name,
      list: await file.text(),
      // The field knows no zone: what is written counts as UTC, as its label says.
      effectiveFrom: from === "" ? null : new Date(`${from}Z`).toISOString(),
    };
    setChosen(next);
    // Another list is another intent, under another key.
    run.renew();
    preview.mutate({ list: next.list, effectiveFrom: next.effectiveFrom });
  };
  const planned = preview.data;
  if (planned !== undefined && chosen !== null)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        locked={run.isPending}
        width="lg"
        title={<Trans>What the import changes</Trans>}
        description={
          <Trans>
            From <Instant at={planned.effectiveFrom} />. Usage before keeps its prices.
          </Trans>
        }
        footer={
          <>
            <Button
              onClick={() => {
                preview.reset();
                run.reset();
              }}
            >
              <Trans>Back</Trans>
            </Button>
            <Button
              tone="primary"
              loading={run.isPending}
              disabledReason={planned.changed.length === 0 ? t`Nothing would change.` : undefined}
              onClick={() => run.mutate(chosen)}
            >
              <Plural
                value={planned.changed.length}
                one="Import · # model changes"
                other="Import · # models change"
              />
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <ProblemCallout error={run.error} />
          <ImportChanges planned={planned} />
        </div>
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={<Trans>Import a price list</Trans>}
      description={<Trans>A JSON file in LiteLLM's format. A model that is not in it keeps its price.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={preview.isPending}>
            <Trans>Preview</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void askPreview();
        }}
      >
        <ProblemCallout error={preview.error} />
        <TextInput
          type="file"
          accept=".json,application/json"
          label={t`Price list`}
          hint={t`Up to about a megabyte; larger lists go through “tenure prices import”.`}
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          className="[&_input]:py-1.5"
        />
        <TextInput
          type="datetime-local"
          label={t`In force from (UTC)`}
          hint={t`Left empty: from now. Never in the past.`}
          optional
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          className="figures"
        />
      </form>
    </Dialog>
  );
}

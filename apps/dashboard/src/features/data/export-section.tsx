import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Button, DataTable, EmptyState, Instant, Section, Tag } from "@tenure/ui";
import { ProblemCallout, ProblemState, unlessLive, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { DownloadDialog } from "./download-dialog.tsx";

type DataExport = Outputs["dataExports"]["list"]["items"][number];

/** While one is prepared, how far it is can be watched. Milliseconds. */
const WATCHING_MS = 1_000;

/** Everything the account holds as one file: asked for, watched, downloaded. */
export function ExportSection() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const queryClient = useQueryClient();
  const mayAsk = usePermission("data_export.request");
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [downloading, setDownloading] = useState<string | null>(null);
  const exports = useQuery(
    trpc.dataExports.list.queryOptions(
      { accountId: account.id },
      {
        enabled: mayAsk,
        refetchInterval: ({ state }) =>
          state.data?.items.some((each) => each.state === "preparing") === true
            ? unlessLive(WATCHING_MS)
            : false,
      },
    ),
  );
  const request = useMutation(
    trpc.dataExports.request.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => {
        renew();
        return queryClient.invalidateQueries(trpc.dataExports.pathFilter());
      },
    }),
  );
  const preparing = exports.data?.items.some((each) => each.state === "preparing") === true;
  return (
    <Section
      title={t`Your data`}
      actions={
        <Button
          loading={request.isPending}
          disabledReason={
            !mayAsk
              ? t`Only an owner of the account can do this.`
              : preparing
                ? t`One is being prepared.`
                : undefined
          }
          onClick={() => request.mutate({ accountId: account.id })}
        >
          <Trans>Prepare a file</Trans>
        </Button>
      }
    >
      <p className="mb-4 max-w-2xl text-muted">
        <Trans>
          One ZIP with everything this account holds, as JSON and CSV: orders, payments, refunds, decisions
          with their signed receipts, usage, consents, notices. We write to you when it is ready; it is
          deleted a week later.
        </Trans>
      </p>
      <ProblemCallout error={request.error} />
      {mayAsk && (
        <DataTable
          caption={t`Your data`}
          rows={exports.data?.items ?? []}
          rowKey={(row) => row.id}
          loading={exports.isPending}
          error={
            exports.error && (
              <ProblemState
                thing={t`Your files could not be loaded`}
                error={exports.error}
                onRetry={() => void exports.refetch()}
              />
            )
          }
          empty={
            <EmptyState>
              <Trans>No file was prepared yet.</Trans>
            </EmptyState>
          }
          columns={[
            {
              key: "at",
              head: <Trans>Asked for</Trans>,
              rowHead: true,
              cell: (row) => <Instant at={row.createdAt} />,
            },
            { key: "state", head: <Trans>State</Trans>, cell: (row) => <StateTag row={row} /> },
            {
              key: "until",
              head: <Trans>Until</Trans>,
              cell: (row) => (row.expiresAt === null ? "—" : <Instant at={row.expiresAt} />),
            },
            {
              key: "download",
              head: <Trans>Download</Trans>,
              cell: (row) =>
                row.state === "ready" ? (
                  <Button size="sm" onClick={() => setDownloading(row.id)}>
                    <Trans>Download…</Trans>
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      {downloading !== null && (
        <DownloadDialog dataExportId={downloading} onClose={() => setDownloading(null)} />
      )}
    </Section>
  );
}

function StateTag(props: { readonly row: DataExport }) {
  const { state, filesDone, filesTotal } = props.row;
  const { t } = useLingui();
  switch (state) {
    case "preparing":
      return <Tag tone="progress">{t`Preparing, ${filesDone} of ${filesTotal} files`}</Tag>;
    case "ready":
      return <Tag tone="done">{t`Ready`}</Tag>;
    case "failed":
      return <Tag tone="refused">{t`Failed; ask for another`}</Tag>;
    case "expired":
      return <Tag tone="neutral">{t`Deleted`}</Tag>;
  }
}

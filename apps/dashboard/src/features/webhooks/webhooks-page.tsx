import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, DataTable, EmptyState, PageHeader, WebhookEndpointTag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { AddEndpointDialog } from "./add-endpoint-dialog.tsx";

/** Where programs of the account are told of what happens. */
export function WebhooksPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayWrite = usePermission("webhook_endpoint.write");
  const [adding, setAdding] = useState(false);
  const endpoints = useQuery(trpc.webhookEndpoints.list.queryOptions({ accountId: account.id }));
  const rows = endpoints.data?.items ?? [];
  const addButton = (
    <Button
      tone="primary"
      icon={<Plus aria-hidden className="size-4" />}
      disabledReason={mayWrite ? undefined : t`Only an owner of the account can add endpoints.`}
      onClick={() => setAdding(true)}
    >
      <Trans>Add an endpoint</Trans>
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t`Webhooks`}
        description={
          <Trans>
            A program of yours is told when an order is paid, a refund arrives, a plan ends. It gets signed
            ids and reads the rest by the API.
          </Trans>
        }
        actions={rows.length > 0 ? addButton : undefined}
      />
      <DataTable
        wide
        caption={t`Webhooks`}
        rows={rows}
        rowKey={(endpoint) => endpoint.id}
        loading={endpoints.isPending}
        error={
          endpoints.error && (
            <ProblemState
              thing={t`Your webhooks could not be loaded`}
              error={endpoints.error}
              onRetry={() => void endpoints.refetch()}
              retrying={endpoints.isFetching}
            />
          )
        }
        empty={
          <EmptyState action={addButton}>
            <Trans>No endpoint yet. Add the address of a program, and try it with a test event.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "url",
            head: <Trans context="webhooks">Address</Trans>,
            rowHead: true,
            cell: (endpoint) => (
              <span className="inline-flex min-w-0 flex-col">
                <Link
                  to="/webhooks/$endpointId"
                  params={{ endpointId: endpoint.id }}
                  className="text-link wrap-anywhere"
                >
                  {endpoint.url}
                </Link>
                <span className="text-sm font-normal text-muted wrap-anywhere" data-untranslated>
                  {endpoint.description}
                </span>
              </span>
            ),
          },
          {
            key: "types",
            head: <Trans context="webhooks">Events</Trans>,
            cell: (endpoint) =>
              endpoint.types.length === 0 ? (
                <Trans context="webhooks">all</Trans>
              ) : (
                <Plural value={endpoint.types.length} one="# type" other="# types" />
              ),
          },
          {
            key: "pending",
            head: <Trans context="webhooks">Waiting</Trans>,
            align: "end",
            cell: (endpoint) => endpoint.pending,
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (endpoint) => <WebhookEndpointTag {...endpoint} />,
          },
        ]}
      />
      {adding && <AddEndpointDialog onClose={() => setAdding(false)} />}
    </>
  );
}

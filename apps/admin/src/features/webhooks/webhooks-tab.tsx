import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Button, DataTable, EmptyState, Section, WebhookEndpointTag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { Deliveries } from "./deliveries.tsx";
import { EndpointMove } from "./endpoint-move.tsx";

/** Where the account is told of what happens, whether it is accepted, and what was answered. */
export function WebhooksTab() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const [chosen, setChosen] = useState<string | null>(null);
  const endpoints = useQuery(trpc.webhookEndpoints.list.queryOptions({ accountId }));
  const rows = endpoints.data?.items ?? [];
  // With nothing chosen the newest that still counts is open.
  const open = rows.find(({ id }) => id === chosen) ?? rows.find(({ state }) => state !== "ended") ?? rows[0];
  return (
    <>
      <Section
        title={t`Webhooks`}
        description={<Trans>Only the owner adds webhooks and makes secrets; staff never see a secret.</Trans>}
      >
        <DataTable
          wide
          caption={t`Webhooks`}
          rows={rows}
          rowKey={(endpoint) => endpoint.id}
          {...(open === undefined || rows.length === 1 ? {} : { currentKey: open.id })}
          loading={endpoints.isPending}
          error={
            endpoints.error && (
              <ProblemState
                thing={t`The webhooks could not be loaded`}
                error={endpoints.error}
                onRetry={() => void endpoints.refetch()}
                retrying={endpoints.isFetching}
              />
            )
          }
          empty={
            <EmptyState>
              <Trans>This account has no webhook endpoint.</Trans>
            </EmptyState>
          }
          columns={[
            {
              key: "url",
              head: <Trans context="webhooks">Address</Trans>,
              rowHead: true,
              cell: (endpoint) => (
                <span className="flex min-w-0 flex-col">
                  <span className="wrap-anywhere" data-untranslated>
                    {endpoint.url}
                  </span>
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
                  <code className="line-clamp-2 font-mono text-sm wrap-anywhere">
                    {endpoint.types.join(" ")}
                  </code>
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
            {
              key: "actions",
              head: <span className="sr-only">{t`Actions`}</span>,
              align: "end",
              unlabelled: true,
              cell: (endpoint) => (
                <span className="flex flex-wrap justify-end gap-2">
                  {endpoint.id !== open?.id && (
                    <Button size="sm" onClick={() => setChosen(endpoint.id)}>
                      <Trans>Deliveries</Trans>
                    </Button>
                  )}
                  {endpoint.actions.map((action) => (
                    <EndpointMove key={action} endpoint={endpoint} action={action} />
                  ))}
                </span>
              ),
            },
          ]}
        />
      </Section>
      {open !== undefined && <Deliveries key={open.id} endpoint={open} />}
    </>
  );
}

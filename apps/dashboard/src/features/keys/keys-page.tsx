import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Button, DataTable, EmptyState, Instant, PageHeader, Tag, useNow } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { RotateKeyDialog } from "./rotate-key-dialog.tsx";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";
import type { ApiKey } from "./types.ts";

/** The account's API keys: what programs use instead of a person. */
export function KeysPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayRead = usePermission("key.read");
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [rotating, setRotating] = useState<ApiKey | null>(null);
  const keys = useQuery(
    trpc.partners.keys.list.queryOptions({ accountId: account.id }, { enabled: mayRead }),
  );
  const createButton = (
    <Button
      tone="primary"
      icon={<Plus aria-hidden className="size-4" />}
      disabledReason={mayRead ? undefined : t`Only an owner of the account can see and create keys.`}
      onClick={() => setCreating(true)}
    >
      <Trans>Create a key</Trans>
    </Button>
  );
  const nowMs = useNow(60_000);
  const rows = keys.data?.items ?? [];
  const replaced = new Set(rows.map((key) => key.replacesId));
  return (
    <>
      <PageHeader
        title={t`API keys`}
        description={
          <Trans>
            A key lets a program of yours report usage and read; the{" "}
            <a href="/docs/" className="text-link underline">
              API reference
            </a>{" "}
            says what it can call. Approving refunds and changing the holder always need a person.
          </Trans>
        }
        actions={rows.length > 0 || !mayRead ? createButton : undefined}
      />
      {mayRead && (
        <DataTable
          wide
          caption={t`API keys`}
          rows={rows}
          rowKey={(key) => key.id}
          loading={keys.isPending}
          error={
            keys.error && (
              <ProblemState
                thing={t`Your keys could not be loaded`}
                error={keys.error}
                onRetry={() => void keys.refetch()}
                retrying={keys.isFetching}
              />
            )
          }
          empty={
            <EmptyState action={createButton}>
              <Trans>No key yet. Give each program its own, so that each can be revoked on its own.</Trans>
            </EmptyState>
          }
          columns={[
            {
              key: "name",
              head: <Trans>Key</Trans>,
              rowHead: true,
              cell: (key) => (
                <span className="inline-flex flex-col">
                  {key.name}
                  <code className="font-mono text-sm font-normal text-muted">{key.prefix}…</code>
                </span>
              ),
            },
            {
              key: "scopes",
              head: <Trans>May</Trans>,
              cell: (key) => (
                <span className="inline-flex flex-col gap-0.5">
                  <code className="font-mono text-sm">{key.scopes.join(" ")}</code>
                  {key.allowedNetworks.length > 0 && (
                    <span className="text-sm text-muted">
                      <Trans>
                        only from <code className="font-mono">{key.allowedNetworks.join(", ")}</code>
                      </Trans>
                    </span>
                  )}
                </span>
              ),
            },
            {
              key: "created",
              head: <Trans>Created</Trans>,
              cell: (key) => <Instant at={key.createdAt} precision="day" />,
            },
            {
              key: "used",
              head: <Trans>Last used</Trans>,
              cell: (key) => (key.lastUsedAt === null ? t`never` : <Instant at={key.lastUsedAt} />),
            },
            {
              key: "expires",
              head: <Trans>Expires</Trans>,
              cell: (key) => <Instant at={key.expiresAt} precision="day" />,
            },
            {
              key: "state",
              head: <Trans>State</Trans>,
              cell: (key) => <KeyState apiKey={key} replaced={replaced.has(key.id)} nowMs={nowMs} />,
            },
            {
              key: "actions",
              head: <span className="sr-only">{t`Actions`}</span>,
              align: "end",
              cell: (key) =>
                key.revokedAt === null && (
                  <span className="inline-flex gap-2">
                    {Date.parse(key.expiresAt) > nowMs && !replaced.has(key.id) && (
                      <Button size="sm" aria-label={t`Replace ${key.name}`} onClick={() => setRotating(key)}>
                        <Trans>Replace</Trans>
                      </Button>
                    )}
                    <Button size="sm" aria-label={t`Revoke ${key.name}`} onClick={() => setRevoking(key)}>
                      <Trans>Revoke</Trans>
                    </Button>
                  </span>
                ),
            },
          ]}
        />
      )}
      {creating && <CreateKeyDialog onClose={() => setCreating(false)} />}
      {rotating !== null && <RotateKeyDialog apiKey={rotating} onClose={() => setRotating(null)} />}
      {revoking !== null && <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function KeyState(props: {
  readonly apiKey: ApiKey;
  /** Whether another key has taken its place. */
  readonly replaced: boolean;
  readonly nowMs: number;
}) {
  const { t } = useLingui();
  const { replaced, nowMs } = props;
  const { revokedAt, expiresAt } = props.apiKey;
  if (revokedAt !== null) return <Tag tone="neutral">{t`Revoked`}</Tag>;
  if (Date.parse(expiresAt) <= nowMs) return <Tag tone="neutral">{t`Expired`}</Tag>;
  if (replaced) return <Tag tone="waiting">{t`Replaced, ends soon`}</Tag>;
  return <Tag tone="done">{t`Active`}</Tag>;
}

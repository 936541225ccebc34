import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Button, DataTable, EmptyState, Instant, PageHeader, Tag, useNow } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";
import { RotateKeyDialog } from "./rotate-key-dialog.tsx";
import type { PlatformKey } from "./types.ts";

/** Keys of the platform's own programs: its gateway's above all. */
export function PlatformKeysPage() {
  const { t } = useLingui();
  const denial = useDenial()("platform_key.manage");
  const [creating, setCreating] = useState(false);
  const [rotating, setRotating] = useState<PlatformKey | null>(null);
  const [revoking, setRevoking] = useState<PlatformKey | null>(null);
  const keys = useQuery(trpc.platformKeys.list.queryOptions({}));
  const nowMs = useNow(60_000);
  const rows = keys.data?.items ?? [];
  const replaced = new Set(rows.map((key) => key.replacesId));
  const createButton = (
    <Button
      tone="primary"
      icon={<Plus aria-hidden className="size-4" />}
      disabledReason={denial}
      onClick={() => setCreating(true)}
    >
      <Trans>Create a key</Trans>
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t`Platform keys`}
        description={
          <Trans>
            A platform key acts on every account, which each request names: for your gateway and your own
            tools. A customer's program gets a key of its account, in the dashboard.
          </Trans>
        }
        actions={rows.length > 0 ? createButton : undefined}
      />
      <DataTable
        wide
        caption={t`Platform keys`}
        rows={rows}
        rowKey={(key) => key.id}
        loading={keys.isPending}
        error={
          keys.error && (
            <ProblemState
              thing={t`The platform keys could not be loaded`}
              error={keys.error}
              onRetry={() => void keys.refetch()}
              retrying={keys.isFetching}
            />
          )
        }
        empty={
          <EmptyState action={createButton}>
            <Trans>No key yet. Give each program its own, so that each can be ended alone.</Trans>
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
            cell: (key) => <KeyState platformKey={key} replaced={replaced.has(key.id)} nowMs={nowMs} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            cell: (key) =>
              key.revokedAt === null &&
              denial === undefined && (
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
      {creating && <CreateKeyDialog onClose={() => setCreating(false)} />}
      {rotating !== null && <RotateKeyDialog platformKey={rotating} onClose={() => setRotating(null)} />}
      {revoking !== null && <RevokeKeyDialog platformKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function KeyState(props: {
  readonly platformKey: PlatformKey;
  /** Whether another key has taken its place. */
  readonly replaced: boolean;
  readonly nowMs: number;
}) {
  const { t } = useLingui();
  const { replaced, nowMs } = props;
  const { revokedAt, expiresAt } = props.platformKey;
  if (revokedAt !== null) return <Tag tone="neutral">{t`Revoked`}</Tag>;
  if (Date.parse(expiresAt) <= nowMs) return <Tag tone="neutral">{t`Expired`}</Tag>;
  if (replaced) return <Tag tone="waiting">{t`Replaced, ends soon`}</Tag>;
  return <Tag tone="done">{t`Active`}</Tag>;
}

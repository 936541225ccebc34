import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "../actions/button.tsx";
import { DataTable } from "../display/data-table.tsx";
import { Instant } from "../display/instant.tsx";
import { Tag } from "../display/tag.tsx";
import { EmptyState } from "../feedback/empty-state.tsx";
import { ErrorState } from "../feedback/error-state.tsx";
import { Section } from "../layout/section.tsx";
import { useNotify } from "../overlays/toast.tsx";
import { identity } from "./client.ts";
import { describeAgent } from "./describe-agent.ts";
import { answered } from "./identity-error.ts";
import { useIdentityWords } from "./use-identity-words.ts";

const sessionsKey = ["identity", "sessions"];

/** Every place where this person is signed in, each of which they can end. */
export function SessionsPanel(props: { readonly currentToken: string }) {
  const { currentToken } = props;
  const { t } = useLingui();
  const wordsFor = useIdentityWords();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const sessions = useQuery({
    queryKey: sessionsKey,
    queryFn: async () => (await answered(identity.listSessions())) ?? [],
  });
  const afterwards = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionsKey }),
    onError: (error: unknown) =>
      notify({ tone: "refused", title: t`The session was not ended`, detail: wordsFor(error) }),
  };
  const revoke = useMutation({
    mutationFn: (token: string) => answered(identity.revokeSession({ token })),
    ...afterwards,
  });
  const revokeOthers = useMutation({
    mutationFn: () => answered(identity.revokeOtherSessions()),
    ...afterwards,
  });
  const rows = sessions.data ?? [];
  return (
    <Section
      title={t`Sessions`}
      description={
        <Trans>Where you are signed in. End what you do not recognise and change your password.</Trans>
      }
      actions={
        rows.length > 1 && (
          <Button size="sm" loading={revokeOthers.isPending} onClick={() => revokeOthers.mutate()}>
            <Trans>End all others</Trans>
          </Button>
        )
      }
    >
      <DataTable
        caption={t`Sessions`}
        rows={rows}
        rowKey={(row) => row.id}
        loading={sessions.isPending}
        error={
          sessions.error && (
            <ErrorState
              thing={t`Your sessions could not be loaded`}
              reason={wordsFor(sessions.error)}
              onRetry={() => void sessions.refetch()}
              retrying={sessions.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Each place where you sign in is listed here.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "device",
            head: <Trans>Device</Trans>,
            rowHead: true,
            cell: (row) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                {describeAgent(row.userAgent) ?? t`Unknown device`}
                {row.token === currentToken && (
                  <Tag tone="done">
                    <Trans>this one</Trans>
                  </Tag>
                )}
              </span>
            ),
          },
          { key: "address", head: <Trans>IP address</Trans>, cell: (row) => row.ipAddress || "—" },
          {
            key: "since",
            head: <Trans>Signed in</Trans>,
            sortBy: (row) => new Date(row.createdAt).getTime(),
            cell: (row) => <Instant at={new Date(row.createdAt).toISOString()} />,
          },
          {
            key: "end",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            cell: (row) =>
              row.token !== currentToken && (
                <Button
                  size="sm"
                  loading={revoke.isPending && revoke.variables === row.token}
                  onClick={() => revoke.mutate(row.token)}
                >
                  <Trans>End</Trans>
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}

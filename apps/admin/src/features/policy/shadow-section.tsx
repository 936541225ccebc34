import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, DataTable, EmptyState, Instant, Section, Select, Tag } from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { PolicyVersion } from "./types.ts";

const MOVING_MS = 1500;
const PERIODS = [7, 30, 90, 365] as const;

/** What a version would have meant for the refund requests of the last days: its runs, and a new one. */
export function ShadowSection(props: { readonly of: PolicyVersion }) {
  const { of } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [days, setDays] = useState<number>(30);
  const runs = useQuery(
    trpc.policyVersions.shadow.list.queryOptions(
      { versionId: of.id },
      {
        refetchInterval: (query) =>
          query.state.data?.runs.some(({ state }) => state === "running") === true && MOVING_MS,
      },
    ),
  );
  const start = useStaffAction(
    (idempotencyKey) =>
      trpc.policyVersions.shadow.start.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ shadowRunId }) => {
      void queryClient.invalidateQueries({ queryKey: trpc.policyVersions.shadow.pathKey() });
      void navigate({ to: "/policy/shadow/$shadowRunId", params: { shadowRunId } });
    },
  );
  return (
    <Section
      title={t`Shadow run`}
      description={
        <Trans>
          Decides the refund requests of the last days again as if {of.version} had held, from the facts as
          they were. Nothing is decided by it.
        </Trans>
      }
    >
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate({ versionId: of.id, days });
        }}
      >
        <Select
          label={t`Requests of the last`}
          value={String(days)}
          onChange={(event) => {
            setDays(Number(event.target.value));
            start.renew();
          }}
          options={PERIODS.map((count) => ({ value: String(count), label: t`${count} days` }))}
        />
        <Button
          type="submit"
          loading={start.isPending}
          disabledReason={
            of.phase === "in_force"
              ? t`It is in force: compared with itself, no answer can change.`
              : undefined
          }
        >
          <Trans>Run</Trans>
        </Button>
      </form>
      <ProblemCallout error={start.error} />
      <DataTable
        caption={t`Shadow runs of ${of.version}`}
        rows={runs.data?.runs ?? []}
        rowKey={(row) => row.id}
        loading={runs.isPending}
        error={
          runs.error && (
            <ProblemState
              thing={t`The shadow runs could not be loaded`}
              error={runs.error}
              onRetry={() => void runs.refetch()}
              retrying={runs.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>
              It has not been tried yet. A run says how many answers would change, and how much money moves.
            </Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "started",
            head: <Trans>Started</Trans>,
            rowHead: true,
            cell: (row) => (
              <Link to="/policy/shadow/$shadowRunId" params={{ shadowRunId: row.id }} className="text-link">
                <Instant at={row.startedAt} />
              </Link>
            ),
          },
          { key: "by", head: <Trans>By</Trans>, cell: (row) => row.startedBy ?? "–" },
          { key: "against", head: <Trans>Compared with</Trans>, cell: (row) => row.baseVersion },
          {
            key: "state",
            head: <Trans>Result</Trans>,
            cell: (row) =>
              row.report === null ? (
                <Tag tone="progress">{t`${row.requestsDone} of ${row.requestsTotal}`}</Tag>
              ) : (
                <Trans>
                  {row.report.changed} of{" "}
                  <Plural value={row.report.requests} one="# answer" other="# answers" /> would change
                </Trans>
              ),
          },
        ]}
      />
    </Section>
  );
}

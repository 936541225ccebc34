import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { DataTable, EmptyState, Instant, MoreButton, Section, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import type { Run } from "./types.ts";

const TONES = { running: "progress", done: "done", failed: "refused" } as const;

/** Comparisons, newest first. */
export function RunsSection() {
  const { t } = useLingui();
  const runs = useInfiniteQuery(
    trpc.reconciliations.list.infiniteQueryOptions(
      { limit: 10 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const triggers = {
    nightly: t`every night`,
    staff: t`asked for here`,
    operator: t`from the command line`,
  } satisfies Record<Run["trigger"], string>;
  const states = {
    running: t({ message: "Running", context: "reconciliation" }),
    done: t({ message: "Done", context: "reconciliation" }),
    failed: t({ message: "Given up", context: "reconciliation" }),
  } satisfies Record<Run["state"], string>;
  return (
    <Section title={t`Comparisons`}>
      <DataTable
        caption={t`Comparisons`}
        rows={runs.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(run) => run.id}
        loading={runs.isPending}
        error={
          runs.error && (
            <ProblemState
              thing={t`The comparisons could not be loaded`}
              error={runs.error}
              onRetry={() => void runs.refetch()}
              retrying={runs.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>The first comparison runs tonight.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "started",
            head: <Trans>Begun</Trans>,
            rowHead: true,
            cell: (run) => (
              <span className="flex flex-col">
                <Instant at={run.startedAt} />
                <span className="text-sm font-normal text-muted">{triggers[run.trigger]}</span>
              </span>
            ),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (run) => (
              <span className="flex flex-col items-start gap-1 phone:items-end">
                <Tag tone={TONES[run.state]}>{states[run.state]}</Tag>
                {run.problem !== null && (
                  <span className="max-w-72 text-sm text-muted wrap-anywhere">{run.problem}</span>
                )}
              </span>
            ),
          },
          {
            key: "compared",
            head: <Trans>Payments compared</Trans>,
            align: "end",
            cell: (run) => <span className="figures">{run.compared}</span>,
          },
          {
            key: "found",
            head: <Trans>Found</Trans>,
            align: "end",
            cell: (run) => <span className="figures">{run.found}</span>,
          },
          {
            key: "gone",
            head: <Trans>Resolved</Trans>,
            align: "end",
            cell: (run) => (
              <span className="inline-flex flex-col items-end">
                <span className="figures">{run.resolved}</span>
                {run.tookOver > 0 && (
                  <span className="text-sm text-muted">
                    <Trans>{run.tookOver} taken over</Trans>
                  </span>
                )}
              </span>
            ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={runs.hasNextPage}
        isFetchingNextPage={runs.isFetchingNextPage}
        fetchNextPage={runs.fetchNextPage}
      />
    </Section>
  );
}

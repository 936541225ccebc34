import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { CodeBlock, DataTable, EmptyState, Instant, PageHeader, Section } from "@tenure/ui";
import { ArriveTogether, ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import type { ParkedJob, Queue } from "./types.ts";

const RENEWAL_MS = 10_000;

/** Background jobs: what waits and runs, and what failed for good and waits for a person. */
export function JobsPage() {
  const { t } = useLingui();
  const jobs = useQuery({ ...trpc.operations.jobs.list.queryOptions({}), refetchInterval: RENEWAL_MS });
  const error = jobs.error && jobs.data === undefined && (
    <ProblemState
      thing={t`The jobs could not be loaded`}
      error={jobs.error}
      onRetry={() => void jobs.refetch()}
      retrying={jobs.isFetching}
    />
  );
  return (
    <>
      <PageHeader
        title={t`Background jobs`}
        description={
          <Trans>
            E-mails, payment events, refunds and schedules run as jobs. A job that fails is tried again by
            itself.
          </Trans>
        }
      />
      {error || (
        <ArriveTogether>
          <Section title={t`Waiting for a person`}>
            <ParkedJobs parked={jobs.data?.parked ?? []} loading={jobs.isPending} />
          </Section>
          <Section title={t`Queues`}>
            <Queues queues={jobs.data?.queues ?? []} loading={jobs.isPending} />
          </Section>
        </ArriveTogether>
      )}
    </>
  );
}

function ParkedJobs(props: { readonly parked: readonly ParkedJob[]; readonly loading: boolean }) {
  const { t } = useLingui();
  return (
    <DataTable
      name="parked-jobs"
      caption={t`Jobs that failed for good`}
      rows={props.parked}
      rowKey={(job) => job.id}
      loading={props.loading}
      empty={
        <EmptyState>
          <Trans>No job is stuck. One that fails for good waits here, with what it said last.</Trans>
        </EmptyState>
      }
      columns={[
        {
          key: "job",
          head: <Trans>Job</Trans>,
          rowHead: true,
          cell: (job) => <code className="font-mono text-sm">{job.job}</code>,
        },
        {
          key: "problem",
          head: <Trans>What it said last</Trans>,
          cell: (job) => (
            <details>
              <summary className="wrap-anywhere">{job.problem}</summary>
              <div className="flex flex-col gap-2 pt-2">
                <CodeBlock label={t`Put it back`} code={`pnpm tenure jobs retry ${job.id}`} />
                <CodeBlock label={t`Payload`} code={JSON.stringify(job.payload, null, 2)} />
              </div>
            </details>
          ),
        },
        {
          key: "attempts",
          head: <Trans>Tried</Trans>,
          sortBy: (job) => job.attempts,
          align: "end",
          cell: (job) => <Plural value={job.attempts} one="# time" other="# times" />,
        },
        {
          key: "parked",
          head: <Trans>Since</Trans>,
          sortBy: (job) => job.parkedAt,
          align: "end",
          cell: (job) => <Instant at={job.parkedAt} />,
        },
      ]}
    />
  );
}

function Queues(props: { readonly queues: readonly Queue[]; readonly loading: boolean }) {
  const { t } = useLingui();
  const count = (value: number) => (
    <span className={value === 0 ? "figures text-faint" : "figures"}>{value}</span>
  );
  return (
    <DataTable
      name="queues"
      caption={t`Queues`}
      rows={props.queues}
      rowKey={(queue) => queue.job}
      loading={props.loading}
      empty={
        <EmptyState>
          <Trans>No queue is set up; the start of the API does that.</Trans>
        </EmptyState>
      }
      columns={[
        {
          key: "job",
          head: <Trans>Job</Trans>,
          rowHead: true,
          cell: (queue) => <code className="font-mono text-sm">{queue.job}</code>,
        },
        {
          key: "waiting",
          head: <Trans>Waiting</Trans>,
          align: "end",
          sortBy: (queue) => queue.waiting,
          cell: (queue) => count(queue.waiting),
        },
        {
          key: "running",
          head: <Trans>Running</Trans>,
          align: "end",
          sortBy: (queue) => queue.running,
          cell: (queue) => count(queue.running),
        },
        {
          key: "failed",
          head: <Trans>Failed lately</Trans>,
          sortBy: (queue) => queue.failed,
          align: "end",
          cell: (queue) => count(queue.failed),
        },
      ]}
    />
  );
}

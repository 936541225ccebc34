import type { PgBoss } from "pg-boss";
import { chainAudit } from "../audit/chain.ts";
import type { Database } from "../db/database.ts";
import { type Loop, startLoop } from "./loop.ts";
import { JOB_NAMES, type JobName } from "./outbox.ts";
import { alertFailingSchedules } from "./failing-schedules.ts";
import { alertParkedJobs } from "./parked.ts";
import { JOB_PAYLOADS, type JobHandlers, type JobPayload } from "./payloads.ts";
import type { JobLog } from "./queue.ts";
import { beat, registerCrons } from "./schedules.ts";

/** What the workers themselves stand on; handlers get whatever `Services` adds. */
export interface WorkerServices {
  readonly db: Database;
  readonly boss: PgBoss;
  readonly log: JobLog;
}

/** Running workers. */
export interface Workers {
  /** Takes no new job, lets those under way end, then returns. The queue itself stays open. */
  stop(): Promise<void>;
}

/** Jobs one fetch may bring, and fetchers per queue: tuned in a trial to thousands of jobs a second. */
const BATCH_SIZE = 10;
const FETCHERS = 2;

/**
 * Starts everything that works in the background: the handlers of all jobs, the schedules, the audit sequencer and
 * the watch over parked jobs. Any number of processes may run it at once.
 */
export async function startWorkers<Services extends WorkerServices>(
  services: Services,
  handlers: JobHandlers<Services>,
): Promise<Workers> {
  const { boss, db, log } = services;
  await registerCrons(boss);
  const loops: Loop[] = [
    startLoop("audit.chain", 1000, log, () => chainAudit(db)),
    startLoop("jobs.alert_parked", 2000, log, () => alertParkedJobs(db)),
    startLoop("jobs.alert_failing_schedules", 5000, log, () => alertFailingSchedules(db)),
    startLoop("jobs.beat", 1000, log, () => beat(boss)),
  ];
  const fetchers = new Map<string, string>();
  for (const name of JOB_NAMES) fetchers.set(name, await work(name, services, handlers));
  loops.push(startLoop("jobs.wake", 1000, log, () => wakeForDue(db, boss, fetchers)));
  return {
    async stop() {
      // All at once: whoever waits for a loop to end must not take a job meanwhile.
      await Promise.all([
        ...JOB_NAMES.map((name) => boss.offWork(name, { wait: true })),
        ...loops.map((loop) => loop.stop()),
      ]);
    },
  };
}

/** A job as the queue hands it over, payload unread. */
interface RawJob {
  readonly id: string;
  readonly data: unknown;
  readonly retryCount: number;
}

/** How one job ended, in the words of the queue. */
interface Ending {
  readonly id: string;
  readonly status: "completed" | "failed" | "deadletter";
  readonly output?: { readonly message: string };
}

async function work<Name extends JobName, Services extends WorkerServices>(
  name: Name,
  services: Services,
  handlers: JobHandlers<Services>,
): Promise<string> {
  const { boss, log } = services;
  const schema = JOB_PAYLOADS[name];
  const handler = handlers[name];
  const runOne = async (job: RawJob): Promise<Ending> => {
    const read = schema.safeParse(job.data ?? {});
    if (!read.success) {
      const problem = read.error.issues
        .map((issue) => `${issue.path.join(".")}: ${issue.message}`)
        .join("; ");
      log.error({ job: name, jobId: job.id, problem }, "a job with an unreadable payload was parked");
      return { id: job.id, status: "deadletter", output: { message: `unreadable payload: ${problem}` } };
    }
    try {
      // The schema of this very name was just applied; TypeScript cannot follow it through the generic map.
      await handler(services, read.data as JobPayload<Name>);
      return { id: job.id, status: "completed" };
    } catch (error) {
      log.warn({ err: error, job: name, jobId: job.id, attempt: job.retryCount + 1 }, "a job failed");
      return { id: job.id, status: "failed", output: { message: messageOf(error) } };
    }
  };
  return boss.work(
    name,
    {
      batchSize: BATCH_SIZE,
      localConcurrency: FETCHERS,
      // Each job ends on its own: one that throws does not repeat its neighbours.
      perJobResults: true,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: 1,
      // A notification wakes the worker at once, retries and delayed jobs wake it by the second (wakeForDue). Some forty
      // queues asked one by one every second were a sixth of a core of an idle worker.
      notifyPollingIntervalSeconds: 20,
    },
    (jobs: readonly RawJob[]) => Promise.all(jobs.map(runOne)),
  );
}

/** Looks in one query which queues have a job whose time has come, and has those fetched. */
async function wakeForDue(
  { prisma }: Database,
  boss: PgBoss,
  fetchers: ReadonlyMap<string, string>,
): Promise<void> {
  const due = await prisma.$queryRaw<{ name: string }[]>`
    SELECT q.name FROM pgboss.queue q
     WHERE EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = q.name AND j.state < 'active' AND NOT j.blocked
                      AND j.start_after <= now())`;
  for (const { name } of due) {
    const fetcher = fetchers.get(name);
    if (fetcher !== undefined) boss.notifyWorker(fetcher);
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 2000);

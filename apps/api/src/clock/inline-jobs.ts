import { createRunner } from "../command/runner.ts";
import type { JobName, JobOptions, Outbox } from "../jobs/outbox.ts";
import { JOB_PAYLOADS, type JobHandlers, type JobPayload } from "../jobs/payloads.ts";
import type { Services } from "../runtime/services.ts";

/** When the queue's own copy of a job runs, seconds: long after the job was run here, soon enough after a crash. */
const NET_SECONDS = 60;

interface TakenJob {
  readonly name: JobName;
  readonly payload: unknown;
}

/** Services whose jobs run here, at the account's present instant, instead of when a worker has time. */
export interface InlineServices {
  readonly services: Services;
  /** Runs what was enqueued since, and what that enqueues, until there is none. @returns the last failure, or null */
  readonly runJobs: () => Promise<string | null>;
}

/**
 * The queue keeps a copy of every job, due a minute later: when this process dies, it is done all the same, and when it
 * does not, the copy finds nothing to do. So a mail is accepted by the mail server while the account's clock stands at
 * the instant it tells of, and is sent once.
 */
export function runInline(services: Services, handlers: JobHandlers<Services>): InlineServices {
  const taken: TakenJob[] = [];
  const { outbox, db, signer, probe, log } = services;
  /** What is put off on purpose keeps its time. */
  const later = (options?: JobOptions) => (options?.startAfterSeconds ?? 0) > 0;
  const inline: Outbox = {
    async enqueue(tx, name, payload, options) {
      if (later(options)) return outbox.enqueue(tx, name, payload, options);
      taken.push({ name, payload });
      await outbox.enqueue(tx, name, payload, { ...options, startAfterSeconds: NET_SECONDS });
    },
    async enqueueIn(sql, name, payload, options) {
      if (later(options)) return outbox.enqueueIn(sql, name, payload, options);
      taken.push({ name, payload });
      await outbox.enqueueIn(sql, name, payload, { ...options, startAfterSeconds: NET_SECONDS });
    },
    async enqueueAll(tx, name, jobs) {
      for (const { payload, singletonKey } of jobs) await inline.enqueue(tx, name, payload, { singletonKey });
    },
  };
  const own: Services = {
    ...services,
    outbox: inline,
    runner: createRunner({ db, signer, outbox: inline, probe }),
  };
  const runOne = async <Name extends JobName>(name: Name, payload: unknown): Promise<void> => {
    // The schema of this very name is applied; TypeScript cannot follow it through the generic map.
    await handlers[name](own, JOB_PAYLOADS[name].parse(payload) as JobPayload<Name>);
  };
  return {
    services: own,
    async runJobs() {
      let failure: string | null = null;
      for (let job = taken.shift(); job !== undefined; job = taken.shift()) {
        try {
          await runOne(job.name, job.payload);
        } catch (error) {
          failure = `${job.name}: ${error instanceof Error ? error.message : String(error)}`;
          log.warn({ err: error, job: job.name }, "a job on the way of a clock failed; the queue has it too");
        }
      }
      return failure;
    },
  };
}

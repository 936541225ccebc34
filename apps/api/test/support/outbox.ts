import type { JobName, JobOptions, Outbox } from "../../src/jobs/outbox.ts";

/** Hears of every job, however it was put into the queue. */
type Note = (within: unknown, name: JobName, payload: unknown, options?: JobOptions) => Promise<void>;

/** An outbox without a queue: tells `note` of each job. */
export const outboxOf = (note: Note): Outbox => ({
  enqueue: note,
  enqueueIn: note,
  async enqueueAll(tx, name, jobs) {
    for (const { payload, singletonKey } of jobs) await note(tx, name, payload, { singletonKey });
  },
});

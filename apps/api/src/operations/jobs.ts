import { z } from "zod";
import { queueCounts } from "../jobs/counts.ts";
import { listParkedJobs } from "../jobs/parked.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

const output = z.strictObject({
  queues: z.array(z.strictObject({ job: z.string(), waiting: z.int(), running: z.int(), failed: z.int() })),
  /** Failed for good, oldest first; `tenure jobs retry` puts one back after its cause was mended. */
  parked: z.array(
    z.strictObject({
      id: z.uuid(),
      job: z.string(),
      payload: z.json(),
      problem: z.string(),
      attempts: z.int(),
      parkedAt: z.iso.datetime(),
    }),
  ),
});

/** The background jobs: how many wait and run of each kind, and those that wait for a person. */
export const listJobs = staffProcedureFor("operations.read")
  .input(z.strictObject({}))
  .output(output)
  .query(async ({ ctx }) => ({
    queues: await queueCounts(ctx.services.db),
    parked: (await listParkedJobs(ctx.services.db)).map((job) => ({
      ...job,
      payload: z.json().parse(job.payload),
      parkedAt: job.parkedAt.toISOString(),
    })),
  }));

import { closedLoop } from "./closed-loop.ts";
import { withHttp } from "./http-connection.ts";
import type { JobOf, Marks, Measured } from "./protocol.ts";
import { BatchBody, expectRecorded } from "./requests.ts";

/** Records batches of usage; each connection goes from account to account, so that a lock is not the limit. */
export const record = (job: JobOf<"record">, marks: Marks): Promise<Measured> =>
  withHttp(job.apiUrl, job.connections, (connectionOf) => {
    const bodies = Array.from({ length: job.connections }, () => new BatchBody(job.batch));
    return closedLoop(
      job,
      async (connection, turn) => {
        const key = job.keys[(connection + turn * job.connections) % job.keys.length] ?? "";
        const request = bodies[connection]?.next(key) ?? [];
        expectRecorded(await connectionOf(connection).send(...request), job.batch);
        return job.batch;
      },
      marks,
    );
  });

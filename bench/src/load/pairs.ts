import { closedLoop } from "./closed-loop.ts";
import { withHttp } from "./http-connection.ts";
import type { JobOf, Marks, Measured } from "./protocol.ts";
import { authorizeRequest, expectStatus, holdIdOf, settleRequest } from "./requests.ts";

/** Authorises and settles in turn; keys in random order, so that no two connections keep each other company. */
export const pairs = (job: JobOf<"pairs">, marks: Marks): Promise<Measured> =>
  withHttp(job.apiUrl, job.connections, (connectionOf) =>
    closedLoop(
      job,
      async (connection, turn) => {
        const http = connectionOf(connection);
        const key = job.keys[Math.floor(Math.random() * job.keys.length)] ?? "";
        const holdId = holdIdOf(await http.send(authorizeRequest(key, turn)));
        expectStatus(await http.send(settleRequest(key, turn, holdId)), 200);
        return 1;
      },
      marks,
    ),
  );

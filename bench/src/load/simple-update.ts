import { withConnections } from "./connections.ts";
import { closedLoop } from "./closed-loop.ts";
import type { JobOf, Marks, Measured } from "./protocol.ts";

/**
 * The transaction of `pgbench -N` ("simple update"): one account's row changed and read, one row of history. Branch and
 * teller stay untouched, so that no row is hot. Prepared statements, one round trip each, as `pgbench -M prepared`.
 */
export const simpleUpdate = (job: JobOf<"simple-update">, marks: Marks): Promise<Measured> =>
  withConnections(job.databaseUrl, job.connections, (connectionOf) =>
    closedLoop(
      job,
      async (connection) => {
        const client = connectionOf(connection);
        const account = 1 + Math.floor(Math.random() * job.accounts);
        const delta = Math.floor(Math.random() * 10_001) - 5000;
        await client.query("BEGIN");
        await client.query({
          name: "change",
          text: "UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2",
          values: [delta, account],
        });
        await client.query({
          name: "read",
          text: "SELECT abalance FROM pgbench_accounts WHERE aid = $1",
          values: [account],
        });
        await client.query({
          name: "history",
          text: "INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES ($1, $2, $3, $4, CURRENT_TIMESTAMP)",
          values: [1, 1, account, delta],
        });
        await client.query("COMMIT");
        return 1;
      },
      marks,
    ),
  );

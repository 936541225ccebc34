import { withConnections } from "./connections.ts";
import { closedLoop } from "./closed-loop.ts";
import type { JobOf, Marks, Measured } from "./protocol.ts";

/** pgledger's own transfer, one statement and one transaction each: between random accounts, or all into the first. */
export const transfers = (job: JobOf<"transfers">, marks: Marks): Promise<Measured> =>
  withConnections(job.databaseUrl, job.connections, async (connectionOf) => {
    const { rows } = await connectionOf(0).query<{ id: string }>(
      "SELECT id FROM pgledger_accounts ORDER BY id",
    );
    const accountAt = (index: number) => rows[index % rows.length]?.id ?? "";
    return closedLoop(
      job,
      async (connection) => {
        const to = job.hot ? 0 : Math.floor(Math.random() * rows.length);
        // Any other account: a transfer to itself is refused.
        const from = to + 1 + Math.floor(Math.random() * (rows.length - 1));
        await connectionOf(connection).query({
          name: "transfer",
          text: "SELECT id FROM pgledger_create_transfer($1, $2, $3)",
          values: [accountAt(from), accountAt(to), 1 + Math.floor(Math.random() * 10_000)],
        });
        return 1;
      },
      marks,
    );
  });

import { readAccount } from "../accounts/account-facts.ts";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";

const STATES = ["running", "done", "stopped"] as const;

/** An account's clock, as every door shows it. */
export async function showClock(tx: Tx, accountId: string) {
  const account = await readAccount(tx, accountId);
  const row = await tx.clockAdvance.findFirst({ where: { accountId }, orderBy: { id: "desc" } });
  return {
    now: await readClock(tx, accountId),
    realNow: await readClock(tx, null),
    movable: !account.livemode,
    advance:
      row === null
        ? null
        : {
            id: row.id,
            state: STATES.find((each) => each === row.state) ?? ("stopped" as const),
            from: row.fromAt.toISOString(),
            to: row.toAt.toISOString(),
            at: row.at.toISOString(),
            steps: row.steps,
            problem: row.problem,
          },
  };
}

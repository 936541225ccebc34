import type { CommandRunner } from "../command/runner.ts";
import { systemContext } from "../command/system.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { expireAccountHolds } from "./expire-holds.ts";

/** What the job stands on. */
export interface ExpiryServices {
  readonly db: Database;
  readonly runner: CommandRunner;
}

/** Accounts per look, and holds per command: short transactions, so that an account is never locked for long. */
const ACCOUNTS = 50;
const HOLDS = 200;
/** Looks per run; the next beat is five seconds away, so a backlog never starves other jobs of this worker. */
const LOOKS = 20;

/**
 * Job `usage.expire_holds`: ends every hold that is past its expiry, by each account's own clock. Any number of
 * workers may run it at once; a second run finds nothing more to do.
 * @returns how many holds ended
 */
export async function expireHolds({ db, runner }: ExpiryServices): Promise<number> {
  let expired = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    const accounts = await db.within(
      PLATFORM,
      (tx) => tx.$queryRaw<{ account_id: string }[]>`
        SELECT DISTINCT account_id FROM usage_hold WHERE state = 'open' AND expires_at <= tenure_now(account_id)
         ORDER BY account_id LIMIT ${ACCOUNTS}`,
    );
    if (accounts.length === 0) break;
    for (const { account_id: accountId } of accounts) {
      const { answer } = await runner.run(
        expireAccountHolds,
        { limit: HOLDS },
        systemContext("usage.expire_holds", accountId, newId()),
      );
      expired += answer.expired;
    }
  }
  return expired;
}

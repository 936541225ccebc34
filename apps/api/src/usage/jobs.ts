import { type Database, PLATFORM } from "../db/database.ts";
import type { UsageEngine } from "./engine/types.ts";

/** What the job stands on. */
export interface ExpiryServices {
  readonly db: Database;
  readonly usage: UsageEngine;
}

/** Accounts per look: their requests are served between two looks. */
const ACCOUNTS = 50;
/** Looks per run; the next beat is five seconds away, so a backlog never starves other jobs of this worker. */
const LOOKS = 20;

/**
 * Job `usage.expire_holds`: ends every hold that is past its expiry, by each account's own clock. Any number of
 * workers may run it at once; a second run finds nothing more to do.
 * @returns how many holds ended
 */
export async function expireHolds({ db, usage }: ExpiryServices): Promise<number> {
  let expired = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    const accounts = await db.within(
      PLATFORM,
      (tx) => tx.$queryRaw<{ account_id: string }[]>`
        SELECT DISTINCT account_id FROM usage_hold WHERE state = 'open' AND expires_at <= tenure_now(account_id)
         ORDER BY account_id LIMIT ${ACCOUNTS}`,
    );
    if (accounts.length === 0) break;
    const ended = await Promise.all(
      accounts.map(({ account_id: accountId }) =>
        usage.expire({
          accountId,
          actor: { kind: "system", id: "usage.expire_holds" },
          checkKey: false,
        }),
      ),
    );
    expired += ended.reduce((sum, each) => sum + each.expired, 0);
  }
  return expired;
}

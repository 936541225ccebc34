import type { CommandRunner } from "../command/runner.ts";
import { systemContext } from "../command/system.ts";
import { readClock } from "../db/clock.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { expireAccountLots } from "./expire-lots.ts";
import { warnExpiring } from "./warn-expiring.ts";

/** What the jobs stand on. */
export interface WalletJobServices {
  readonly db: Database;
  readonly runner: CommandRunner;
}

/** Accounts per look, and lots per command: short transactions, so that an account is never locked for long. */
const ACCOUNTS = 50;
const LOTS = 200;
/** Looks per run: a backlog must not starve the other jobs of this worker; the next beat goes on. */
const LOOKS = 20;

/**
 * Job `wallet.expire_lots`: ends every lot whose time is over, by each account's own clock. Any number of workers may
 * run it at once; a second run finds nothing more to do.
 * @returns how many lots ended
 */
export async function expireLots({ db, runner }: WalletJobServices): Promise<number> {
  let ended = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    // By the index on the database clock; accounts whose own clock runs ahead (sandbox) are asked by name.
    const accounts = await db.within(
      PLATFORM,
      (tx) => tx.$queryRaw<{ account_id: string }[]>`
        SELECT account_id FROM credit_lot
         WHERE state = 'open' AND expires_at <= clock_timestamp() AND expires_at <= tenure_now(account_id)
        UNION
        SELECT l.account_id FROM account a JOIN credit_lot l ON l.account_id = a.id AND l.state = 'open'
         WHERE a.clock_offset_ms > 0 AND l.expires_at <= tenure_now(a.id)
         ORDER BY account_id LIMIT ${ACCOUNTS}`,
    );
    if (accounts.length === 0) break;
    for (const { account_id: accountId } of accounts) {
      const { answer } = await runner.run(
        expireAccountLots,
        { limit: LOTS },
        systemContext("wallet.expire_lots", accountId, newId()),
      );
      ended += answer.ended;
    }
  }
  return ended;
}

/**
 * Job `wallet.warn_expiring`: writes to every account of which credits expire soon and that was not warned yet.
 * @returns how many lots were warned of
 */
export async function warnExpiringLots({ db, runner }: WalletJobServices): Promise<number> {
  let warned = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    const accounts = await db.within(PLATFORM, async (tx) => {
      const days = [...policyAt(await readClock(tx, null)).credits.expiryWarningDays];
      return tx.$queryRaw<{ account_id: string }[]>`
        WITH soon AS (
          SELECT account_id, expires_at, warned_at, ledger_account_id FROM credit_lot
           WHERE state = 'open' AND expires_at <= clock_timestamp() + make_interval(days => ${Math.max(0, ...days)}::int)
          UNION ALL
          SELECT l.account_id, l.expires_at, l.warned_at, l.ledger_account_id
            FROM account a JOIN credit_lot l ON l.account_id = a.id AND l.state = 'open'
           WHERE a.clock_offset_ms > 0 AND l.expires_at IS NOT NULL
        )
        SELECT DISTINCT s.account_id FROM soon s JOIN ledger_account b ON b.id = s.ledger_account_id
         WHERE b.balance > 0 AND s.expires_at > tenure_now(s.account_id) AND EXISTS (
           SELECT 1 FROM unnest(${days}::int[]) AS day
            WHERE s.expires_at - make_interval(hours => 24 * day) <= tenure_now(s.account_id)
              AND (s.warned_at IS NULL OR s.warned_at < s.expires_at - make_interval(hours => 24 * day)))
         ORDER BY s.account_id LIMIT ${ACCOUNTS}`;
    });
    if (accounts.length === 0) break;
    for (const { account_id: accountId } of accounts) {
      const { answer } = await runner.run(
        warnExpiring,
        {},
        systemContext("wallet.warn_expiring", accountId, newId()),
      );
      warned += answer.warned;
    }
  }
  return warned;
}

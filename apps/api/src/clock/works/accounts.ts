import { forfeitLater } from "../../accounts/forfeit.ts";
import { systemContext } from "../../command/system.ts";
import { sweepDataExports } from "../../data-exports/sweep.ts";
import { newId } from "../../db/ids.ts";
import { endSilent, SILENCE_HOURS } from "../../distributors/sweep.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** Credits of an account that is over, once no request in flight was promised any (T4.2, T1.4). */
export const forfeits: AccountWork = {
  job: "accounts.forfeit",
  next: async ({ tx, accountId, now }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT ${now}::timestamptz AS at FROM account a WHERE a.id = ${accountId}::uuid AND a.state IN ('terminated', 'closed')
           AND EXISTS (SELECT 1 FROM credit_lot l WHERE l.account_id = a.id AND l.state = 'open'
             AND (l.expires_at IS NULL OR l.expires_at > ${now}::timestamptz))
           AND NOT EXISTS (SELECT 1 FROM usage_hold h WHERE h.account_id = a.id AND h.state = 'open' AND h.left_credit_nanos > 0)`,
    ),
  async run({ runner }, accountId) {
    await runner.run(forfeitLater, {}, systemContext("accounts.forfeit", accountId, newId()));
  },
};

/** Files of an account's data that are deleted. */
export const dataExportExpiry: AccountWork = {
  job: "data_exports.sweep",
  next: async ({ tx, accountId }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT min(expires_at) AS at FROM data_export WHERE account_id = ${accountId}::uuid AND state = 'ready'`,
    ),
  run: (services) => sweepDataExports(services),
};

/** A plan whose distributor fell silent (T1.3). */
export const distributorSilence: AccountWork = {
  job: "distributors.sweep",
  next: async ({ tx, accountId }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT max(t.ends_at) + make_interval(hours => ${SILENCE_HOURS}::int) AS at
          FROM subscription s JOIN term t ON t.subscription_id = s.id
         WHERE s.account_id = ${accountId}::uuid AND s.distributor IS NOT NULL
           AND s.state IN ('active', 'canceling', 'past_due')`,
    ),
  async run({ runner }, accountId) {
    await runner.run(endSilent, {}, systemContext("distributors.sweep", accountId, newId()));
  },
};

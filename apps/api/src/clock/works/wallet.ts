import { systemContext } from "../../command/system.ts";
import { newId } from "../../db/ids.ts";
import { policyAt } from "../../policy-versions/in-force.ts";
import { expireAccountLots } from "../../wallet/expire-lots.ts";
import { warnExpiring } from "../../wallet/warn-expiring.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** Lots per command, as the job takes them. */
const LOTS = 200;

/** Lots that expire. */
export const lotExpiry: AccountWork = {
  job: "wallet.expire_lots",
  next: async ({ tx, accountId }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT min(expires_at) AS at FROM credit_lot WHERE account_id = ${accountId}::uuid AND state = 'open'`,
    ),
  async run({ runner }, accountId) {
    await runner.run(
      expireAccountLots,
      { limit: LOTS },
      systemContext("wallet.expire_lots", accountId, newId()),
    );
  },
};

/** Warnings before lots expire, at each warning day of the policy. */
export const lotWarnings: AccountWork = {
  job: "wallet.warn_expiring",
  async next({ tx, accountId, now }) {
    const days = [...policyAt(now).credits.expiryWarningDays];
    return onlyInstant(
      await tx.$queryRaw`
        SELECT min(l.expires_at - make_interval(hours => 24 * day)) AS at
          FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id, unnest(${days}::int[]) AS day
         WHERE l.account_id = ${accountId}::uuid AND l.state = 'open' AND a.balance > 0
           AND l.expires_at > ${now}::timestamptz
           AND (l.warned_at IS NULL OR l.warned_at < l.expires_at - make_interval(hours => 24 * day))`,
    );
  },
  async run({ runner }, accountId) {
    await runner.run(warnExpiring, {}, systemContext("wallet.warn_expiring", accountId, newId()));
  },
};

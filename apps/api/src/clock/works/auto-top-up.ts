import { advanceAutoTopUp } from "../../auto-top-up/advance.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** An automatic top-up that is under way, or is due because the balance is low (T6.1). */
export const autoTopUp: AccountWork = {
  job: "auto_top_up.run",
  // As the sweep asks it, of one account.
  next: async ({ tx, accountId, now }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT CASE
          WHEN t.pending_order_id IS NOT NULL THEN ${now}::timestamptz
          WHEN t.state = 'on' AND a.state = 'active'
               AND (SELECT coalesce(sum(l.balance), 0) FROM credit_lot c JOIN ledger_account l ON l.id = c.ledger_account_id
                     WHERE c.account_id = t.account_id AND c.state = 'open'
                       AND coalesce(c.expires_at > ${now}::timestamptz, true))
                   - w.held_nanos
                   - (SELECT coalesce(sum(d.balance), 0) FROM ledger_account d
                       WHERE d.account_id = t.account_id AND d.code = 'wallet.debt')
                   < t.threshold_nanos
            THEN coalesce(t.quiet_until, ${now}::timestamptz)
          END AS at
          FROM auto_top_up t JOIN wallet w ON w.account_id = t.account_id JOIN account a ON a.id = t.account_id
         WHERE t.account_id = ${accountId}::uuid`,
    ),
  run: (services, accountId) => advanceAutoTopUp(services, { accountId }),
};

import { PLATFORM } from "../../db/database.ts";
import { advanceRenewal } from "../../renewals/advance.ts";
import { suspendedWaitDays } from "../../renewals/lock-due.ts";
import { renewSubscriptions } from "../../renewals/plan.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** A term that is over: what follows is decided and charged (T2.2). A suspended account's waits a while (T4.2). */
export const renewal: AccountWork = {
  job: "subscriptions.renew",
  next: async ({ tx, accountId }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT s.renews_at + CASE a.state WHEN 'suspended' THEN make_interval(days => ${suspendedWaitDays()}::int)
                                          ELSE interval '0' END AS at
          FROM subscription s JOIN account a ON a.id = s.account_id
         WHERE s.account_id = ${accountId}::uuid AND (s.state = 'active' OR (s.state = 'canceling' AND EXISTS (
           SELECT 1 FROM term t WHERE t.subscription_id = s.id HAVING max(t.number) < s.last_term_number)))`,
    ),
  async run(services, accountId) {
    await renewSubscriptions(services, { accountId });
  },
};

/** A renewal in arrears: the next try, the mails, the end of the grace; or one whose job was lost. */
export const dunning: AccountWork = {
  job: "renewals.sweep",
  // A charge under way, perhaps at another worker, is waited for: the clock does not walk away from it.
  next: async ({ tx, accountId, now }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT min(CASE WHEN state IN ('charging', 'unknown') THEN ${now}::timestamptz ELSE next_at END) AS at
          FROM renewal WHERE account_id = ${accountId}::uuid AND settled_at IS NULL`,
    ),
  async run(services, accountId) {
    const due = await services.db.within(
      PLATFORM,
      (tx) => tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM renewal WHERE account_id = ${accountId}::uuid AND settled_at IS NULL
           AND (next_at <= tenure_now(account_id) OR state IN ('charging', 'unknown')) ORDER BY next_at`,
    );
    for (const { id: renewalId } of due) await advanceRenewal(services, { renewalId });
  },
};

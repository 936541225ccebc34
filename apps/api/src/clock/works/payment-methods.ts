import { warnExpiringCards } from "../../payment-methods/warn-expiring.ts";
import { policyAt } from "../../policy-versions/in-force.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** A card that ends soon: its holder is told once. */
export const cardWarnings: AccountWork = {
  job: "payment_methods.warn_expiring",
  async next({ tx, accountId, now }) {
    const days = policyAt(now).paymentMethods.expiringNoticeDays;
    return onlyInstant(
      await tx.$queryRaw`
        SELECT min(ends_at) - make_interval(days => ${days}::int) AS at FROM (
          SELECT make_timestamptz(m.exp_year, m.exp_month, 1, 0, 0, 0, 'UTC') + interval '1 month' AS ends_at
            FROM payment_method m JOIN holder_period h ON h.id = m.holder_period_id AND h.ended_at IS NULL
           WHERE m.account_id = ${accountId}::uuid AND m.ended_at IS NULL AND m.exp_year IS NOT NULL
             AND m.expiry_told IS DISTINCT FROM m.exp_year || '-' || lpad(m.exp_month::text, 2, '0')) AS card
         WHERE ends_at > ${now}::timestamptz`,
    );
  },
  async run(services, accountId) {
    await warnExpiringCards(services, { accountId });
  },
};

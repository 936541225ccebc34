import { sweepGifts } from "../../gift-subscriptions/jobs.ts";
import { WARNING_DAYS } from "../../gift-subscriptions/warn.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** Gifts of an account: their mail, the warning, the end of what nobody redeemed; and those it received (R2.7). */
export const gifts: AccountWork = {
  job: "gift_subscriptions.sweep",
  // A gift can be redeemed up to the very instant: it expires a millisecond later.
  next: async ({ tx, accountId, now }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT min(at) AS at FROM (
          SELECT deliver_at AS at FROM gift_subscription
           WHERE account_id = ${accountId}::uuid AND state = 'offered' AND sendings = 0 AND redeem_by >= ${now}::timestamptz
          UNION ALL
          SELECT redeem_by - make_interval(hours => ${24 * WARNING_DAYS.expires}::int) FROM gift_subscription
           WHERE account_id = ${accountId}::uuid AND state = 'offered' AND warned_at IS NULL AND redeem_by > ${now}::timestamptz
          UNION ALL
          SELECT redeem_by + interval '1 millisecond' FROM gift_subscription
           WHERE account_id = ${accountId}::uuid AND state = 'offered'
          UNION ALL
          SELECT paid_until - make_interval(hours => ${24 * WARNING_DAYS.ends}::int) FROM gift_subscription
           WHERE redeemed_by_account_id = ${accountId}::uuid AND state = 'redeemed' AND NOT renews
             AND ending_told_at IS NULL) AS due`,
    ),
  async run(services, accountId) {
    await sweepGifts(services, { accountId });
  },
};

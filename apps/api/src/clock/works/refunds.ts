import { PLATFORM } from "../../db/database.ts";
import { advanceRefund } from "../../refunds/advance.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/**
 * Refunds whose requests in flight had their time (R3.6). What is at the provider waits for the provider's own clock,
 * which is nobody's account's.
 */
export const refundSettling: AccountWork = {
  job: "refunds.advance",
  next: async ({ tx, accountId }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT min(drain_until) AS at FROM refund WHERE account_id = ${accountId}::uuid AND state = 'draining'`,
    ),
  async run(services, accountId) {
    const due = await services.db.within(
      PLATFORM,
      (tx) => tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM refund WHERE account_id = ${accountId}::uuid AND state = 'draining'
           AND drain_until <= tenure_now(account_id) ORDER BY submitted_at`,
    );
    for (const { id } of due) await advanceRefund(services, id);
  },
};

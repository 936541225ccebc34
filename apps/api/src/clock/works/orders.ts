import { expireOrders } from "../../orders/expire.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** Orders that nobody paid in time. */
export const orderExpiry: AccountWork = {
  job: "orders.expire",
  next: async ({ tx, accountId }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT min(expires_at) AS at FROM "order"
         WHERE account_id = ${accountId}::uuid AND state = 'pending' AND NOT automatic AND kind <> 'renewal'`,
    ),
  run: (services, accountId) => expireOrders(services, { accountId }),
};

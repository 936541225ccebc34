import { systemContext } from "../../command/system.ts";
import { newId } from "../../db/ids.ts";
import { finishSubscription } from "../../subscriptions/finish.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** A cancelled subscription that ends with its last term (T2.6). */
export const subscriptionEnd: AccountWork = {
  job: "subscriptions.finish",
  next: async ({ tx, accountId }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT t.ends_at AS at FROM subscription s JOIN term t ON t.subscription_id = s.id AND t.number = s.last_term_number
         WHERE s.account_id = ${accountId}::uuid AND s.state = 'canceling'`,
    ),
  async run({ runner }, accountId) {
    await runner.run(finishSubscription, {}, systemContext("subscriptions.finish", accountId, newId()));
  },
};

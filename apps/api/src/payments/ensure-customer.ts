import { z } from "zod";
import { billingDetailsOfPeriod } from "../accounts/billing-facts.ts";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { ofAccount } from "../db/database.ts";
import type { Services } from "../runtime/services.ts";

const keepCustomer = plainCommand({
  name: "orders.keep_customer",
  input: z.strictObject({ holderPeriodId: z.uuid(), customerId: z.string() }),
  async apply({ tx }, { holderPeriodId, customerId }) {
    await tx.holderPeriod.update({ where: { id: holderPeriodId }, data: { stripeCustomerId: customerId } });
    return {
      answer: { customerId },
      target: { kind: "holder_period", id: holderPeriodId },
      after: { customerId },
    };
  },
});

/**
 * The provider's customer of a holder period, made once however often it is asked for: the period's id is the key. No
 * two periods share one (C4.10).
 */
export async function ensureCustomer(
  { db, runner, payments }: Services,
  accountId: string,
  holderPeriodId: string,
): Promise<string> {
  const { known, email } = await db.within(ofAccount(accountId), async (tx) => ({
    known: (await tx.holderPeriod.findUniqueOrThrow({ where: { id: holderPeriodId } })).stripeCustomerId,
    email: (await billingDetailsOfPeriod(tx, holderPeriodId)).email,
  }));
  if (known !== null) return known;
  const customerId = await payments.stripe.createCustomer(holderPeriodId, email);
  await runner.run(
    keepCustomer,
    { holderPeriodId, customerId },
    systemContext("orders.open_checkout", accountId, `customer:${holderPeriodId}`),
  );
  return customerId;
}

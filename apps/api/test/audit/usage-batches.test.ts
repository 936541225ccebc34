import { expect, it } from "vitest";
import { chainAudit } from "../../src/audit/chain.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import { openMarket } from "../support/market.ts";

it("an altered usage event is found against its batch's audit row", { tags: ["deep"] }, async () => {
  const market = await openMarket();
  const customer = await market.customer();
  await customer.subscribe();
  await customer.use(7);
  await customer.use(5);
  await chainAudit(market.database.db);
  expect((await verifyAudit(market.database.db)).findings).toEqual([]);

  // Seven cents become six, and so does their plan part: every CHECK still holds, only the digest does not.
  await market.database.sql(
    "UPDATE usage_event SET amount_nanos = 60000000, plan_nanos = 60000000 WHERE amount_nanos = 70000000",
  );
  expect((await verifyAudit(market.database.db)).findings).toMatchObject([{ kind: "usage_altered" }]);
});

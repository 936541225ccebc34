import { beforeAll, expect, it } from "vitest";
import { type Market, openMarket } from "../support/market.ts";
import { submit } from "./door.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

it("a refund that can no longer be paid when it settles is called off, and the customer is told why", {
  tags: ["deep"],
}, async () => {
  const customer = await market.customer();
  const orderId = await customer.subscribe("pro");
  const holdId = await customer.hold(100);
  await submit(market.services, customer.as(), orderId);
  await market.runJobs();
  const charge = market.stripe.control.charges().find((each) => each.metadata["orderId"] === orderId);
  market.stripe.control.openDispute(charge?.id ?? "");
  await market.runJobs();
  await customer.settle(holdId, 50);
  expect(await market.runJobs()).toEqual([]);
  const [told] = await market.database.sql<{ kind: string; text: string }>(
    `SELECT kind, text FROM notice WHERE account_id = $1 ORDER BY id DESC LIMIT 1`,
    [customer.accountId],
  );
  expect(told?.kind).toBe("refund_canceled");
  expect(told?.text).toContain("(R2.8)");
  expect(
    await market.database.sql(`SELECT state FROM subscription WHERE account_id = $1`, [customer.accountId]),
  ).toEqual([{ state: "active" }]);
});

import { beforeAll, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { type Market, openMarket } from "../support/market.ts";
import { submit } from "./door.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

it("R6.4: what is owed after a bounce is no second time refundable: it is paid once, by staff", async () => {
  const customer = await market.customer();
  const orderId = await customer.subscribe("pro");
  const refundId = await submit(market.services, customer.as(), orderId);
  await market.runJobs();
  await customer.subscribe("max");
  const [paid] = market.stripe.control.refunds().filter((each) => each.metadata?.["refundId"] === refundId);
  market.stripe.control.failRefund(paid?.id ?? "");
  await market.runJobs();
  // $20.00 less 5 % is 19.00: booked as owed, since another plan runs.
  const [owed] = await market.database.sql<{ balance: string }>(
    `SELECT balance::text FROM ledger_account WHERE account_id = $1 AND code = 'customer.owed'`,
    [customer.accountId],
  );
  expect(owed?.balance).toBe("19000000000");
  const decision = await previewRefund(market.services, customer.as(), orderId);
  expect([decision.outcome, decision.refusals.map((each) => each.code)]).toEqual([
    "refused",
    ["fully_refunded", "below_provider_minimum"],
  ]);
  expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
});

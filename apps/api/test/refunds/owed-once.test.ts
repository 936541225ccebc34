import { beforeAll, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { type Market, openMarket } from "../support/market.ts";
import { submit } from "./door.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

it("R6.4: what is owed after a bounce is no second time refundable: it is paid once, by staff", {
  tags: ["deep"],
}, async () => {
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

it("R6.1, R6.4: a refund that fails only after its term is over leaves the plan on Free, and another can be bought", {
  tags: ["deep"],
}, async () => {
  const customer = await market.customer();
  const orderId = await customer.subscribe("pro");
  market.stripe.control.planRefunds("pending");
  const refundId = await submit(market.services, customer.as(), orderId);
  await market.runJobs();
  const state = async () => {
    const rows = await market.database.sql<{ state: string }>(
      "SELECT state FROM subscription WHERE account_id = $1 ORDER BY created_at",
      [customer.accountId],
    );
    return rows.map((each) => each.state);
  };
  expect(await state()).toEqual(["refunding"]);
  // A month has 31 days at most.
  await customer.later(32 * 24 * 3_600_000);
  const [waiting] = market.stripe.control
    .refunds()
    .filter((each) => each.metadata?.["refundId"] === refundId);
  market.stripe.control.failRefund(waiting?.id ?? "", "declined");
  await market.runJobs();
  expect(await state()).toEqual(["ended"]);
  await customer.subscribe("max");
  expect(await state()).toEqual(["ended", "active"]);
  expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
});

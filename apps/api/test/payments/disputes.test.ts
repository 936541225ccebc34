import { beforeAll, expect, it } from "vitest";
import { previewRefund } from "../../src/refunds/preview.ts";
import { type Market, openMarket } from "../support/market.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

it("a payment lost in one dispute stays lost when another of its disputes is won (R3.8)", {
  tags: ["deep"],
}, async () => {
  const customer = await market.customer();
  const orderId = await customer.subscribe("pro");
  const charge = market.stripe.control.charges().find((each) => each.metadata["orderId"] === orderId);
  const refusals = async () =>
    (await previewRefund(market.services, customer.as(), orderId)).refusals.map((each) => each.code);
  const first = market.stripe.control.openDispute(charge?.id ?? "");
  market.stripe.control.loseDispute(first.id);
  await market.runJobs();
  expect((await refusals())[0]).toBe("fully_refunded");
  const second = market.stripe.control.openDispute(charge?.id ?? "");
  await market.runJobs();
  expect(await refusals()).toContain("disputed");
  const alerts = await market.database.sql<{ dedupe_key: string }>(
    `SELECT dedupe_key FROM operator_alert WHERE account_id = $1 ORDER BY dedupe_key`,
    [customer.accountId],
  );
  expect(alerts.map((each) => each.dedupe_key)).toContain(`payment_disputed:${second.id}`);
  market.stripe.control.winDispute(second.id);
  await market.runJobs();
  // The $20.00 left with the first dispute; there is nothing to return.
  expect((await refusals())[0]).toBe("fully_refunded");
});

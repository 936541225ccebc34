import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import { openMarket } from "../support/market.ts";

it("a payment page is asked for in the same words however late it is repeated: one page per order", async () => {
  const market = await openMarket();
  const customer = await market.customer();
  const { orderId, sessionId } = await customer.order();
  // As after a crash between the provider's answer and our commit. The words carry seconds: let one pass.
  await market.database.sql(
    `UPDATE "order" SET checkout_url = NULL, provider_session_id = NULL WHERE id = $1`,
    [orderId],
  );
  await customer.later(5 * 60_000);
  await sleep(1100);
  await openCheckout(market.services, orderId);
  const pages = market.stripe.control
    .checkoutSessions()
    .filter((each) => each.client_reference_id === orderId);
  expect(pages.map((each) => each.id)).toEqual([sessionId]);
  const [last] = market.stripe.control
    .requests()
    .filter((each) => each.path === "/v1/checkout/sessions")
    .slice(-1);
  expect([last?.status, last?.replayed]).toEqual([200, true]);
});

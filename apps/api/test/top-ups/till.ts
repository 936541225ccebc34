import { openCheckout } from "../../src/orders/open-checkout.ts";
import { buyTopUp } from "../../src/top-ups/buy.ts";
import type { Customer, Market } from "../support/market.ts";

/** A top-up that was ordered, with its payment page open. */
export interface OrderedTopUp {
  readonly orderId: string;
  readonly number: string;
  readonly sessionId: string;
}

/** What the door does behind the procedure: orders credits for so many dollars and opens the payment page. */
export async function orderTopUp(
  { services, database }: Pick<Market, "services" | "database">,
  customer: Customer,
  amount: string,
  currency = "USD",
  method: "card" | "alipay" = "card",
): Promise<OrderedTopUp> {
  const { answer } = await services.runner.run(
    buyTopUp(services),
    {
      amount: { amount, currency },
      method,
      consents: { termsVersion: "2026-11", termsHash: "0".repeat(64), language: "en" },
      loginId: customer.loginId,
    },
    customer.as(),
  );
  await openCheckout(services, answer.orderId);
  const [row] = await database.sql<{ provider_session_id: string }>(
    `SELECT provider_session_id FROM "order" WHERE id = $1`,
    [answer.orderId],
  );
  return { orderId: answer.orderId, number: answer.number, sessionId: row?.provider_session_id ?? "" };
}

/** Orders and pays, with everything that follows done. */
export async function topUp(
  market: Pick<Market, "services" | "database" | "stripe" | "runJobs">,
  customer: Customer,
  amount: string,
): Promise<OrderedTopUp> {
  const ordered = await orderTopUp(market, customer, amount);
  market.stripe.control.payCheckout(ordered.sessionId);
  await market.runJobs();
  return ordered;
}

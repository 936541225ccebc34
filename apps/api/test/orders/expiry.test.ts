import { beforeEach, describe, expect, it } from "vitest";
import { type Market, openMarket } from "../support/market.ts";

const HOUR = 3_600_000;
let market: Market;
beforeEach(async () => {
  market = await openMarket();
});

const stateOf = async (orderId: string) => {
  const [row] = await market.database.sql<{ state: string }>(`SELECT state FROM "order" WHERE id = $1`, [
    orderId,
  ]);
  return row?.state;
};
const expire = async () => {
  market.jobs.push({ name: "orders.expire", payload: {} });
  return market.runJobs();
};

describe("the expiry of orders", () => {
  it("goes past an order whose page the provider does not know: the next ones close all the same", {
    tags: ["deep"],
  }, async () => {
    const [first, second] = [await market.customer(), await market.customer()];
    const lost = await first.order();
    const other = await second.order();
    await market.database.sql(`UPDATE "order" SET provider_session_id = 'cs_test_unknown' WHERE id = $1`, [
      lost.orderId,
    ]);
    await first.later(3 * HOUR);
    await second.later(2 * HOUR);
    const errors = await expire();
    expect(await stateOf(other.orderId)).toBe("expired");
    // Nobody can say whether it was paid: it stays, and the schedule says so to a person.
    expect([await stateOf(lost.orderId), errors.length]).toEqual(["pending", 1]);
  });

  it("closes an order that was paid with a wrong amount, and a person hears of it although no notification came", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await customer.order();
    market.stripe.control.addEventFault({ type: "*", action: "drop", count: 10 });
    market.stripe.control.payCheckout(sessionId);
    await market.runJobs();
    // The order says another amount than what was paid on its page.
    await market.database.sql(
      `UPDATE "order" SET total_minor = total_minor + 1, amount_nanos = amount_nanos + 10000000 WHERE id = $1`,
      [orderId],
    );
    await customer.later(2 * HOUR);
    await expire();
    expect(await stateOf(orderId)).toBe("expired");
    const alerts = await market.database.sql<{ kind: string }>(
      `SELECT kind FROM operator_alert WHERE account_id = $1`,
      [customer.accountId],
    );
    expect(alerts).toEqual([{ kind: "payment_mismatch" }]);
  });
});

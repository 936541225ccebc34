import { expect, it } from "vitest";
import { JOB_HANDLERS } from "../../src/jobs/handlers.ts";
import { createAntom } from "../support/antom.ts";
import { openMarket } from "../support/market.ts";
import { orderTopUp } from "../top-ups/till.ts";

it("a wallet's payment that nobody told of is found within the quarter of an hour; an unpaid page stays open", async () => {
  const parts = createAntom();
  const market = await openMarket({ antom: parts });
  const { antom } = market;
  if (antom === null) throw new Error("the market has no Antom");
  antom.setNotifyOrigin(market.base);
  antom.control.addEventFault({ type: "*", action: "drop", count: Number.MAX_SAFE_INTEGER });
  const [payer, other] = [
    await market.customer({ currency: "CNY" }),
    await market.customer({ currency: "CNY" }),
  ];
  const paid = await orderTopUp(market, payer, "40.00", "CNY", "alipay");
  const open = await orderTopUp(market, other, "40.00", "CNY", "alipay");
  antom.control.pay(paid.sessionId);
  const states = async () => {
    await JOB_HANDLERS["payments.catch_up"](market.services, {});
    const rows = await market.database.sql<{ id: string; state: string }>('SELECT id, state FROM "order"');
    return new Map(rows.map(({ id, state }) => [id, state]));
  };
  // A payer who may still be on the way is left alone.
  expect((await states()).get(paid.orderId)).toBe("pending");
  await payer.later(5 * 60_000);
  await other.later(5 * 60_000);
  const after = await states();
  expect([after.get(paid.orderId), after.get(open.orderId)]).toEqual(["paid", "pending"]);
  // Found twice is one payment; the page that stayed open can still be paid.
  antom.control.pay(open.sessionId);
  expect((await states()).get(open.orderId)).toBe("paid");
  const lots = await market.database.sql(
    "SELECT granted_nanos::text AS nanos FROM credit_lot WHERE kind = 'paid'",
  );
  expect(lots.map(({ nanos }) => nanos)).toEqual(["40000000000", "40000000000"]);
});

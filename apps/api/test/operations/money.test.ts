import { expect, it } from "vitest";
import { submit } from "../refunds/door.ts";
import { openMarket } from "../support/market.ts";
import { staff } from "../support/people.ts";

const market = await openMarket();
const reviewer = await staff(market, "reviewer");

const seen = async () => (await reviewer.query("operations.money", {})).data;
const usd = (amount: string) => ({ amount, currency: "USD" });

it("adds up what came in and went back by day and currency, and what is on its way", async () => {
  const none = await seen();
  expect([(none["days"] as string[]).length, none["currencies"]]).toEqual([7, []]);

  const [one, two] = [await market.customer(), await market.customer()];
  // Two payments of $20.00; a third of six days ago, and one of seven, which is not asked for any more.
  const orderId = await one.subscribe("pro");
  await two.subscribe("pro");
  for (const days of [6, 7]) {
    const customer = await market.customer();
    const older = await customer.subscribe("pro");
    await market.database.sql(
      "UPDATE payment SET captured_at = date_trunc('day', now(), 'UTC') - $2::int * interval '1 day' WHERE order_id = $1",
      [older, days],
    );
  }
  // Of one of them $20.00 × 95 % = $19.00 go back.
  await submit(market.services, one.as(), orderId);
  const between = await seen();
  const today = (between["days"] as string[]).length - 1;
  const [row] = between["currencies"] as {
    byDay: { received: unknown; returned: unknown }[];
    total: unknown;
    underWay: unknown;
  }[];
  expect(row?.byDay[today]).toMatchObject({ received: usd("40.00") });
  expect(row?.byDay[0]).toEqual({ received: usd("20.00"), returned: usd("0.00") });
  expect(row?.total).toMatchObject({ received: usd("60.00") });

  await market.runJobs();
  const [after] = (await seen())["currencies"] as { byDay: unknown[]; total: unknown; underWay: unknown }[];
  expect([after?.total, after?.byDay[today], after?.underWay]).toEqual([
    { received: usd("60.00"), returned: usd("19.00") },
    { received: usd("40.00"), returned: usd("19.00") },
    { count: 0, expected: usd("0.00") },
  ]);
});

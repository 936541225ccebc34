import { afterAll, beforeAll, expect, it } from "vitest";
import pg from "pg";
import { systemContext } from "../../src/command/system.ts";
import { advanceRefund } from "../../src/refunds/advance.ts";
import { settleRefund } from "../../src/refunds/settle.ts";
import { openLiveMarket } from "../support/live-market.ts";
import { openMarket } from "../support/market.ts";
import { until } from "../support/until.ts";
import { cancel } from "./door.ts";
import { type Arena, openArena, raceCancel, raceSubmits, raceUsage } from "./races.ts";
import { refundCase } from "./refund-case.ts";

let arena: Arena;
beforeAll(async () => {
  arena = await openArena(await openLiveMarket());
});
afterAll(() => arena.close());

const timeout = 120_000;

it(
  "10 submits of one order at once from two processes, same and different keys: one refund",
  { timeout },
  () => raceSubmits(arena, 1, 10),
);

it("the same of a top-up × 12 submits", { tags: ["deep"], timeout }, () =>
  raceSubmits(arena, 1, 12, "top_up"),
);

it("usage that arrives while a refund is submitted counts once, in it or against the customer", {
  tags: ["deep"],
  timeout,
}, async () => {
  await raceUsage(arena, 4);
  await raceUsage(arena, 4, "top_up");
});

it("canceling while it is carried on, from two processes: all of it or nothing", {
  tags: ["deep"],
  timeout,
}, async () => {
  for (const number of [0, 6]) expect(["canceled", "refunded"]).toContain(await raceCancel(arena, number));
});

it("a refund canceled between the worker's look and its call is never called", {
  tags: ["deep"],
}, async () => {
  const market = await openMarket();
  const { customer, orderId, refundId, look } = await refundCase(market);
  market.jobs.splice(0);
  await market.services.runner.run(
    settleRefund,
    { refundId, orderId },
    systemContext("test", customer.accountId, "settle"),
  );
  // Somebody holds the account's row: the cancellation queues behind, and the worker, who has looked already, behind it.
  const holder = new pg.Client({ connectionString: market.database.url });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("SELECT 1 FROM account WHERE id = $1 FOR UPDATE", [customer.accountId]);
  const waiting = async (count: number) => {
    const rows = await market.database.sql(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows.length >= count;
  };
  const canceled = cancel(market.services, customer.as(), refundId);
  await until("the cancellation waits", () => waiting(1));
  const advanced = advanceRefund(market.services, refundId);
  await until("the worker waits behind it", () => waiting(2));
  await holder.query("COMMIT");
  await holder.end();
  await Promise.all([canceled, advanced]);
  expect(await market.runJobs()).toEqual([]);
  expect(await look()).toMatchObject({
    refund: "canceled",
    leg: "canceled",
    subscription: "active",
    atStripe: [],
  });
});

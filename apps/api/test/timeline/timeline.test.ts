import { Tenure } from "@tenure/sdk";
import { beforeAll, describe, expect, it } from "vitest";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { systemContext } from "../../src/command/system.ts";
import { newId } from "../../src/db/ids.ts";
import { readTimeline } from "../../src/timeline/read.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { openAccount, signUp } from "../support/people.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const HOUR = 3_600_000;
const timelineOf = ({ accountId }: Customer) =>
  market.services.db.within(PLATFORM, (tx) =>
    readTimeline(
      tx,
      { ...systemContext("test", accountId, "timeline"), accountId },
      { rateBps: async () => 2000 },
    ),
  );
/** `+24h refund_window_closes R1.1 20.00`: hours from when the plan began, kind, clause, dollars. */
const told = async (customer: Customer, begunAt: Date) =>
  (await timelineOf(customer)).promises.map(({ at, kind, clause, amountNanos }) => {
    const hours = Math.round((Date.parse(at) - begunAt.getTime()) / HOUR);
    return `+${hours}h ${kind} ${clause ?? "-"} ${amountNanos === null ? "-" : (Number(amountNanos) / 1e9).toFixed(2)}`;
  });
const termOf = async ({ accountId }: Customer) => {
  const [term] = await market.database.sql<{ starts_at: Date; ends_at: Date }>(
    "SELECT starts_at, ends_at FROM term WHERE account_id = $1 ORDER BY number DESC LIMIT 1",
    [accountId],
  );
  if (term === undefined) throw new Error("no term");
  return { ...term, hours: (term.ends_at.getTime() - term.starts_at.getTime()) / HOUR };
};
const gift = (accountId: string, amount: string, expiryDays: number | null) =>
  market.services.runner.run(
    grantGift,
    { amount: { amount, currency: "USD" }, reason: "Thanks", expiryDays },
    systemContext("test", accountId, newId()),
  );

describe("the promise timeline", () => {
  it("R1.1, T2.5, T2.2, R3.4: tells a new subscriber's promises to the hour, each with its clause and amount", async () => {
    const customer = await market.customer();
    await customer.subscribe("pro");
    await gift(customer.accountId, "5.00", 10);
    await gift(customer.accountId, "2.00", 10);
    const { starts_at: begunAt, hours } = await termOf(customer);
    // The window of 24 hours; two gifts of ten days, $5 + $2, each by its own instant; a day before the term ends; and its
    // end, where $20.00 and a fifth of it as tax are charged: $24.00.
    expect(await told(customer, begunAt)).toEqual([
      "+24h refund_window_closes R1.1 20.00",
      "+240h gift_credits_expire R3.4 5.00",
      "+240h gift_credits_expire R3.4 2.00",
      `+${hours - 24}h cancel_by T2.5 24.00`,
      `+${hours}h renewal T2.2 24.00`,
    ]);
    expect((await timelineOf(customer)).past.map(({ kind }) => kind)).toEqual(["plan_paid"]);
  });

  it("R1.3, T2.6: what is over is not promised, a cancelled plan ends and can be taken back until then", async () => {
    const customer = await market.customer();
    await customer.subscribe("max");
    await customer.later(25 * HOUR);
    await market.services.runner.run(
      cancel(market.services.tax),
      { reason: null, comment: null, confirmedEndsAt: null },
      customer.as(),
    );
    const { starts_at: begunAt, hours } = await termOf(customer);
    expect(await told(customer, begunAt)).toEqual([
      `+${hours}h undo_until T2.6 -`,
      `+${hours}h subscription_ends T2.6 -`,
    ]);
    expect((await timelineOf(customer)).past.map(({ kind }) => kind)).toEqual(["plan_canceled", "plan_paid"]);
  });

  it("R2.4: no window is promised for an order that usage has eaten up; requests in flight are told as a sum", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    await customer.subscribe("pro");
    await customer.use(2000);
    await customer.hold(30);
    await customer.hold(12);
    const { promises } = await timelineOf(customer);
    expect(promises.some(({ kind }) => kind === "refund_window_closes")).toBe(false);
    // 30 + 12 cents, told once unless the minute changed between the two.
    const holds = promises.filter(({ kind }) => kind === "hold_expires");
    expect(holds.reduce((sum, { amountNanos }) => sum + (amountNanos ?? 0n), 0n)).toBe(420_000_000n);
  });

  it("is the same for the dashboard, the REST API and the SDK, and nobody else's", async () => {
    const owner = await signUp(market, "owner");
    const accountId = await openAccount(market, owner);
    await gift(accountId, "5.00", 30);
    const { data: key } = await owner.mutate("partners.keys.create", {
      accountId,
      name: "reader",
      scopes: ["wallet:read"],
    });
    const dashboard = (await owner.query("timeline.get", { accountId })).data;
    const authorization = `Bearer ${String(key["key"])}`;
    const rest = await market.app.inject({ url: "/v1/timeline", headers: { authorization } });
    const sdk = await new Tenure({ apiKey: String(key["key"]), baseUrl: market.base }).timeline.get();
    // The clock goes on between three questions.
    const still = ({ now: _, ...rest }: Record<string, unknown>) => rest;
    expect(still(rest.json())).toEqual(still(dashboard));
    expect(still({ ...sdk })).toEqual(still(dashboard));
    expect(sdk.promises).toMatchObject([
      {
        kind: "gift_credits_expire",
        clause: "R3.4",
        amount: { amount: "5.00", currency: "USD" },
        text: "Gift credits of $5.00 expire",
        action: "see_credits",
      },
    ]);
    const other = await signUp(market, "other");
    expect((await other.query("timeline.get", { accountId })).status).toBe(404);
  });

  it("costs the same with a long history: every row it reads is open or among the newest", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    await customer.subscribe("pro");
    const { accountId } = customer;
    await market.database.sql(
      `INSERT INTO "order" SELECT (jsonb_populate_record(o, jsonb_build_object('id', uuidv7(), 'number', 'OLD-' || n,
              'provider_session_id', NULL, 'paid_at', o.paid_at - n * interval '1 day'))).*
         FROM "order" o, generate_series(1, 3000) AS n WHERE o.account_id = $1`,
      [accountId],
    );
    await market.database.sql(`ANALYZE "order"`);
    const plan = async (sql: string) =>
      (await market.database.sql<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, COSTS off, TIMING off) ${sql}`))
        .map((row) => row["QUERY PLAN"])
        .join("\n");
    const orders = `SELECT * FROM "order" WHERE account_id = '${accountId}' AND state = 'paid'`;
    expect(await plan(`${orders} ORDER BY paid_at DESC LIMIT 8`)).toMatch(/order_paid.* \(actual rows=8/);
    expect(
      await plan(`${orders} AND paid_at >= now() - interval '24 hours' ORDER BY paid_at DESC LIMIT 20`),
    ).toMatch(/order_paid.* \(actual rows=1/);
    expect((await timelineOf(customer)).past).toHaveLength(8);
  });
});

import { beforeAll, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { expireLots } from "../../src/wallet/jobs.ts";
import { type Market, openMarket } from "../support/market.ts";
import { booksOf, DAY_MS, give, lotIs } from "./world.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

it("R3.4: at its expiry a gift ends: what is left goes back to the expense it came from, and the row says so", async () => {
  const customer = await market.customer();
  const lotId = await give(market, customer, "10", 30);
  await customer.use(400);
  await customer.later(30 * DAY_MS - 60_000);
  await expireLots(market.services);
  expect(await lotIs(market, lotId)).toBe("open 600");
  await customer.later(60_000);
  expect(await expireLots(market.services)).toBe(1);
  expect(await lotIs(market, lotId)).toBe("expired 0");
  expect(await booksOf(market, customer.accountId)).toEqual({});
  // $10.00 of expense less the $6.00 that nobody spent.
  const [expense] = await market.database.sql<{ cents: number }>(
    `SELECT (sum(p.amount) / 10000000)::int AS cents FROM ledger_posting p JOIN ledger_account a ON a.id = p.ledger_account_id
       JOIN ledger_journal j ON j.id = p.journal_id WHERE a.code = 'expense.gifts' AND j.account_id = $1`,
    [customer.accountId],
  );
  expect(expense?.cents).toBe(400);
  const audit = await market.database.sql<{ after: { expiredNanos: string } }>(
    "SELECT after FROM audit_row WHERE account_id = $1 AND action = 'wallet.expire_lots'",
    [customer.accountId],
  );
  expect(audit.map((row) => row.after.expiredNanos)).toEqual(["6000000000"]);
  expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
});

it("paid credits that expire become breakage", async () => {
  const customer = await market.customer();
  const lotId = await give(market, customer, "10", 30);
  await market.database.sql("UPDATE credit_lot SET kind = 'paid' WHERE id = $1", [lotId]);
  await customer.later(30 * DAY_MS);
  await expireLots(market.services);
  const [breakage] = await market.database.sql<{ cents: number }>(
    `SELECT (-sum(p.amount) / 10000000)::int AS cents FROM ledger_posting p JOIN ledger_account a ON a.id = p.ledger_account_id
       JOIN ledger_journal j ON j.id = p.journal_id WHERE a.code = 'revenue.breakage' AND j.account_id = $1`,
    [customer.accountId],
  );
  expect(breakage?.cents).toBe(1000);
});

it("expired credits cannot be spent even before the job came by: usage goes to the next lot", async () => {
  const customer = await market.customer();
  const soon = await give(market, customer, "5", 1);
  const later = await give(market, customer, "5", 100);
  await customer.later(DAY_MS);
  await customer.use(100);
  expect([await lotIs(market, soon), await lotIs(market, later)]).toEqual(["open 500", "open 400"]);
});

it("a request that was promised credits keeps its promise when they expire: other credits pay, then a debt", async () => {
  const customer = await market.customer();
  const soon = await give(market, customer, "5", 1);
  const other = await give(market, customer, "2", 100);
  await customer.later(DAY_MS - 60_000);
  const holdId = await customer.hold(600);
  await customer.later(60_000);
  await expireLots(market.services);
  expect(await lotIs(market, soon)).toBe("expired 0");
  await customer.settle(holdId, 600);
  expect(await lotIs(market, other)).toBe("spent 0");
  // $6.00 used, $2.00 paid by the other lot.
  expect(await booksOf(market, customer.accountId)).toEqual({ "wallet.debt": 400 });
});

it("two workers at once end each of fifty lots once", { tags: ["deep"] }, async () => {
  const customer = await market.customer();
  for (let lot = 0; lot < 50; lot += 1) await give(market, customer, "1", 1);
  await customer.later(DAY_MS);
  const ended = await Promise.all([expireLots(market.services), expireLots(market.services)]);
  expect(ended[0] + ended[1]).toBe(50);
  const [journals] = await market.database.sql<{ count: number }>(
    "SELECT count(*)::int AS count FROM ledger_journal WHERE account_id = $1 AND kind = 'credits.expired'",
    [customer.accountId],
  );
  expect(journals?.count).toBe(50);
  expect(await booksOf(market, customer.accountId)).toEqual({});
});

import { expect, it } from "vitest";
import { ofAccount } from "../../src/db/database.ts";
import { openMarket } from "../support/market.ts";
import { staff } from "../support/people.ts";

const market = await openMarket();
const customer = await market.customer();
const other = await market.customer();
const rin = await staff(market, "reviewer");
const found = async (query: string): Promise<string[]> => {
  const { data } = await rin.query("accounts.search", { query });
  return (data as unknown as { id: string }[]).map(({ id }) => id);
};

it("an account is found by the number of its order or invoice and by the provider's payment, in any case", async () => {
  await customer.subscribe("pro");
  await other.subscribe("pro");
  await market.runJobs();
  const numbers = await market.database.sql<{ number: string }>(
    `SELECT number FROM "order" WHERE account_id = $1
     UNION SELECT number FROM invoice WHERE account_id = $1
     UNION SELECT provider_payment_id FROM payment WHERE account_id = $1`,
    [customer.accountId],
  );
  expect(numbers).toHaveLength(3);
  for (const { number } of numbers)
    expect([number, await found(number)]).toEqual([number, [customer.accountId]]);
  const [{ number: order } = { number: "" }] = await market.database.sql<{ number: string }>(
    'SELECT number FROM "order" WHERE account_id = $1',
    [customer.accountId],
  );
  expect(await found(order.toLowerCase())).toEqual([customer.accountId]);
  // A part of a number is none: it would be somebody else's as well.
  expect(await found(order.slice(0, -1))).toEqual([]);
});

it("the function behind it answers the platform only, and by an index of pieces", async () => {
  const asAccount = market.services.db.within(
    ofAccount(customer.accountId),
    (tx) => tx.$queryRaw`SELECT * FROM find_accounts('acme', 20)`,
  );
  await expect(asAccount).rejects.toThrow(/only the platform searches accounts/);
  const [plan] = await market.database.sql(
    `EXPLAIN (FORMAT JSON) SELECT id FROM account WHERE search_grams(name) @> search_needles('zzqy')`,
  );
  expect(search(plan, "search_grams")).toBe(true);
});

const search = (value: unknown, text: string): boolean => JSON.stringify(value).includes(text);

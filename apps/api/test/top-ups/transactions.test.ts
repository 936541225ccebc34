import { beforeAll, describe, expect, it } from "vitest";
import { readAccount } from "../../src/accounts/account-facts.ts";
import { ofAccount } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { readTransactions, type TransactionQuery } from "../../src/wallet/read-transactions.ts";
import { CENT_MODEL, type Customer, type Market, openMarket } from "../support/market.ts";
import { usageOf } from "../support/usage.ts";
import { orderTopUp, topUp } from "./till.ts";

const DAY = 86_400_000;
let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const transactionsOf = ({ accountId }: Customer, query: Partial<TransactionQuery> = {}) =>
  market.services.db.within(ofAccount(accountId), async (tx) =>
    readTransactions(tx, await readAccount(tx, accountId), "owner", {
      take: 100,
      cursor: null,
      kind: null,
      ...query,
    }),
  );
const shown = (rows: Awaited<ReturnType<typeof transactionsOf>>) =>
  rows.map(({ kind, amount, bonus }) => [kind, amount.amount, bonus.amount]);

describe("transactions of credits", () => {
  it("tell a bonus that expired and usage that was corrected, but not usage itself", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    await topUp(market, customer, "50");
    const clientEventId = newId();
    const record = (event: object) =>
      usageOf(market.services).record({ events: [event as never] }, customer.as());
    // $1.00 from the bonus, which expires and is therefore used first.
    await record({ clientEventId, model: CENT_MODEL, tokens: { inputTokens: 100 } });
    const corrected = await record({
      clientEventId: newId(),
      model: CENT_MODEL,
      tokens: { inputTokens: 40 },
      corrects: clientEventId,
    });
    expect(corrected.results[0]?.status).toBe("recorded");
    await customer.later(181 * DAY);
    market.jobs.push({ name: "wallet.expire_lots", payload: {} });
    expect(await market.runJobs()).toEqual([]);
    // Bonus of $2.50, of which $0.40 was used in the end: $2.10 expires. $1.00 came back before it was charged as $0.40.
    expect(shown(await transactionsOf(customer))).toEqual([
      ["expiry", "-2.10", "-2.10"],
      ["adjustment", "1.00", "1.00"],
      ["top_up", "52.50", "2.50"],
    ]);
    expect(shown(await transactionsOf(customer, { kind: "adjustment" }))).toEqual([
      ["adjustment", "1.00", "1.00"],
    ]);
    expect(shown(await transactionsOf(customer, { kind: "expiry" }))).toEqual([["expiry", "-2.10", "-2.10"]]);
  });

  it("stand in the order they were made, each on exactly one page, whatever the size of the pages", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const numbers: string[] = [];
    for (let each = 0; each < 7; each += 1)
      numbers.unshift((await orderTopUp(market, customer, String(5 + each))).number);
    for (const take of [1, 2, 3, 7, 50]) {
      const read: string[] = [];
      let cursor: string | null = null;
      for (;;) {
        const page: Awaited<ReturnType<typeof transactionsOf>> = await transactionsOf(customer, {
          take,
          cursor,
        });
        read.push(...page.map((row) => row.order?.number ?? "none"));
        cursor = page.at(-1)?.id ?? null;
        if (page.length < take) break;
      }
      expect(read).toEqual(numbers);
    }
  });

  it("of one account are never another's", async () => {
    const [ada, bob] = [await market.customer(), await market.customer()];
    await topUp(market, ada, "5");
    expect(await transactionsOf(bob)).toEqual([]);
    const seen = await market.services.db.within(ofAccount(bob.accountId), async (tx) =>
      readTransactions(tx, { ...(await readAccount(tx, bob.accountId)), id: ada.accountId }, "owner", {
        take: 10,
        cursor: null,
        kind: null,
      }),
    );
    // Row security: the account in force is Bob's, whatever the query says.
    expect(seen).toEqual([]);
  });

  it("are read through their own index, however much usage there is beside them", async () => {
    const customer = await market.customer();
    const plan = await market.database.sql<Record<string, string>>(
      `EXPLAIN SELECT j.id FROM ledger_journal j WHERE j.account_id = $1 AND j.id < 'ffffffff-ffff-ffff-ffff-ffffffffffff'
          AND (j.kind NOT LIKE 'usage.%' OR j.kind = 'usage.corrected') AND j.kind <> 'top_up.paid'
        ORDER BY j.id DESC LIMIT 20`,
      [customer.accountId],
    );
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("ledger_journal_transactions");
  });
});

import { expect, it } from "vitest";
import { openTestAccount } from "../support/account.ts";
import { testApp } from "../support/app.ts";
import { stockMarket } from "../support/market.ts";
import { staff } from "../support/people.ts";

const ROWS = 400_000;
/** What a file of any length may add to the memory of the process that writes it. */
const MOST_GROWTH_BYTES = 50 * 1024 * 1024;

it("a file of 400,000 events comes whole, and the process that writes it hardly grows", async () => {
  const test = await testApp();
  await stockMarket(test.services, test.database);
  const { accountId } = await openTestAccount(test.database);
  await test.database.sql(
    `INSERT INTO usage_event (id, account_id, client_event_id, model, model_price_id, service_tier, tokens, amount_nanos,
                              plan_nanos, credit_nanos, debt_nanos, batch_id, occurred_at, recorded_at)
     SELECT uuidv7(), $1, 'event-' || n, 'cent-a-token', (SELECT id FROM model_price LIMIT 1), 'standard',
            '{"inputTokens": 1}', n, 0, n, 0, uuidv7(), t.at, t.at
       FROM generate_series(1, $2) AS n
       CROSS JOIN LATERAL (SELECT '2026-01-01'::timestamptz + make_interval(secs => n / 100) AS at) AS t`,
    [accountId, ROWS],
  );
  const reviewer = await staff(test, "reviewer");
  const base = await test.app.listen({ port: 0, host: "127.0.0.1" });
  const read = async () => {
    const response = await fetch(`${base}/v1/usage/events.csv?accountId=${accountId}`, {
      headers: { cookie: reviewer.cookie() },
    });
    let lines = 0;
    let last = "";
    let mostBytes = 0;
    for await (const chunk of response.body ?? []) {
      const text = Buffer.from(chunk).toString();
      lines += text.split("\r\n").length - 1;
      last = text.slice(-300);
      mostBytes = Math.max(mostBytes, process.memoryUsage().rss);
    }
    return { lines, last, mostBytes };
  };
  // The first reading warms up what every request needs; the second shows what length costs.
  await read();
  globalThis.gc?.();
  const beforeBytes = process.memoryUsage().rss;
  const { lines, last, mostBytes } = await read();
  // The head and every event; the last is the dearest: 400,000 nanos.
  expect(lines).toBe(ROWS + 1);
  expect(last).toContain(`event-${ROWS},usage`);
  expect(last).toContain(",USD,0.0004,");
  expect(mostBytes - beforeBytes).toBeLessThan(MOST_GROWTH_BYTES);
});

import { fork } from "node:child_process";
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { openTestAccount } from "../support/account.ts";
import { testApp } from "../support/app.ts";
import { stockMarket } from "../support/market.ts";
import { staff } from "../support/people.ts";
import { program, programEnv } from "../support/program.ts";

const FEW = 40_000;
const MANY = 300_000;
/** About twice what the API itself holds: left to itself, V8 collects garbage the later the more memory there is. */
const HEAP_MEGABYTES = 160;
/** What a file's length may add to the memory of the process that writes it. */
const MOST_GROWTH_BYTES = 50 * 1024 * 1024;

it("a file of 300,000 events comes whole from a small heap, and its writer grows no more than for 40,000", async () => {
  const test = await testApp();
  await stockMarket(test.services, test.database);
  const reviewer = await staff(test, "reviewer");
  const accounts = { few: await withEvents(FEW), many: await withEvents(MANY) };

  const child = fork(await program("test/usage-reports/download-process.ts"), [test.database.url], {
    env: programEnv(),
    execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  const [{ address }] = (await once(child, "message")) as [{ address: string }];
  const mostBytes = async () => {
    const answered = once(child, "message");
    child.send("memory");
    const [answer] = (await answered) as [{ mostBytes: number }];
    return answer.mostBytes;
  };
  const read = async (accountId: string) => {
    const response = await fetch(`${address}/v1/usage/events.csv?accountId=${accountId}`, {
      headers: { cookie: reviewer.cookie() },
    });
    let lines = 0;
    let last = "";
    for await (const chunk of response.body ?? []) {
      const text = Buffer.from(chunk).toString();
      lines += text.split("\r\n").length - 1;
      last = text.slice(-300);
    }
    return { lines, last };
  };

  // The short file warms up what every request needs.
  await read(accounts.few);
  const shortBytes = await mostBytes();
  const { lines, last } = await read(accounts.many);
  const longBytes = await mostBytes();
  // The head and every event; the last is the dearest: 300,000 nanos.
  expect(lines).toBe(MANY + 1);
  expect(last).toContain(`event-${MANY},usage`);
  expect(last).toContain(",USD,0.0003,");
  expect(longBytes - shortBytes).toBeLessThan(MOST_GROWTH_BYTES);

  async function withEvents(count: number): Promise<string> {
    const { accountId } = await openTestAccount(test.database);
    await test.database.sql(
      `INSERT INTO usage_event (id, account_id, client_event_id, model, model_price_id, service_tier, tokens, amount_nanos,
                                plan_nanos, credit_nanos, debt_nanos, batch_id, occurred_at, recorded_at)
       SELECT uuidv7(), $1, 'event-' || n, 'cent-a-token', (SELECT id FROM model_price LIMIT 1), 'standard',
              '{"inputTokens": 1}', n, 0, n, 0, uuidv7(), t.at, t.at
         FROM generate_series(1, $2) AS n
         CROSS JOIN LATERAL (SELECT '2026-01-01'::timestamptz + make_interval(secs => n / 100) AS at) AS t`,
      [accountId, count],
    );
    return accountId;
  }
});

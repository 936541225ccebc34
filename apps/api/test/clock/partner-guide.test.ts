import { PROBLEMS } from "@tenure/core/contract";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROMISE_KINDS } from "@tenure/core/timeline";
import { REFUSAL_TEXTS } from "@tenure/core/text";
import { describe, expect, it } from "vitest";
import { hashKey } from "../../src/partners/read-key.ts";
import { openMarket } from "../support/market.ts";

const run = promisify(execFile);
const guide = readFileSync(join(import.meta.dirname, "../../../../docs/guides/partner.md"), "utf8");
const samples = [...guide.matchAll(/^## (.*)\n[\s\S]*?```ts\n([\s\S]*?)```/gm)].map((match) => ({
  title: match[1] ?? "",
  text: match[2] ?? "",
}));

const market = await openMarket();

async function bringBack(): Promise<void> {
  const running = await market.database.sql<{ id: string }>(
    "SELECT id FROM clock_advance WHERE state = 'running'",
  );
  for (const { id: advanceId } of running)
    market.jobs.push({ name: "clock.advance", payload: { advanceId } });
}

/** Lets the jobs run beside the sample, as workers would. @returns how to stop it */
function working(): () => Promise<void> {
  let stopped = false;
  const work = (async () => {
    while (!stopped) {
      await market.runJobs();
      // A job that failed comes back, as the queue sees to; and one that this queue, which knows no transactions, ran
      // before the commit that asked for it.
      await bringBack();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return async () => {
    stopped = true;
    await work;
  };
}

describe("the samples of docs/guides/partner.md", () => {
  it("are there, one for each part", () => expect(samples.length).toBe(4));

  const runsAndPrints = async ({ text }: (typeof samples)[number]) => {
    const customer = await market.customer();
    await customer.subscribe("pro");
    // Past the refund window, so that the term alone is what is promised.
    await customer.later(25 * 3_600_000);
    const key = `tnr_test_${crypto.randomUUID()}`;
    await market.database.sql(
      `INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
       SELECT $1, id, 'test', 'tnr_test_x', $2, '{usage:read,wallet:read,subscriptions:write}', now() + interval '2 years'
         FROM holder_period WHERE account_id = $1`,
      [customer.accountId, hashKey(key)],
    );
    const stop = working();
    let printed: string[];
    try {
      const { stdout } = await run(process.execPath, ["--input-type=module-typescript", "--eval", text], {
        // Where "@tenure/sdk" is the SDK.
        cwd: join(import.meta.dirname, "../.."),
        env: { PATH: process.env["PATH"], TENURE_KEY: key, TENURE_URL: market.base },
      });
      printed = stdout.trim().split("\n");
    } finally {
      await stop();
    }
    const promised = [...text.matchAll(/^\/\/ prints: (.*)$/gm)].map((match) => match[1]);
    expect(promised.length).toBeGreaterThan(0);
    expect(printed).toEqual(promised);
  };
  const says = "$title: runs against the API and prints what it says";
  it.each(samples.slice(0, 1))(says, runsAndPrints);
  it.each(samples.slice(1))(says, { tags: ["deep"] }, runsAndPrints);

  it("name only what the product knows", () => {
    const known = [...PROMISE_KINDS, ...Object.keys(REFUSAL_TEXTS), ...Object.keys(PROBLEMS), "past_due"];
    const named = [...guide.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map((match) => match[1] ?? "");
    expect(named.length).toBeGreaterThan(3);
    for (const each of named) expect(known).toContain(each);
  });
});

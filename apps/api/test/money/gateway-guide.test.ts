import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { REFUSAL_TEXTS } from "@tenure/core/text";
import { emptyModelRates } from "@tenure/core/pricing";
import { describe, expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { usageWorld } from "../usage/world.ts";
import { insertApiKey } from "../support/api-key.ts";
import { platformKey } from "../support/platform-key.ts";

const run = promisify(execFile);
const guide = readFileSync(join(import.meta.dirname, "../../../../docs/guides/gateway.md"), "utf8");
const samples = [...guide.matchAll(/^## (.*)\n[\s\S]*?```ts\n([\s\S]*?)```/gm)].map((match) => ({
  title: match[1] ?? "",
  text: match[2] ?? "",
}));

const test = await testApp();
const world = await usageWorld(test.database);
const baseUrl = await test.app.listen({ port: 0, host: "127.0.0.1" });
// 2.50 USD per million input tokens, 10 per million output tokens: 2,500 and 10,000 nanos each.
await world.sql(
  `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
   VALUES ('gpt-4o', 1, 'USD', $1, 'gpt', 'test', '2020-01-01')`,
  [
    JSON.stringify({
      ...emptyModelRates("USD"),
      base: { standard: { input: "2500", output: "10000" }, batch: {}, priority: {}, flex: {} },
    }),
  ],
);

describe("the samples of docs/guides/gateway.md", () => {
  it("are there, one for each part", () => expect(samples.length).toBe(5));

  const runsAndPrints = async ({ text }: (typeof samples)[number]) => {
    const accountId = await world.account();
    await world.lot(accountId, 1_000_000_000n);
    const key = `tnr_test_${crypto.randomUUID()}`;
    await insertApiKey(world, accountId, key, ["usage:write", "usage:read"]);
    const { stdout } = await run(process.execPath, ["--input-type=module-typescript", "--eval", text], {
      // Where "@tenure/sdk" is the SDK.
      cwd: join(import.meta.dirname, "../.."),
      env: {
        PATH: process.env["PATH"],
        TENURE_KEY: key,
        TENURE_PLATFORM_KEY: await platformKey(test, ["usage:write"]),
        CUSTOMERS_ACCOUNT: accountId,
        TENURE_URL: baseUrl,
      },
    });
    const promised = [...text.matchAll(/^\/\/ prints: (.*)$/gm)].map((match) => match[1]);
    expect(promised.length).toBeGreaterThan(0);
    expect(stdout.trim().split("\n")).toEqual(promised);
  };
  const says = "$title: runs against the API and prints what it says";
  it.each(samples.slice(0, 1))(says, runsAndPrints);
  it.each(samples.slice(1))(says, { tags: ["deep"] }, runsAndPrints);
});

it("every code the guide names is one that the product knows", () => {
  const named = [...guide.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map((match) => match[1] ?? "");
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((each) => !Object.hasOwn(REFUSAL_TEXTS, each))).toEqual([]);
});

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { emptyModelRates } from "@tenure/core/pricing";
import { webhookEventTypes } from "@tenure/core/webhooks";
import { beforeAll, expect, it } from "vitest";
import { openChange } from "../subject-changes/handover-world.ts";
import { insertApiKey } from "../support/api-key.ts";
import { openMarket } from "../support/market.ts";
import { signUp } from "../support/people.ts";
import { usageWorld } from "../usage/world.ts";

const run = promisify(execFile);
const guide = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../../../docs/guides", `${name}.md`), "utf8");

const market = await openMarket();
beforeAll(() =>
  // The first by its name. 2.50 USD per million input tokens, 10 per million output tokens: 2,500 and 10,000 nanos each.
  market.database.sql(
    `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
     VALUES ('a-model', 1, 'USD', $1, 'gpt', 'test', '2020-01-01')`,
    [
      JSON.stringify({
        ...emptyModelRates("USD"),
        base: { standard: { input: "2500", output: "10000" }, batch: {}, priority: {}, flex: {} },
      }),
    ],
  ),
);

/** Papers are numbered by the year in which they are made. */
const inAnyYear = (lines: readonly (string | undefined)[]) =>
  lines.map((line) => line?.replace(/\b([A-Z]{3})-\d{4}-/, "$1-YEAR-"));

/** Runs the one sample of a guide as a person copies it, jobs beside it, and holds what it prints to what it says. */
async function runsAndPrints(name: string, accountId: string, scopes: readonly string[]): Promise<void> {
  const samples = [...guide(name).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");
  expect(samples).toHaveLength(1);
  const [text = ""] = samples;
  const key = `tnr_test_${crypto.randomUUID()}`;
  await insertApiKey(market.database, accountId, key, [...scopes]);
  let stopped = false;
  const working = (async () => {
    while (!stopped) {
      await market.runJobs();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  try {
    const { stdout } = await run(process.execPath, ["--input-type=module-typescript", "--eval", text], {
      // Where "@tenure/sdk" is the SDK.
      cwd: join(import.meta.dirname, "../.."),
      env: { PATH: process.env["PATH"], TENURE_KEY: key, TENURE_URL: market.base },
    });
    const promised = [...text.matchAll(/^\/\/ prints: (.*)$/gm)].map((match) => match[1]);
    expect(promised.length).toBeGreaterThan(0);
    expect(inAnyYear(stdout.trim().split("\n"))).toEqual(inAnyYear(promised));
  } finally {
    stopped = true;
    await working;
  }
}

it("docs/guides/quick-start.md: its program runs, and an account of one dollar pays what it says", async () => {
  const world = await usageWorld(market.database);
  const accountId = await world.account();
  // One dollar.
  await world.lot(accountId, 1_000_000_000n);
  await runsAndPrints("quick-start", accountId, ["usage:write", "usage:read", "wallet:read"]);
});

it("R4.5: docs/guides/refund-button.md: its button refunds a plan of $20.00 for $19.00, and follows it to the end", {
  tags: ["deep"],
}, async () => {
  // Nothing used: $20.00, less the fee of five per cent.
  const customer = await market.customer();
  await customer.subscribe("pro");
  await runsAndPrints("refund-button", customer.accountId, ["refunds:read", "refunds:write"]);
});

it("docs/guides/following-a-change.md: its program says how far a change is", {
  tags: ["deep"],
}, async () => {
  const customer = await market.customer();
  const nora = await signUp(market, "nora");
  await openChange(market, customer.accountId, nora.loginId);
  await runsAndPrints("following-a-change", customer.accountId, ["subject_changes:read"]);
});

it("the guides name events that there are", () => {
  const named = ["quick-start", "refund-button", "following-a-change"].flatMap((name) =>
    [
      ...guide(name)
        .replaceAll(/```[\s\S]*?```/g, "")
        .matchAll(/\b((?:refund|subject_change)\.[a-z_]+)/g),
    ].map(([, type]) => type ?? ""),
  );
  expect(named.length).toBeGreaterThan(1);
  expect(named.filter((type) => !webhookEventTypes.includes(type as never))).toEqual([]);
});

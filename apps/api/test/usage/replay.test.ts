import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { decimalToNanos } from "@tenure/core/money";
import { emptyModelRates } from "@tenure/core/pricing";
import { Tenure } from "@tenure/sdk";
import { afterAll, describe, expect, it } from "vitest";
import { importPrices } from "../../src/catalog/import-prices.ts";
import { type Progress, replayTrace } from "../../src/cli/replay-trace.ts";
import { byOperator } from "../../src/cli/runner.ts";
import { readTrace } from "../../src/cli/trace-file.ts";
import { hashKey } from "../../src/partners/read-key.ts";
import { testApp } from "../support/app.ts";
import { usageWorld } from "./world.ts";
import { settings } from "../cli/settings.ts";
import { program, programEnv } from "../support/program.ts";

const test = await testApp();
const world = await usageWorld(test.database);
const { sql } = world;
const baseUrl = await test.app.listen({ port: 0, host: "127.0.0.1" });
const root = join(import.meta.dirname, "../../../..");
const SAMPLE = join(import.meta.dirname, "sample-trace.csv");
const REAL = join(root, "../shared/data/azure-llm-trace-code-2023.csv");
const PRICES = join(root, "../shared/data/litellm-model-prices.json");
const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), "tenure-replay-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A model finer than a nano: 2.5 nanos per input token, 0.0625 per output token. */
const FINE = "fine-model";
await sql(
  `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
   VALUES ($1, 1, 'USD', $2, 'fine', 'test', '2020-01-01')`,
  [
    FINE,
    JSON.stringify({
      ...emptyModelRates("USD"),
      base: { standard: { input: "2.5", output: "0.0625" }, batch: {}, priority: {}, flex: {} },
    }),
  ],
);

async function keyOf(accountId: string): Promise<string> {
  const key = `tnr_test_${crypto.randomUUID()}`;
  await sql(
    `INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
     SELECT $1, id, 'test', 'tnr_test_x', $2, '{usage:write,usage:read,wallet:read}', now() + interval '1 day'
       FROM holder_period WHERE account_id = $1`,
    [accountId, hashKey(key)],
  );
  return key;
}

async function tenure(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const cli = await program("src/cli.ts");
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], {
      env: { ...programEnv(), ...settings(world.url), PUBLIC_URL: baseUrl },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** The value of a trace at two rates, by PostgreSQL's numeric from the file itself: each request rounded half up. */
async function valueBySql(
  path: string,
  inputRate: string,
  outputRate: string,
  rows: number,
): Promise<bigint> {
  const lines = readFileSync(path, "utf8")
    .trimEnd()
    .split(/\r?\n/)
    .slice(1, rows + 1);
  const [sum] = await sql<{ sum: string }>(
    `SELECT sum(round(split_part(line, ',', 2)::numeric * $2::numeric + split_part(line, ',', 3)::numeric * $3::numeric))::text AS sum
       FROM unnest($1::text[]) AS line`,
    [lines, inputRate, outputRate],
  );
  return BigInt(sum?.sum ?? 0);
}

/** The same by Python's fractions; null where there is no Python. */
async function valueByPython(
  path: string,
  inputRate: string,
  outputRate: string,
  rows: number,
): Promise<bigint | null> {
  try {
    const script = join(import.meta.dirname, "check_trace.py");
    const { stdout } = await run("python3", [script, path, inputRate, outputRate, String(rows)]);
    return BigInt(stdout.trim());
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

describe("tenure usage replay", () => {
  it("plays a trace through the API with a key of its own, and a second run moves nothing", {
    tags: ["deep"],
  }, async () => {
    const accountId = await world.account();
    await world.term(accountId, 20_000n);
    const args = ["usage", "replay", SAMPLE, "--account", accountId, "--model", FINE];
    const first = await tenure(...args);
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toContain("8 events recorded, 0 recorded before, 0 rejected");
    // 3 + 1000 + 1 + 4097 + 812 + 0 + 15 + 7433 = 13,361 in; 5 + 1 + 0 + 212 + 33 + 7 + 15 + 12 = 285 out.
    expect(first.out).toContain("13646 tokens: 13361 in, 285 out");
    // By line, 2.5 × in + 0.0625 × out, half up: 7.8125 → 8; 2500.0625 → 2500; 2.5 → 3; 10255.75 → 10256;
    // 2032.0625 → 2032; 0.4375 → 0; 38.4375 → 38; 18583.25 → 18583. Sum 33,420; plan 20,000, debt 13,420.
    expect(first.out).toContain(
      "value 0.00003342 USD: plan 0.00002 USD, credits 0.00 USD, debt 0.00001342 USD",
    );
    expect(first.err).toContain("8 of 8 requests");
    const totals = await world.totals(accountId);
    expect(totals).toMatchObject({ events: 8, value: 33_420n, plan: 20_000n, debt: 13_420n });

    const again = await tenure(...args);
    expect(again.out).toContain("0 events recorded, 8 recorded before, 0 rejected");
    expect(again.out).toContain("value 0.00003342 USD");
    expect(await world.totals(accountId)).toEqual(totals);
    // Its keys are gone.
    const keys = await sql("SELECT revoked_at IS NOT NULL AS revoked FROM api_key WHERE account_id = $1", [
      accountId,
    ]);
    expect(keys).toEqual([{ revoked: true }, { revoked: true }]);
  });

  it("leaves the last requests in flight, and asks again for the same holds", {
    tags: ["deep"],
  }, async () => {
    const accountId = await world.account();
    await world.lot(accountId, 1_000_000n);
    const key = await keyOf(accountId);
    for (let time = 0; time < 2; time += 1) {
      const { out, code } = await tenure(
        "usage",
        "replay",
        SAMPLE,
        "--key",
        key,
        "--model",
        FINE,
        "--in-flight",
        "3",
        "--limit",
        "6",
      );
      expect([code, out.includes("3 requests left in flight")]).toEqual([0, true]);
    }
    const holds = await sql<{ state: string; amount_nanos: string }>(
      "SELECT state, amount_nanos FROM usage_hold WHERE account_id = $1 ORDER BY opened_at",
      [accountId],
    );
    // Lines 5 to 7 of the file, rounded up: 10255.75 → 10256; 2032.0625 → 2033; 0.4375 → 1.
    expect(holds.map((each) => [each.state, Number(each.amount_nanos)])).toEqual([
      ["open", 10_256],
      ["open", 2_033],
      ["open", 1],
    ]);
    expect((await world.totals(accountId)).events).toBe(3);
  });

  it("keeps the pace that is asked for, and a second run says the same times", {
    tags: ["deep"],
  }, async () => {
    const accountId = await world.account();
    const progress: Progress[] = [];
    const replay = async () =>
      replayTrace({
        tenures: [new Tenure({ apiKey: await keyOf(accountId), baseUrl })],
        trace: readTrace(SAMPLE),
        model: FINE,
        limit: null,
        speed: 4,
        authorize: false,
        inFlight: 0,
        onProgress: (each) => progress.push(each),
      });
    const began = performance.now();
    expect(await replay()).toMatchObject({ recorded: 8, duplicates: 0, rejected: 0 });
    // 2.999 s of the trace at four times the speed: 0.75 s.
    expect(performance.now() - began).toBeGreaterThan(740);
    expect(progress.length).toBeGreaterThan(1);
    const times = await sql<{ ms: string }>(
      `SELECT round(extract(epoch FROM occurred_at - min(occurred_at) OVER ()) * 1000) AS ms FROM usage_event
        WHERE account_id = $1 ORDER BY split_part(client_event_id, ':', 3)::int`,
      [accountId],
    );
    // 0, 450, 450, 1199, 1250, 2000, 2100, 2999 ms, each divided by 4 and cut.
    expect(times.map((each) => Number(each.ms))).toEqual([0, 112, 112, 299, 312, 500, 525, 749]);
    expect(await replay()).toMatchObject({ recorded: 0, duplicates: 8, rejected: 0 });
  });

  it("authorises and settles each request, dealt out to several accounts; a second run moves nothing", {
    tags: ["deep"],
  }, async () => {
    const accounts = [await world.account(), await world.account()] as const;
    await world.term(accounts[0], 20_000n);
    await world.lot(accounts[1], 40_000n);
    const args = ["usage", "replay", SAMPLE, "--model", FINE, "--authorize", "--speed", "8"].concat(
      accounts.flatMap((each) => ["--account", each]),
    );
    const began = performance.now();
    const first = await tenure(...args);
    expect([first.code, first.err.split("\n").at(-2)]).toEqual([0, expect.stringContaining("8 of 8")]);
    // 2.999 s of the trace at eight times the speed: 0.37 s.
    expect(performance.now() - began).toBeGreaterThan(370);
    expect(first.out).toContain("8 events recorded, 0 recorded before, 0 rejected");
    expect(first.out).toContain("13646 tokens: 13361 in, 285 out");
    // Lines 2, 4, 6, 8 of the file: 8 + 3 + 2032 + 38 = 2,081 of the plan; 3, 5, 7, 9: 2500 + 10256 + 0 + 18583 = 31,339
    // of the credits. Together the 33,420 of a run on one account.
    expect(first.out).toContain(
      "value 0.00003342 USD: plan 0.000002081 USD, credits 0.000031339 USD, debt 0.00 USD",
    );
    const totals = await Promise.all(accounts.map((each) => world.totals(each)));
    expect(totals).toMatchObject([
      { events: 4, value: 2_081n, termUsed: 2_081n },
      { events: 4, value: 31_339n, credits: 40_000n - 31_339n },
    ]);
    const holds = await sql("SELECT DISTINCT state FROM usage_hold WHERE account_id = ANY($1)", [accounts]);
    expect(holds).toEqual([{ state: "settled" }]);

    const again = await tenure(...args);
    expect(again.out).toContain("0 events recorded, 8 recorded before, 0 rejected");
    expect(again.out).toContain("value 0.00003342 USD");
    expect(await Promise.all(accounts.map((each) => world.totals(each)))).toEqual(totals);
  });

  it("does not serve what was declined, and says why", { tags: ["deep"] }, async () => {
    const accountId = await world.account();
    // Enough for lines 2 to 4 (at most 8 + 2501 + 3), not for line 5 (10,256).
    await world.lot(accountId, 5_000n);
    const args = ["usage", "replay", SAMPLE, "--account", accountId, "--model", FINE, "--authorize"];
    const { code, out } = await tenure(...args, "--limit", "4");
    expect([code, out]).toEqual([
      1,
      expect.stringContaining("3 events recorded, 0 recorded before, 1 rejected"),
    ]);
    expect(out).toContain("rejected, first at line 5: insufficient_funds");
    expect(await world.totals(accountId)).toMatchObject({
      events: 3,
      value: 2_511n,
      credits: 2_489n,
      debt: 0n,
    });
  });

  it("says in one sentence what it cannot do", { tags: ["deep"], timeout: 60_000 }, async () => {
    const accountId = await world.account();
    const cases: [string[], RegExp][] = [
      [["nowhere.csv", "--account", accountId], /cannot be read/],
      [[SAMPLE, "--account", "00000000-0000-7000-8000-000000000000"], /There is no account/],
      [[SAMPLE, "--account", accountId, "--speed", "0"], /A number above zero/],
      [[SAMPLE, "--key", "tnr_test_unknown"], /key_invalid/],
      [[SAMPLE, "--key", "x", "--url", "http://127.0.0.1:1"], /does not answer at http:\/\/127.0.0.1:1/],
    ];
    const ended = await Promise.all(
      cases.map(([args]) => tenure("usage", "replay", ...args, "--model", FINE)),
    );
    for (const [index, { code, err }] of ended.entries()) {
      expect(err).toMatch(cases[index]?.[1] ?? /^$/);
      expect(err).not.toContain("    at ");
      expect(code).toBe(2);
    }
    const unpriced = await tenure(
      "usage",
      "replay",
      SAMPLE,
      "--account",
      accountId,
      "--model",
      "nobody-knows",
    );
    expect(unpriced.code).toBe(1);
    expect(unpriced.out).toContain("rejected, first at line 2: model_not_priced");
  });
});

describe("a trace file", () => {
  const head = "TIMESTAMP,ContextTokens,GeneratedTokens\n";

  it.each([
    ["nothing in it", "", /first line is not/],
    ["another header", "time,in,out\n", /first line is not/],
    ["a count that is none", `${head}2026-03-02 10:00:00,1,x\n`, /Line 2 of .* is no request/],
    ["a negative count", `${head}2026-03-02 10:00:00,-1,1\n`, /Line 2 of .* is no request/],
    ["a day no calendar has", `${head}2026-13-02 10:00:00,1,1\n`, /Line 2 of .* is no request/],
    ["an empty line", `${head}\n2026-03-02 10:00:00,1,1\n`, /Line 2 of .* is no request/],
    [
      "a step back in time",
      `${head}2026-03-02 10:00:01,1,1\n2026-03-02 10:00:00,1,1\n`,
      /Line 3 of .* is earlier/,
    ],
  ])("with %s is refused", (name, text, message) => {
    const path = join(scratch, `${name.replaceAll(" ", "-")}.csv`);
    writeFileSync(path, text);
    expect(() => readTrace(path)).toThrow(message);
  });

  it("may end its lines as Windows does, and may hold no request", () => {
    const path = join(scratch, "windows.csv");
    writeFileSync(path, `\uFEFF${head}2026-03-02 10:00:00.5,1,2\n`.replaceAll("\n", "\r\n"));
    expect(readTrace(path).rows).toEqual([{ line: 2, offsetMs: 0, inputTokens: 1, outputTokens: 2 }]);
    writeFileSync(path, head);
    expect(readTrace(path).rows).toEqual([]);
  });
});

describe.skipIf(!existsSync(REAL) || !existsSync(PRICES))(
  "8,819 real requests (Azure LLM inference trace, code; needs ../shared/data)",
  () => {
    it.each([
      // Pro costs 20 USD and includes usage of 40.
      ["gpt-4o-mini", "stays under the plan's price", (value: bigint) => value < 20_000_000_000n],
      ["gpt-4o", "exceeds the plan and runs into debt", (value: bigint) => value > 40_000_000_000n],
    ])(
      "at the prices of %s the value %s, and is right to the nano",
      async (model, _, holds) => {
        await test.services.runner.run(
          importPrices,
          { source: "litellm", list: readFileSync(PRICES, "utf8") },
          byOperator(),
        );
        const [rates] = await sql<{ input: string; output: string }>(
          `SELECT rates #>> '{base,standard,input}' AS input, rates #>> '{base,standard,output}' AS output
             FROM model_price WHERE model = $1 AND currency = 'USD'`,
          [model],
        );
        const accountId = await world.account();
        await world.term(accountId, 40_000_000_000n);
        const totals = await replayTrace({
          tenures: [new Tenure({ apiKey: await keyOf(accountId), baseUrl })],
          trace: readTrace(REAL),
          model,
          limit: null,
          speed: null,
          authorize: false,
          inFlight: 0,
          onProgress: () => {},
        });
        const value = await valueBySql(REAL, rates?.input ?? "", rates?.output ?? "", 8819);
        const byPython = await valueByPython(REAL, rates?.input ?? "", rates?.output ?? "", 8819);
        if (byPython !== null) expect(byPython).toBe(value);
        expect(totals).toMatchObject({ recorded: 8819, duplicates: 0, rejected: 0 });
        expect(decimalToNanos(totals.value?.amount ?? "")).toBe(value);
        expect(holds(value)).toBe(true);
        const plan = value < 40_000_000_000n ? value : 40_000_000_000n;
        expect(await world.totals(accountId)).toMatchObject({
          events: 8819,
          value,
          plan,
          termUsed: plan,
          debt: value - plan,
        });
      },
      180_000,
    );
  },
);

it("the sample's value by SQL and by Python is the one worked out by hand", async () => {
  expect(await valueBySql(SAMPLE, "2.5", "0.0625", 8)).toBe(33_420n);
  expect([33_420n, null]).toContain(await valueByPython(SAMPLE, "2.5", "0.0625", 8));
});

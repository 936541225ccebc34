import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { emptyModelRates } from "@tenure/core/pricing";
import { Tenure } from "@tenure/sdk";
import { expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { decimalToNanos } from "@tenure/core/money";
import { replayTrace } from "../../src/cli/replay-trace.ts";
import { readTrace } from "../../src/cli/trace-file.ts";
import { brokenLaws } from "../money/books.ts";
import { testApp } from "../support/app.ts";
import { usageWorld } from "./world.ts";
import { insertApiKey } from "../support/api-key.ts";

const REAL = join(import.meta.dirname, "../../../../../shared/data/azure-llm-trace-code-2023.csv");
const ACCOUNTS = 5;
const SPEED = 100;

const test = await testApp();
const world = await usageWorld(test.database);
const baseUrl = await test.app.listen({ port: 0, host: "127.0.0.1" });

/** Finer than a nano, so that rounding is in every line: 2.5 nanos per input token, 10.0625 per output token. */
const [INPUT, OUTPUT] = ["2.5", "10.0625"] as const;
await world.sql(
  `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
   VALUES ('fine-model', 1, 'USD', $1, 'fine', 'test', '2020-01-01')`,
  [
    JSON.stringify({
      ...emptyModelRates("USD"),
      base: { standard: { input: INPUT, output: OUTPUT }, batch: {}, priority: {}, flex: {} },
    }),
  ],
);

it.skipIf(!existsSync(REAL))(
  "8,819 real requests, each authorised and settled at its own time, a hundred times faster, on five accounts at once: right to the nano",
  async ({ annotate }) => {
    const accounts: string[] = [];
    const tenures = await Promise.all(
      Array.from({ length: ACCOUNTS }, async (_, index) => {
        const accountId = await world.account();
        accounts[index] = accountId;
        // Some on a plan that runs out, all with credits enough.
        if (index % 2 === 0) await world.term(accountId, 4_000_000n);
        await world.lot(accountId, 1_000_000_000n);
        const apiKey = `tnr_test_${crypto.randomUUID()}`;
        await insertApiKey(world, accountId, apiKey, ["usage:write", "usage:read"]);
        return new Tenure({ apiKey, baseUrl });
      }),
    );
    const trace = readTrace(REAL);
    const began = performance.now();
    const totals = await replayTrace({
      tenures,
      trace,
      model: "fine-model",
      limit: null,
      speed: SPEED,
      authorize: true,
      inFlight: 0,
      onProgress: () => {},
    });
    const tookMs = performance.now() - began;
    // 57 minutes at a hundred times the speed: at least 34 seconds.
    expect(tookMs).toBeGreaterThan((trace.rows.at(-1)?.offsetMs ?? 0) / SPEED);
    expect(totals).toMatchObject({ recorded: 8819, duplicates: 0, rejected: 0 });

    // The same by PostgreSQL's numeric from the file itself, each request rounded half up, per account.
    const lines = readFileSync(REAL, "utf8").trimEnd().split(/\r?\n/).slice(1);
    const sums = await world.sql<{ value: string }>(
      `SELECT sum(round(split_part(line, ',', 2)::numeric * $2::numeric + split_part(line, ',', 3)::numeric * $3::numeric))::text AS value
         FROM unnest($1::text[]) WITH ORDINALITY AS t (line, place) GROUP BY (place - 1) % $4 ORDER BY (place - 1) % $4`,
      [lines, INPUT, OUTPUT, ACCOUNTS],
    );
    const found = await Promise.all(accounts.map((each) => world.totals(each)));
    expect(found.map((each) => each.value)).toEqual(sums.map((each) => BigInt(each.value)));
    expect(found.reduce((sum, each) => sum + each.events, 0)).toBe(8819);
    expect(decimalToNanos(totals.value?.amount ?? "")).toBe(
      sums.reduce((sum, each) => sum + BigInt(each.value), 0n),
    );
    expect(found.every((each) => each.debt === 0n)).toBe(true);
    const states = await world.sql("SELECT state, count(*) FROM usage_hold GROUP BY state");
    expect(states).toEqual([{ state: "settled", count: "8819" }]);
    expect(await brokenLaws(test.database)).toEqual({});
    expect(isHealthy(await checkLedger(test.database.db))).toBe(true);
    await annotate(
      `8,819 requests on ${ACCOUNTS} accounts in ${Math.round(tookMs / 1000)} s, ${totals.value?.amount} USD`,
    );
  },
);

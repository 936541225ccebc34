import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rateChanges } from "@tenure/core/pricing";
import { beforeAll, describe, expect, it } from "vitest";
import { DEMO_PRICE_LIST } from "../../src/catalog/demo-prices.ts";
import { importPrices } from "../../src/catalog/import-prices.ts";
import { planImport } from "../../src/catalog/plan-import.ts";
import { plansInForce } from "../../src/catalog/plans.ts";
import { seedPlans } from "../../src/catalog/seed-plans.ts";
import type { CommandRunner } from "../../src/command/runner.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { byStaff } from "../support/caller.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { testRunner } from "../support/runner.ts";

/** The operator's own list, where the machine has one; too big to be copied here. */
const BIG_LIST = join(import.meta.dirname, "../../../../../shared/data/litellm-model-prices.json");

describe("the catalogue", () => {
  let database: TestDatabase;
  let runner: CommandRunner;
  let imports = 0;
  beforeAll(async () => {
    database = await freshDatabase();
    ({ runner } = await testRunner(database));
  });
  const importList = async (list: string, effectiveFrom: string | null = null) =>
    (
      await runner.run(
        importPrices,
        { source: "test", list, effectiveFrom },
        byStaff(null, `import-${(imports += 1)}`),
      )
    ).answer;

  it("holds the plans after a start, with the listed fees, and the same rows after the next one", async () => {
    await seedPlans(runner);
    await seedPlans(runner);
    const plans = await database.db.within(PLATFORM, plansInForce);
    // A year costs ten months and includes twelve; a month includes twice its price.
    expect(
      plans.map(({ id, prices }) => [
        id,
        ...prices.map((each) => [each.interval, each.price.amount, each.includedUsage.amount]),
      ]),
    ).toEqual([
      ["free", ["month", "0.00", "0.00"]],
      ["pro", ["month", "20.00", "40.00"], ["year", "200.00", "480.00"]],
      ["max", ["month", "100.00", "200.00"], ["year", "1000.00", "2400.00"]],
      ["ultra", ["month", "200.00", "400.00"], ["year", "2000.00", "4800.00"]],
    ]);
    const [{ count } = { count: "" }] = await database.sql<{ count: string }>(
      "SELECT count(*) FROM plan_price",
    );
    expect(count).toBe("7");
  });

  it("stops the start when a version that may have been sold was edited in the source", async () => {
    await database.sql(
      "UPDATE plan_price SET amount_nanos = 19000000000 WHERE plan_id = 'pro' AND \"interval\" = 'month'",
    );
    await database.sql("UPDATE command_record SET key = 'before' WHERE procedure = 'catalog.seed_plans'");
    await expect(seedPlans(runner)).rejects.toThrow("Price pro/month/USD version 1 differs");
  });

  it("shows the newest price that has begun, not one of the future", async () => {
    await database.sql(
      `INSERT INTO plan_price (plan_id, version, "interval", currency, amount_nanos, included_usage_nanos, features, effective_from)
       VALUES ('max', 2, 'month', 'USD', 90000000000, 200000000000, '[]', now() - interval '1 second'),
              ('max', 3, 'month', 'USD', 80000000000, 200000000000, '[]', now() + interval '1 day')`,
    );
    const max = (await database.db.within(PLATFORM, plansInForce)).find((plan) => plan.id === "max");
    expect(max?.prices.find((price) => price.interval === "month")).toMatchObject({
      version: 2,
      price: { amount: "90.00", currency: "USD" },
    });
  });

  it("imports the demo list whole, and nothing again when nothing changed", async () => {
    expect(await importList(DEMO_PRICE_LIST)).toMatchObject({
      imported: 6,
      unchanged: 0,
      skipped: 0,
      warnings: 0,
    });
    expect(await importList(DEMO_PRICE_LIST)).toMatchObject({
      imported: 0,
      unchanged: 6,
      skipped: 0,
      warnings: 0,
    });
  });

  it("gives a model whose price changed a new version and leaves the one in use as it was", async () => {
    // harbor-small input: 0.15 µ$ a token is 150 nanos; the new list says 0.2 µ$, 200 nanos.
    const changed = DEMO_PRICE_LIST.replace("1.5e-7", "2e-7");
    expect(await importList(changed)).toMatchObject({ imported: 1, unchanged: 5 });
    const versions = await database.sql(
      `SELECT version, rates->'base'->'standard'->>'input' AS input, effective_from <= tenure_now() AS begun
         FROM model_price WHERE model = 'harbor-small' ORDER BY version`,
    );
    expect(versions).toEqual([
      { version: 1, input: "150", begun: true },
      { version: 2, input: "200", begun: true },
    ]);
  });

  it("keeps what it left out, with the reason", async () => {
    const list = `{"fine": {"input_cost_per_token": 1e-6}, "broken": {"input_cost_per_token": "cheap"}, "free-of-prices": {"mode": "chat"}}`;
    const answer = await importList(list);
    expect(answer).toMatchObject({ imported: 1, skipped: 2 });
    const [row] = await database.sql<{ skipped: unknown }>("SELECT skipped FROM price_import WHERE id = $1", [
      answer.importId,
    ]);
    expect(row?.skipped).toMatchObject([
      { model: "broken", reason: "not_a_number", field: "input_cost_per_token" },
      { model: "free-of-prices", reason: "no_prices" },
    ]);
  });

  it("refuses a document that is no price list, and keeps nothing of it", async () => {
    const [before] = await database.sql<{ count: string }>("SELECT count(*) FROM price_import");
    await expect(importList("[1, 2]")).rejects.toMatchObject({ code: "validation_failed" });
    await expect(importList("{ not json")).rejects.toMatchObject({ code: "validation_failed" });
    expect(await database.sql("SELECT count(*) FROM price_import")).toEqual([before]);
  });

  describe("prices with an announced time", () => {
    const JANUARY = "2127-01-01T00:00:00.000Z";
    const listOf = (dollarsPerMillion: string) =>
      `{"lighthouse": {"input_cost_per_token": ${dollarsPerMillion}e-6}}`;
    /** The input price that holds at a time, and its version, by SQL. */
    const at = async (instant: string) =>
      (
        await database.sql<{ version: number; input: string }>(
          `SELECT version, rates->'base'->'standard'->>'input' AS input FROM model_price
            WHERE model = 'lighthouse' AND effective_from <= $1 ORDER BY effective_from DESC, version DESC LIMIT 1`,
          [instant],
        )
      )[0];
    const soon = () => new Date(Date.now() + 60_000).toISOString();

    it("keeps the price of today until the announced one begins", async () => {
      await importList(listOf("1"));
      expect(await importList(listOf("2"), JANUARY)).toMatchObject({ imported: 1, effectiveFrom: JANUARY });
      expect(await at(soon())).toEqual({ version: 1, input: "1000" });
      expect(await at("2126-12-31T23:59:59.999Z")).toEqual({ version: 1, input: "1000" });
      expect(await at(JANUARY)).toEqual({ version: 2, input: "2000" });
    });

    it("compares a list with what will hold at its time, not with the newest version", async () => {
      expect(await importList(listOf("1"))).toMatchObject({ imported: 0, unchanged: 1 });
      expect(await importList(listOf("2"), JANUARY)).toMatchObject({ imported: 0, unchanged: 1 });
    });

    it("changes today's price without calling off the announced one, and says so beforehand", async () => {
      const now = new Date().toISOString();
      const [planned] = (await database.db.within(PLATFORM, (tx) => planImport(tx, now, listOf("1.5"), null)))
        .changed;
      expect(planned).toMatchObject({ version: 3, untilLater: JANUARY });
      await importList(listOf("1.5"));
      expect(await at(soon())).toEqual({ version: 3, input: "1500" });
      expect(await at(JANUARY)).toEqual({ version: 2, input: "2000" });
    });

    it("is called off by another price for the same instant", async () => {
      await importList(listOf("1.5"), JANUARY);
      expect(await at(JANUARY)).toEqual({ version: 4, input: "1500" });
    });

    it("never reaches into the past", async () => {
      const count = () => database.sql("SELECT count(*) FROM model_price");
      const before = await count();
      await expect(importList(listOf("9"), "2020-01-01T00:00:00.000Z")).rejects.toMatchObject({
        code: "validation_failed",
      });
      expect(await count()).toEqual(before);
    });

    it("shows what would change, price by price, and writes nothing", async () => {
      const everything = () =>
        database.sql(
          "SELECT (SELECT count(*) FROM model_price) AS prices, (SELECT count(*) FROM price_import) AS imports",
        );
      const before = await everything();
      const list = `{"lighthouse": {"input_cost_per_token": 3e-6, "output_cost_per_image": 0.04}, "new-one": {"input_cost_per_token": 1e-6}, "harbor-large": {"mode": "chat"}}`;
      const { changed, skipped, unchanged } = await database.db.within(PLATFORM, (tx) =>
        planImport(tx, new Date().toISOString(), list, null),
      );
      expect(changed.map(({ model, before: was, rates }) => [model, rateChanges(was, rates)])).toEqual([
        [
          "lighthouse",
          [
            { unit: "input", tier: "standard", thresholdTokens: null, before: "1500", after: "3000" },
            { unit: "outputImage", tier: null, thresholdTokens: null, before: null, after: "40000000" },
          ],
        ],
        [
          "new-one",
          [{ unit: "input", tier: "standard", thresholdTokens: null, before: null, after: "1000" }],
        ],
      ]);
      expect(skipped.map(({ model, reason }) => [model, reason])).toEqual([["harbor-large", "no_prices"]]);
      expect(unchanged).toBe(0);
      expect(await everything()).toEqual(before);
    });
  });

  it.runIf(existsSync(BIG_LIST))("accounts for each of the 218 models of a real list", async () => {
    const answer = await importList(readFileSync(BIG_LIST, "utf8"));
    expect(Number(answer.imported) + Number(answer.unchanged) + Number(answer.skipped)).toBe(218);
    expect(answer).toMatchObject({ imported: 218, skipped: 0 });
    // No price of the real list is beyond what rating knows: only multipliers and remarks are left as notes.
    const unknown = await database.sql(
      `SELECT w->>'field' AS field FROM price_import, jsonb_array_elements(warnings) w
        WHERE id = $1 AND w->>'reason' IN ('unknown_price', 'bad_limit')`,
      [answer.importId],
    );
    expect(unknown).toEqual([]);
  });
});

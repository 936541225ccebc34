import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { importPriceList, modelRatesSchema, PriceListError } from "../../src/pricing/index.ts";

const file = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const samplePath = file("./sample-prices.json");
const sample = importPriceList(readFileSync(samplePath, "utf8"));
const bigPath =
  process.env["TENURE_PRICE_LIST_FILE"] ?? file("../../../../../shared/data/litellm-model-prices.json");
const hasBigFile = existsSync(bigPath);
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasBigFile) console.info("skipped: no full price list (set TENURE_PRICE_LIST_FILE to check one)");
if (!hasPython) console.info("skipped: the independent recomputation needs python3");

const documentError = (text: string): string => {
  try {
    importPriceList(text);
  } catch (error) {
    return error instanceof PriceListError ? error.code : `other: ${String(error)}`;
  }
  return "accepted";
};

/** A list with one model whose price fields are given as raw JSON text. */
const oneModel = (fields: string) => importPriceList(`{"m": {"input_cost_per_token": 1e-06, ${fields}}}`);

describe("importing a price list", () => {
  it("accounts for every model, imported or skipped with the reason", () => {
    expect(sample.models.map((each) => each.model)).toEqual([
      "aurora-1",
      "pebble-mini",
      "whisper-like",
      "painter",
    ]);
    expect(sample.skipped).toEqual([
      { model: "sample_spec", reason: "sample_entry", field: null, detail: "sample_spec" },
      { model: "words-only", reason: "no_prices", field: null, detail: "words-only" },
    ]);
  });

  it("puts each price in its place, in exact nanos", () => {
    expect(sample.models[0]).toEqual({
      model: "aurora-1",
      provider: "northlight",
      mode: "chat",
      maxInputTokens: 1_000_000,
      maxOutputTokens: 64_000,
      rates: {
        currency: "USD",
        base: {
          standard: {
            input: "3000",
            output: "15000",
            cachedInput: "300",
            cacheCreation: "3750",
            cacheCreationLong: "6000",
            reasoning: "18000",
          },
          batch: { input: "1500", output: "7500" },
          priority: { input: "5400", output: "27000" },
          flex: { input: "1500" },
        },
        above: [
          {
            thresholdTokens: 200_000,
            rates: {
              standard: {
                input: "6000",
                output: "22500",
                cachedInput: "600",
                cacheCreation: "7500",
                cacheCreationLong: "12000",
              },
              batch: {},
              priority: { input: "10800" },
              flex: {},
            },
          },
        ],
        counts: { webSearchLow: "10000000", webSearchMedium: "10000000", webSearchHigh: "14000000" },
        multipliers: {
          regional_processing_uplift_multiplier_eu: "1.1",
          "provider_specific_entry.fast": "6.0",
          "provider_specific_entry.us": "1.1",
        },
        unrated: {},
      },
    });
    expect(sample.models[1]?.rates.base.standard.cachedInput).toBe("2.8");
    expect(sample.models[2]?.rates.counts.inputSecond).toBe("283333.3333333333");
  });

  it("reports what rating will not use and loses none of it", () => {
    expect(sample.warnings.map(({ model, field, reason }) => `${model} ${field} ${reason}`)).toEqual([
      "aurora-1 regional_processing_uplift_multiplier_eu multiplier_not_applied",
      "aurora-1 provider_specific_entry multiplier_not_applied",
      "pebble-mini _comment source_note",
      "painter output_cost_per_image_premium_edition unknown_price",
    ]);
    expect(sample.models[3]?.rates.unrated).toEqual({ output_cost_per_image_premium_edition: "0.09" });
  });

  it("stores as JSON and comes back the same", () => {
    for (const { rates } of sample.models) {
      expect(modelRatesSchema.parse(JSON.parse(JSON.stringify(rates)))).toEqual(rates);
    }
  });
});

describe("hostile price lists", () => {
  it.each([
    ["", "not_json"],
    ["not json", "not_json"],
    ['{"m": {"input_cost_per_token": NaN}}', "not_json"],
    ["[]", "not_an_object"],
    ['"text"', "not_an_object"],
    ["{}", "no_models"],
    [`{"m": ${"[".repeat(40)}${"]".repeat(40)}}`, "too_deep"],
  ])("refuses the document %j as %s", (text, expected) => {
    expect(documentError(text)).toBe(expected);
  });

  it.each([
    ['"output_cost_per_token": -1e-06', "negative", "output_cost_per_token"],
    ['"output_cost_per_token": -0.0', "negative", "output_cost_per_token"],
    ['"output_cost_per_token": "1e-06"', "not_a_number", "output_cost_per_token"],
    ['"output_cost_per_token": true', "not_a_number", "output_cost_per_token"],
    ['"output_cost_per_token": [1]', "not_a_number", "output_cost_per_token"],
    ['"output_cost_per_token": 1e300', "too_large", "output_cost_per_token"],
    ['"output_cost_per_token": 1e99999', "not_a_number", "output_cost_per_token"],
    ['"output_cost_per_token": 1e-300', "too_precise", "output_cost_per_token"],
    [
      '"output_cost_per_token": 1e-06, "output_cost_per_token": 2e-06',
      "duplicate_field",
      "output_cost_per_token",
    ],
    ['"a_cost_of_a_new_kind": -1', "negative", "a_cost_of_a_new_kind"],
    ['"search_context_cost_per_query": 0.01', "not_a_number", "search_context_cost_per_query"],
    [
      '"search_context_cost_per_query": {"search_context_size_low": -1}',
      "negative",
      "search_context_cost_per_query.search_context_size_low",
    ],
    ['"provider_specific_entry": {"fast": -6}', "negative", "provider_specific_entry.fast"],
    [
      '"cache_read_input_token_cost": 1e-07, "input_cost_per_token_cache_hit": 2e-07',
      "conflicting_fields",
      "input_cost_per_token_cache_hit",
    ],
    ['"__proto__": {"input_cost_per_token": 0}', "bad_field_name", "__proto__"],
    ['"constructor": 1', "bad_field_name", "constructor"],
  ])("leaves out a model with %s: %s", (fields, reason, field) => {
    const result = oneModel(fields);
    expect(result.models).toEqual([]);
    expect(result.skipped).toMatchObject([{ model: "m", reason, field }]);
    expect(Object.hasOwn(Object.prototype, "input_cost_per_token")).toBe(false);
  });

  it.each([
    ["__proto__", "bad_model_name"],
    ["", "bad_model_name"],
    [" m", "bad_model_name"],
    ["a\\u0000b", "bad_model_name"],
    ["m".repeat(201), "bad_model_name"],
  ])("leaves out the model name %j", (name, reason) => {
    expect(importPriceList(`{"${name}": {"input_cost_per_token": 1e-06}}`).skipped).toMatchObject([
      { reason },
    ]);
  });

  it("imports neither of two models with one name, since nobody can know which is meant", () => {
    const result = importPriceList(
      '{"m": {"input_cost_per_token": 1e-06}, "m": {"input_cost_per_token": 2e-06}}',
    );
    expect(result.models).toEqual([]);
    expect(result.skipped).toMatchObject([{ model: "m", reason: "duplicate_model" }]);
  });

  it("treats null as no price, and reports any other unknown number, wherever it hides", () => {
    const result = oneModel(
      '"output_cost_per_token": null, "tiered_pricing": [{"range": [0, 32000], "input": 1e-06}], "mystery": 7, "supports_x": true',
    );
    expect(result.models[0]?.rates.base.standard).toEqual({ input: "1000" });
    expect(result.warnings.map(({ field, reason }) => [field, reason])).toEqual([
      ["tiered_pricing", "unknown_price"],
      ["mystery", "unknown_price"],
    ]);
    expect(result.models[0]?.rates.unrated).toEqual({
      tiered_pricing: '[{"range":[0,32000],"input":1e-06}]',
      mystery: "7",
    });
  });

  it("passes on what the source says in words about how a thing is sold", () => {
    const result = oneModel(
      '"web_search_billing_unit": "per_query", "mode": "chat", "source": "https://prices"',
    );
    expect(result.warnings).toEqual([
      { model: "m", field: "web_search_billing_unit", reason: "source_note", detail: '"per_query"' },
    ]);
  });

  it("orders thresholds, reads either order of suffixes, and knows no threshold of nothing", () => {
    const result = oneModel(
      '"input_cost_per_token_above_256k_tokens": 3e-06, "input_cost_per_token_priority_above_128_tokens": 2e-06, "input_cost_per_token_above_0k_tokens": 4e-06, "input_cost_per_token_flex_above_1k_tokens_flex": 5e-06',
    );
    expect(result.models[0]?.rates.above).toEqual([
      { thresholdTokens: 128, rates: { standard: {}, batch: {}, priority: { input: "2000" }, flex: {} } },
      { thresholdTokens: 256_000, rates: { standard: { input: "3000" }, batch: {}, priority: {}, flex: {} } },
    ]);
    expect(result.warnings.map(({ field, reason }) => [field, reason])).toEqual([
      ["input_cost_per_token_above_0k_tokens", "unknown_price"],
      ["input_cost_per_token_flex_above_1k_tokens_flex", "unknown_price"],
    ]);
  });

  it("ignores a token limit that is no positive whole number, and says so", () => {
    const result = oneModel('"max_input_tokens": -5, "max_output_tokens": "many"');
    expect(result.models[0]).toMatchObject({ maxInputTokens: null, maxOutputTokens: null });
    expect(result.warnings.map(({ reason }) => reason)).toEqual(["bad_limit", "bad_limit"]);
  });
});

describe("against an independent reading of the source", () => {
  /** What the independent script says of an import of the file. */
  const verdict = (path: string): string => {
    const result = importPriceList(readFileSync(path, "utf8"));
    const run = spawnSync("python3", [file("./check_prices.py"), path], {
      input: JSON.stringify(result),
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    return run.stdout + run.stderr;
  };

  it.skipIf(!hasPython)("holds exactly the prices Python's fractions read (sample)", () => {
    // Counted by hand in the sample: aurora-1 17 per token, 3 per search, 3 multipliers; pebble-mini 3 (one price under two names), whisper-like 1, painter 5.
    expect(verdict(samplePath)).toBe("ok: 4 models, 32 prices equal\n");
  });

  it.skipIf(!hasPython || !hasBigFile)("holds exactly the prices Python's fractions read (full list)", () => {
    expect(verdict(bigPath)).toMatch(/^ok: \d+ models, \d+ prices equal\n$/);
  });

  it.skipIf(!hasBigFile)("accounts for each model of the full list once", () => {
    const text = readFileSync(bigPath, "utf8");
    const result = importPriceList(text);
    const accounted = [...result.models, ...result.skipped].map((each) => each.model).sort();
    expect(accounted).toEqual(Object.keys(JSON.parse(text)).sort());
    for (const { rates } of result.models) expect(modelRatesSchema.safeParse(rates).success).toBe(true);
  });
});

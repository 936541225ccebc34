import { emptyModelRates } from "@tenure/core/pricing";
import { Tenure } from "@tenure/sdk";
import { beforeAll, describe, expect, it } from "vitest";
import { importPrices } from "../../src/catalog/import-prices.ts";
import { rerate } from "../../src/catalog/rerate.ts";
import { newId } from "../../src/db/ids.ts";
import { hashKey } from "../../src/partners/read-key.ts";
import { openTestAccount } from "../support/account.ts";
import { testApp } from "../support/app.ts";
import { byStaff } from "../support/caller.ts";
import { openAccount, type Person, signUp, staff } from "../support/people.ts";

const test = await testApp();
const { sql } = test.database;
const baseUrl = await test.app.listen({ port: 0, host: "127.0.0.1" });
let administrator: Person;
let reviewer: Person;
let ada: Person;
let accountId: string;

// Per token: alpha 1000 in, 100 from cache, 4000 out; beta 200 in, 800 out. A search of alpha costs 10 million.
const LIST = `{
  "alpha": {"input_cost_per_token": 1e-6, "output_cost_per_token": 4e-6, "cache_read_input_token_cost": 1e-7,
            "search_context_cost_per_query": {"search_context_size_low": 0.01}},
  "beta": {"input_cost_per_token": 2e-7, "output_cost_per_token": 8e-7}
}`;

beforeAll(async () => {
  administrator = await staff(test, "administrator");
  reviewer = await staff(test, "reviewer");
  ada = await signUp(test, "ada");
  accountId = await openAccount(test, ada);
  await test.services.runner.run(importPrices, { source: "test", list: LIST }, byStaff(null, "prices"));
});

const terms = (more: Record<string, unknown> = {}) => ({
  reference: "Contract 2026-117",
  models: null,
  discountBps: 1500,
  rates: null,
  effectiveFrom: null,
  endsAt: null,
  ...more,
});
const make = (more: Record<string, unknown> = {}, account = accountId, by = administrator, key = newId()) =>
  by.mutate("agreements.create", { accountId: account, ...terms(more) }, { "idempotency-key": key });
const end = (agreementId: string, account = accountId, by = administrator, endsAt: string | null = null) =>
  by.mutate("agreements.end", { accountId: account, agreementId, endsAt, reason: "agreed anew" });
const listed = async (account: string, by = administrator) =>
  (await by.query("agreements.list", { accountId: account })).data["items"] as Record<string, unknown>[];
const everything = async () =>
  (
    await sql(
      `SELECT (SELECT json_agg(p ORDER BY id) FROM price_agreement p) AS agreements,
              (SELECT count(*) FROM notice WHERE kind LIKE 'price_agreement%') AS letters,
              (SELECT count(*) FROM audit_row WHERE target_kind = 'price_agreement') AS audit`,
    )
  )[0];

/** An account with 1000 dollars to spend, and its key. */
async function gateway(options: { language?: string; currency?: string } = {}) {
  const account = await openTestAccount(test.database, options);
  const apiKey = `tnr_test_${crypto.randomUUID()}`;
  await sql(
    `INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
     SELECT $1, id, 'test', 'tnr_test_x', $2, '{usage:write,usage:read}', now() + interval '1 day'
       FROM holder_period WHERE account_id = $1`,
    [account.accountId, hashKey(apiKey)],
  );
  const send = async (method: "GET" | "POST", url: string, body?: object) => {
    const answer = await test.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${apiKey}`, "idempotency-key": newId() },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  };
  /** Records one request. @returns what it cost, in dollars */
  const use = async (model: string, tokens: object, more: object = {}) => {
    const { body } = await send("POST", "/v1/usage/events", {
      events: [{ clientEventId: newId(), model, tokens, ...more }],
    });
    if (body["results"] === undefined) throw new Error(JSON.stringify(body));
    const [result] = body["results"] as { status: string; event?: { value: { amount: string } } }[];
    return result?.event?.value.amount ?? JSON.stringify(result);
  };
  return { ...account, send, use, tenure: new Tenure({ apiKey, baseUrl, maxRetries: 0 }) };
}

describe("T1.1 a price agreement", () => {
  it("is made by an administrator: signed decision, audit row, letter to the owner, and shown to both sides", async () => {
    const { status, data } = await make({
      models: ["beta", "alpha", "beta"],
      endsAt: "2127-01-01T00:00:00.000Z",
    });
    expect(status).toBe(200);
    const agreementId = String(data["agreementId"]);
    const [seen] = await listed(accountId);
    expect(seen).toMatchObject({
      id: agreementId,
      reference: "Contract 2026-117",
      models: ["alpha", "beta"],
      discountBps: 1500,
      rates: null,
      endsAt: "2127-01-01T00:00:00.000Z",
      state: "in_force",
      actions: ["end"],
    });
    const [own] = await listed(accountId, ada);
    expect(own).toEqual({ ...seen, actions: [] });
    expect(
      await sql(
        `SELECT action, actor_id, reason, after->>'discountBps' AS bps FROM audit_row WHERE target_id = $1`,
        [agreementId],
      ),
    ).toEqual([
      {
        action: "agreements.create",
        actor_id: administrator.loginId,
        reason: "Contract 2026-117",
        bps: "1500",
      },
    ]);
    const [decision] = await sql<{ outcome: string; kind: string }>(
      "SELECT kind, outcome FROM decision WHERE id = $1",
      [data["decisionId"]],
    );
    expect(decision).toEqual({ kind: "prices.agree", outcome: "granted" });
    const [letter] = await sql<{ recipient: string; subject: string; text: string }>(
      "SELECT recipient, subject, text FROM notice WHERE kind = 'price_agreement_made' AND account_id = $1",
      [accountId],
    );
    expect(letter).toMatchObject({
      recipient: ada.email,
      subject: "Your prices under agreement Contract 2026-117",
    });
    expect(letter?.text).toContain("you pay 15% off the list price. It is about alpha, beta and holds from");
    expect(letter?.text).toContain("until 1 Jan 2127 00:00 UTC");
  });

  it("writes to a Chinese owner in Chinese, about every model and without an end", async () => {
    const shop = await gateway({ language: "zh" });
    await make({}, shop.accountId);
    const [letter] = await sql<{ subject: string; text: string }>(
      "SELECT subject, text FROM notice WHERE account_id = $1",
      [shop.accountId],
    );
    expect(letter?.subject).toBe("您的价格协议 Contract 2026-117");
    expect(letter?.text).toMatch(/标价优惠 ?15 ?%。适用于全部模型，自 .+ 起生效，未约定终止时间。/);
  });

  it("is charged from its beginning until its end, and every line says under which agreement", async () => {
    const shop = await gateway();
    // 100 × 1000 + 10 × 4000 = 140,000 nanos.
    expect(await shop.use("alpha", { inputTokens: 100, outputTokens: 10 })).toBe("0.00014");
    const { data } = await make({}, shop.accountId);
    const agreementId = String(data["agreementId"]);
    // 15 % less: 119,000 nanos. With a search: 10,140,000, 15 % less 8,619,000.
    expect(await shop.use("alpha", { inputTokens: 100, outputTokens: 10 })).toBe("0.000119");
    expect(
      await shop.use("alpha", { inputTokens: 100, outputTokens: 10 }, { counts: { webSearchesLow: 1 } }),
    ).toBe("0.008619");
    // 1 from cache: 100 nanos, 15 % less 85; 3 of beta: 600, 15 % less 510.
    expect(await shop.use("alpha", { inputTokens: 1, cachedInputTokens: 1 })).toBe("0.000000085");
    expect(await shop.use("beta", { inputTokens: 3 })).toBe("0.00000051");
    expect((await end(agreementId, shop.accountId)).status).toBe(200);
    expect(await shop.use("alpha", { inputTokens: 100, outputTokens: 10 })).toBe("0.00014");

    // By SQL alone: what each event was worth at list price, and with 15 % off where it names the agreement.
    const [{ wrong, events, agreed } = { wrong: "", events: "", agreed: "" }] = await sql<{
      wrong: string;
      events: string;
      agreed: string;
    }>(
      `SELECT count(*) AS events, count(agreement_id) AS agreed,
              count(*) FILTER (WHERE amount_nanos <> round(value * CASE WHEN agreement_id IS NULL THEN 1 ELSE 0.85 END)) AS wrong
         FROM (SELECT e.agreement_id, e.amount_nanos,
                      ((tokens->>'inputTokens')::numeric - coalesce((tokens->>'cachedInputTokens')::numeric, 0))
                        * (rates #>> '{base,standard,input}')::numeric
                      + coalesce((tokens->>'cachedInputTokens')::numeric, 0)
                        * coalesce((rates #>> '{base,standard,cachedInput}')::numeric, 0)
                      + coalesce((tokens->>'outputTokens')::numeric, 0) * (rates #>> '{base,standard,output}')::numeric
                      + coalesce((counts->>'webSearchesLow')::numeric, 0)
                        * coalesce((rates #>> '{counts,webSearchLow}')::numeric, 0) AS value
                 FROM usage_event e JOIN model_price p ON p.id = e.model_price_id WHERE e.account_id = $1) AS rated`,
      [shop.accountId],
    );
    expect([events, agreed, wrong].map(Number)).toEqual([6, 4, 0]);
    // Rated again from what the rows name: the same to the nano. 140,000 + 119,000 + 8,619,000 + 85 + 510 + 140,000.
    const again = { accountId: shop.accountId, from: null, to: null };
    expect(await rerate(test.services.db, again)).toEqual({
      events: 6,
      storedNanos: 9_018_595n,
      differing: 0,
      findings: [],
    });
  });

  it("charges agreed rates, and the list for what was not agreed", async () => {
    const shop = await gateway();
    const rates = {
      ...emptyModelRates("USD"),
      base: { standard: { input: "700.5" }, batch: {}, priority: {}, flex: {} },
    };
    expect((await make({ models: ["alpha"], discountBps: null, rates }, shop.accountId)).status).toBe(200);
    // 3 × 700.5 = 2101.5, rounded half up 2102, and 10 × 4000 = 40,000: the sum is rounded, so 42,101.5 → 42,102.
    expect(await shop.use("alpha", { inputTokens: 3, outputTokens: 10 })).toBe("0.000042102");
    expect(await shop.use("beta", { inputTokens: 3 })).toBe("0.0000006");
    // A gateway reads its own prices.
    const { items } = await shop.tenure.prices.list({ search: "alp" }).page();
    expect(items).toMatchObject([
      {
        model: "alpha",
        rates: { base: { standard: { input: "700.5", output: "4000" } } },
        listRates: { base: { standard: { input: "1000", output: "4000" } } },
        agreement: { reference: "Contract 2026-117", discountBps: null },
      },
    ]);
    const names: string[] = [];
    for await (const { model } of shop.tenure.prices.list({ limit: 1 })) names.push(model);
    expect(names).toEqual(["alpha", "beta"]);
    const agreements = await shop.tenure.prices.agreements().page();
    expect(agreements.items).toMatchObject([{ models: ["alpha"], state: "in_force" }]);
  });

  it("shows an account its own prices under a discount, exact", async () => {
    const shop = await gateway();
    await make({ discountBps: 333 }, shop.accountId);
    const { body } = await shop.send("GET", "/v1/prices?search=alpha");
    // 1000 × 0.9667 = 966.7; 100 × 0.9667 = 96.67; 10,000,000 × 0.9667.
    expect(body["items"]).toMatchObject([
      {
        rates: {
          base: { standard: { input: "966.7", cachedInput: "96.67", output: "3866.8" } },
          counts: { webSearchLow: "9667000" },
        },
        agreement: { discountBps: 333 },
      },
    ]);
  });

  it("holds for later when so agreed, and never came into force when it is called off before", async () => {
    const shop = await gateway();
    const { data } = await make({ effectiveFrom: "2127-01-01T00:00:00.000Z" }, shop.accountId);
    expect((await listed(shop.accountId))[0]).toMatchObject({ state: "scheduled" });
    expect(await shop.use("beta", { inputTokens: 10 })).toBe("0.000002");
    await end(String(data["agreementId"]), shop.accountId);
    expect((await listed(shop.accountId))[0]).toMatchObject({
      state: "ended",
      endsAt: "2127-01-01T00:00:00.000Z",
      actions: [],
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["no discount", { discountBps: 0 }, "agreement_discount_out_of_range"],
    ["nearly everything off", { discountBps: 9001 }, "agreement_discount_out_of_range"],
    ["a model that has no price", { models: ["gamma"] }, "agreement_models_not_priced"],
    ["the past", { effectiveFrom: "2020-01-01T00:00:00.000Z" }, "agreement_in_past"],
    [
      "an end before the beginning",
      { effectiveFrom: "2127-01-01T00:00:00.000Z", endsAt: "2126-01-01T00:00:00.000Z" },
      "agreement_ends_before_it_begins",
    ],
    [
      "rates in another currency",
      { discountBps: null, models: ["alpha"], rates: emptyModelRates("EUR") },
      "agreement_currency_mismatch",
    ],
    ["rates for every model", { discountBps: null, rates: emptyModelRates("USD") }, "agreement_needs_models"],
    ["both", { rates: emptyModelRates("USD") }, "validation_failed"],
    ["neither", { discountBps: null }, "validation_failed"],
    ["no reference", { reference: " " }, "validation_failed"],
    [
      "a rate that is no number",
      { discountBps: null, models: ["alpha"], rates: { ...emptyModelRates("USD"), counts: { page: "1e5" } } },
      "validation_failed",
    ],
  ])("is refused and changes nothing: %s", async (_, more, code) => {
    const before = await everything();
    const { status, problem } = await make(more);
    expect(status).toBeGreaterThanOrEqual(400);
    const refusals = (problem as { refusals?: { code: string }[] }).refusals;
    expect(refusals?.[0]?.code ?? problem.code).toBe(code);
    expect(await everything()).toEqual(before);
  });

  it("is ended once, not in the past, never prolonged, and only under its own account", async () => {
    const shop = await gateway();
    const { data } = await make({ endsAt: "2127-01-01T00:00:00.000Z" }, shop.accountId);
    const agreementId = String(data["agreementId"]);
    const before = await everything();
    const refusalOf = async (endsAt: string | null, account = shop.accountId) => {
      const { problem } = await end(agreementId, account, administrator, endsAt);
      return (problem as { refusals?: { code: string }[] }).refusals?.[0]?.code ?? problem.code;
    };
    expect(await refusalOf("2020-01-01T00:00:00.000Z")).toBe("agreement_end_in_past");
    expect(await refusalOf("2128-01-01T00:00:00.000Z")).toBe("agreement_end_later");
    expect(await refusalOf(null, accountId)).toBe("not_found");
    expect(await everything()).toEqual(before);
    expect((await end(agreementId, shop.accountId)).status).toBe(200);
    expect(await refusalOf(null)).toBe("agreement_already_ended");
    const [letter] = await sql<{ text: string }>(
      "SELECT text FROM notice WHERE account_id = $1 AND kind = 'price_agreement_ended'",
      [shop.accountId],
    );
    expect(letter?.text).toContain("Reason given: agreed anew");
  });

  it("answers the same key with the same agreement", async () => {
    const shop = await gateway();
    const first = await make({}, shop.accountId, administrator, "agree-once");
    const second = await make({}, shop.accountId, administrator, "agree-once");
    expect(second.data).toEqual(first.data);
    expect(await listed(shop.accountId)).toHaveLength(1);
  });

  it("is for administrators with a fresh second factor only", async () => {
    const before = await everything();
    expect((await make({}, accountId, reviewer)).problem.code).toBe("forbidden");
    expect((await make({}, accountId, ada)).problem.code).toBe("forbidden");
    await sql("UPDATE auth_session SET stepped_up_at = now() - interval '1 hour' WHERE user_id = $1", [
      administrator.loginId,
    ]);
    expect((await make()).problem.code).toBe("step_up_required");
    expect(await everything()).toEqual(before);
    await sql("UPDATE auth_session SET stepped_up_at = now() WHERE user_id = $1", [administrator.loginId]);
  });

  it("cannot be rewritten in the database: only its end moves", async () => {
    for (const change of [
      "discount_bps = 9000",
      "reference = 'other'",
      "models = '{alpha}'",
      "effective_from = now()",
    ])
      await expect(
        sql(`UPDATE price_agreement SET ${change} WHERE account_id = $1`, [accountId]),
      ).rejects.toThrow(/only its end can change/);
  });
});

describe("how an event was rated", () => {
  it("is told line by line, with the discount, to the amount that was charged", async () => {
    const shop = await gateway();
    expect((await make({ discountBps: 1550 }, shop.accountId)).status).toBe(200);
    expect(
      await shop.use(
        "alpha",
        { inputTokens: 100, cachedInputTokens: 1, outputTokens: 10 },
        { counts: { webSearchesLow: 2 } },
      ),
    ).toBe("0.01701754");
    const [row] = await sql<{ id: string }>("SELECT id FROM usage_event WHERE account_id = $1", [
      shop.accountId,
    ]);
    const eventId = row?.id ?? "";
    // 99 × 1000 + 1 × 100 + 10 × 4000 + 2 × 10,000,000 = 20,139,100; 15.5 % of it is 3,121,560.5, which leaves
    // 17,017,539.5: half a nano, rounded up.
    expect(await shop.tenure.prices.rating(eventId)).toMatchObject({
      eventId,
      value: { amount: "0.01701754", currency: "USD" },
      exactNanos: "17017539.5",
      serviceTier: "standard",
      thresholdTokens: null,
      lines: [
        { unit: "input", quantity: 99, rate: "1000", exactNanos: "99000" },
        { unit: "cachedInput", quantity: 1, rate: "100", exactNanos: "100" },
        { unit: "output", quantity: 10, rate: "4000", exactNanos: "40000" },
        { unit: "webSearchLow", quantity: 2, rate: "10000000", exactNanos: "20000000" },
      ],
      discount: { bps: 1550, exactNanos: "3121560.5" },
      agreement: { reference: "Contract 2026-117" },
    });
    const other = await gateway();
    await expect(other.tenure.prices.rating(eventId)).rejects.toMatchObject({ status: 404 });
  });
});

describe("rating stored usage again", () => {
  it("names each event whose amount is not what its versions give", async () => {
    const shop = await gateway();
    await shop.use("alpha", { inputTokens: 100, outputTokens: 10 });
    await shop.use("beta", { inputTokens: 3 });
    // As the database's owner: a row that says a nano more than 140,000.
    await sql("ALTER TABLE usage_event DISABLE TRIGGER USER");
    await sql(
      `UPDATE usage_event SET amount_nanos = amount_nanos + 1, debt_nanos = debt_nanos + 1
        WHERE account_id = $1 AND model = 'alpha'`,
      [shop.accountId],
    );
    await sql("ALTER TABLE usage_event ENABLE TRIGGER USER");
    const report = await rerate(test.services.db, { accountId: shop.accountId, from: null, to: null });
    expect(report).toMatchObject({ events: 2, storedNanos: 140_601n, differing: 1 });
    expect(report.findings).toMatchObject([
      { model: "alpha", storedNanos: 140_001n, ratedNanos: 140_000n, differenceNanos: -1n, problem: null },
    ]);
    const everywhere = await rerate(test.services.db, { accountId: null, from: null, to: null });
    expect(everywhere.differing).toBe(1);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(await rerate(test.services.db, { accountId: null, from: tomorrow, to: null })).toMatchObject({
      events: 0,
      differing: 0,
    });
  });
});

import type { UsageSummary } from "@tenure/core/contract";
import { describe, expect, it } from "vitest";
import { stockMarket } from "../support/market.ts";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp } from "../support/people.ts";
import { type SeedEvent, seedEvents } from "./seed.ts";

const test = await testApp();
await stockMarket(test.services, test.database);

/** An owner with an account in a zone, and the events it has. */
async function world(zone: string, events: readonly SeedEvent[]) {
  const owner = await signUp(test, "owner");
  const accountId = await openAccount(test, owner);
  await test.database.sql("UPDATE account SET time_zone = $2 WHERE id = $1", [accountId, zone]);
  const ids = await seedEvents(test.database, accountId, events);
  return { owner, accountId, ids, summary: summaryOf(owner, accountId) };
}

const summaryOf = (owner: Person, accountId: string) => async (input: Record<string, unknown>) => {
  const { data, status, problem } = await owner.query("usage.summary", { accountId, ...input });
  if (status !== 200) throw new Error(JSON.stringify(problem));
  return data as unknown as UsageSummary;
};

/** Days that have something, with requests and value. */
const filled = (summary: UsageSummary) =>
  summary.buckets
    .filter((bucket) => bucket.requests !== 0)
    .map((bucket) => [bucket.date ?? bucket.startsAt, bucket.requests, bucket.value.amount]);

describe("usage by the day", () => {
  it("adds up what each day had, tokens, value and who paid; empty days are there too", async () => {
    const { summary } = await world("UTC", [
      { at: "2026-11-01T00:00:00.000Z", input: 100, cached: 40, output: 10, cents: 110, planCents: 60 },
      { at: "2026-11-01T23:59:59.999Z", input: 7, output: 3, cents: 10 },
      { at: "2026-11-03T12:00:00.000Z", input: 5, cents: 5, planCents: 5 },
    ]);
    const found = await summary({ grain: "day", from: "2026-11-01", to: "2026-11-03" });
    // 110 + 10 = 120 cents on the 1st, nothing on the 2nd, 5 cents on the 3rd.
    expect(found.buckets.map((bucket) => [bucket.date, bucket.requests, bucket.value.amount])).toEqual([
      ["2026-11-01", 2, "1.20"],
      ["2026-11-02", 0, "0.00"],
      ["2026-11-03", 1, "0.05"],
    ]);
    // Input 100 + 7 + 5; plan 60 + 5 of 125 cents, credits the other 60.
    expect(found.totals).toEqual({
      requests: 3,
      inputTokens: 112,
      cachedInputTokens: 40,
      outputTokens: 13,
      reasoningTokens: 0,
      value: { amount: "1.25", currency: "USD" },
      planPart: { amount: "0.65", currency: "USD" },
      creditPart: { amount: "0.60", currency: "USD" },
      debtPart: { amount: "0.00", currency: "USD" },
    });
    expect(found.groups).toEqual([]);
  });

  it("takes a day by the account's own midnight, half hours included", async () => {
    const { summary } = await world("Asia/Kolkata", [
      // 18:29:59.999 UTC is 23:59:59.999 in India, a millisecond later is the next day.
      { at: "2026-11-19T18:29:59.999Z", cents: 1 },
      { at: "2026-11-19T18:30:00.000Z", cents: 2 },
      { at: "2026-11-20T18:29:59.999Z", cents: 4 },
      { at: "2026-11-20T18:30:00.000Z", cents: 8 },
    ]);
    expect(filled(await summary({ from: "2026-11-19", to: "2026-11-21" }))).toEqual([
      ["2026-11-19", 1, "0.01"],
      ["2026-11-20", 2, "0.06"],
      ["2026-11-21", 1, "0.08"],
    ]);
    // One day asked for is one day: the neighbours' rows lie within a day of its ends.
    expect(filled(await summary({ from: "2026-11-20", to: "2026-11-20" }))).toEqual([
      ["2026-11-20", 2, "0.06"],
    ]);
    // By the hour: 18:29 and 18:30 are in one hour of UTC, from 23:30 to 00:30 in India.
    expect(filled(await summary({ grain: "hour", from: "2026-11-20", to: "2026-11-20" }))).toEqual([
      ["2026-11-19T18:00:00.000Z", 2, "0.03"],
      ["2026-11-20T18:00:00.000Z", 2, "0.12"],
    ]);
  });

  it("knows days of 23 and 25 hours", async () => {
    const { summary } = await world("Europe/Berlin", [
      // 29 March: from 23:00 UTC of the 28th to 22:00 UTC. 25 October: from 22:00 UTC of the 24th to 23:00 UTC.
      { at: "2026-03-28T22:59:59.999Z", cents: 1 },
      { at: "2026-03-28T23:00:00.000Z", cents: 2 },
      { at: "2026-03-29T21:59:59.999Z", cents: 4 },
      { at: "2026-03-29T22:00:00.000Z", cents: 8 },
      { at: "2026-10-24T22:00:00.000Z", cents: 16 },
      { at: "2026-10-25T22:59:59.999Z", cents: 32 },
      { at: "2026-10-25T23:00:00.000Z", cents: 64 },
    ]);
    expect(filled(await summary({ from: "2026-03-28", to: "2026-03-30" }))).toEqual([
      ["2026-03-28", 1, "0.01"],
      ["2026-03-29", 2, "0.06"],
      ["2026-03-30", 1, "0.08"],
    ]);
    expect(filled(await summary({ from: "2026-10-25", to: "2026-10-26" }))).toEqual([
      ["2026-10-25", 2, "0.48"],
      ["2026-10-26", 1, "0.64"],
    ]);
    // By the month: October has 16 + 32 + 64.
    expect(filled(await summary({ grain: "month", from: "2026-03-01", to: "2026-10-31" }))).toEqual([
      ["2026-03-01", 4, "0.15"],
      ["2026-10-01", 3, "1.12"],
    ]);
  });

  it("moves no past usage to another day when the account moves to another zone", async () => {
    const { summary, accountId } = await world("Asia/Shanghai", [
      { at: "2026-11-19T20:00:00.000Z", cents: 3 },
    ]);
    const day = async () => filled(await summary({ from: "2026-11-18", to: "2026-11-22" }));
    // 04:00 on the 20th in Shanghai, where the day began at 16:00 UTC of the 19th.
    expect(await day()).toEqual([["2026-11-20", 1, "0.03"]]);
    for (const zone of ["UTC", "America/New_York", "Asia/Tokyo"]) {
      await test.database.sql("UPDATE account SET time_zone = $2 WHERE id = $1", [accountId, zone]);
      // Noon of Shanghai's 20th is still the 20th in London and Tokyo; in New York it is 23:00 of the 19th.
      expect([zone, await day()]).toEqual([
        zone,
        [[zone === "America/New_York" ? "2026-11-19" : "2026-11-20", 1, "0.03"]],
      ]);
    }
  });

  it("takes corrections off", async () => {
    const { summary } = await world("UTC", [
      { at: "2026-11-01T10:00:00.000Z", input: 100, cents: 100 },
      {
        at: "2026-11-01T10:00:00.000Z",
        input: 100,
        cents: -100,
        kind: "reversal",
        correctsId: crypto.randomUUID(),
      },
      { at: "2026-11-01T10:00:00.000Z", input: 30, cents: 30 },
    ]);
    const { totals } = await summary({ from: "2026-11-01", to: "2026-11-01" });
    expect([totals.requests, totals.inputTokens, totals.value.amount]).toEqual([1, 30, "0.30"]);
  });
});

describe("groups", () => {
  it("are models, keys or both, by value; what no key reported stands apart", async () => {
    const owner = await signUp(test, "owner");
    const accountId = await openAccount(test, owner);
    const { data: key } = await owner.mutate("partners.keys.create", {
      name: "Gateway A",
      scopes: ["usage:write"],
    });
    const apiKeyId = String(key["id"] ?? key["keyId"]);
    await seedEvents(test.database, accountId, [
      { at: "2026-11-01T10:00:00.000Z", model: "small", cents: 5, apiKeyId },
      { at: "2026-11-01T11:00:00.000Z", model: "large", cents: 70, apiKeyId },
      { at: "2026-11-02T10:00:00.000Z", model: "small", cents: 20 },
    ]);
    const summary = summaryOf(owner, accountId);
    const groups = async (groupBy: string) =>
      (await summary({ from: "2026-11-01", to: "2026-11-02", groupBy })).groups.map((group) => [
        group.model,
        group.apiKey?.name ?? null,
        group.totals.value.amount,
      ]);
    expect(await groups("model")).toEqual([
      ["large", null, "0.70"],
      ["small", null, "0.25"],
    ]);
    expect(await groups("key")).toEqual([
      [null, "Gateway A", "0.75"],
      [null, null, "0.20"],
    ]);
    expect(await groups("model_key")).toEqual([
      ["large", "Gateway A", "0.70"],
      ["small", null, "0.20"],
      ["small", "Gateway A", "0.05"],
    ]);
    const byModel = await summary({ from: "2026-11-01", to: "2026-11-02", groupBy: "model" });
    expect(
      byModel.buckets.map((bucket) => bucket.parts.map((part) => [part.group, part.value.amount])),
    ).toEqual([
      [
        [0, "0.70"],
        [1, "0.05"],
      ],
      [[1, "0.20"]],
    ]);
    const only = await summary({ from: "2026-11-01", to: "2026-11-02", model: "small" });
    expect(filled(only)).toEqual([
      ["2026-11-01", 1, "0.05"],
      ["2026-11-02", 1, "0.20"],
    ]);
    const keyOnly = await summary({ from: "2026-11-01", to: "2026-11-02", apiKeyId });
    expect(filled(keyOnly)).toEqual([["2026-11-01", 2, "0.75"]]);
  });

  it("beyond the twelve largest become the rest, which is last and loses nothing", async () => {
    // Models worth 1 to 20 cents: the twelve largest are 9 to 20, the rest 1 + … + 8 = 36.
    const { summary } = await world(
      "UTC",
      Array.from({ length: 20 }, (_, index) => ({
        at: "2026-11-01T10:00:00.000Z",
        model: `model-${index + 1}`,
        cents: index + 1,
      })),
    );
    const found = await summary({ from: "2026-11-01", to: "2026-11-01", groupBy: "model" });
    expect(found.groups).toHaveLength(13);
    expect(found.groups.map((group) => group.model).slice(0, 2)).toEqual(["model-20", "model-19"]);
    expect(found.groups.at(-1)).toMatchObject({
      model: null,
      rest: true,
      totals: { requests: 8, value: { amount: "0.36" } },
    });
    // 1 + … + 20 = 210.
    expect(found.totals.value.amount).toBe("2.10");
  });
});

describe("a summary against the events themselves", () => {
  it("is the sum of the rows, by any grain, in any zone", async () => {
    let seed = 7;
    const next = (below: number) => {
      // A generator of its own (Lehmer): the same history at every run.
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (const zone of ["UTC", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe"]) {
      const { summary, accountId } = await world(
        zone,
        Array.from({ length: 150 }, () => ({
          at: new Date(Date.parse("2026-09-20T00:00:00.000Z") + next(40 * 86_400_000)).toISOString(),
          model: ["a", "b", "c"][next(3)] ?? "a",
          input: next(1000),
          output: next(1000),
          cents: next(500),
        })),
      );
      const found = await summary({ grain: "day", from: "2026-09-15", to: "2026-11-05", groupBy: "model" });
      const rows = await test.database.sql<{ day: string; requests: string; input: string; nanos: string }>(
        `SELECT (occurred_at AT TIME ZONE $2)::date::text AS day, count(*)::text AS requests,
                sum((tokens->>'inputTokens')::bigint)::text AS input, sum(amount_nanos)::text AS nanos
           FROM usage_event WHERE account_id = $1 GROUP BY 1 ORDER BY 1`,
        [accountId, zone],
      );
      expect(
        found.buckets
          .filter((bucket) => bucket.requests > 0)
          .map((bucket) => [bucket.date, bucket.requests, bucket.inputTokens, Number(bucket.value.amount)]),
      ).toEqual(
        rows.map((row) => [row.day, Number(row.requests), Number(row.input), Number(row.nanos) / 1e9]),
      );
      for (const bucket of found.buckets)
        expect(bucket.parts.reduce((sum, part) => sum + part.requests, 0)).toBe(bucket.requests);
    }
  });
});

describe("what a summary refuses", () => {
  it.each([
    [{ from: "2026-11-02", to: "2026-11-01" }, "to"],
    [{ grain: "hour", from: "2026-01-01", to: "2026-11-01" }, "from"],
    [{ from: "2020-01-01" }, "from"],
    [{ from: "2026-02-30" }, "from"],
    [{ grain: "minute" }, "grain"],
    [{ groupBy: "who" }, "groupBy"],
    [{ model: "a\u0000b" }, "model"],
    [{ apiKeyId: "me" }, "apiKeyId"],
    [{ limit: 5 }, ""],
  ])("%j, naming the field", async (input, path) => {
    const { owner, accountId } = await refusing;
    const { status, problem } = await owner.query("usage.summary", { accountId, ...input });
    expect([status, problem.code]).toEqual([400, "validation_failed"]);
    expect(JSON.stringify(problem.errors)).toContain(`"path":"${path}"`);
  });

  const refusing = world("UTC", []);
});

it("reads no events: with every event gone, the summary is the same", async () => {
  const { summary, accountId } = await world("UTC", [{ at: "2026-11-01T10:00:00.000Z", cents: 9 }]);
  await test.database.sql("DELETE FROM usage_event WHERE account_id = $1", [accountId]);
  expect((await summary({ from: "2026-11-01", to: "2026-11-01" })).totals.value.amount).toBe("0.09");
});

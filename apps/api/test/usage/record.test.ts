import { describe, expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { MODEL, usageWorld } from "./world.ts";

const world = await usageWorld();
const { usage, sql } = world;

type Event = Parameters<typeof usage.record>[0]["events"][number];

const record = (accountId: string, events: readonly Event[]) => usage.record({ events }, world.as(accountId));
const event = (clientEventId: string, more: Partial<Event> = {}): Event => ({
  clientEventId,
  model: MODEL,
  tokens: { inputTokens: 1000, outputTokens: 500 },
  ...more,
});
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const HOUR = 3_600_000;

describe("recording usage", () => {
  it("rates tokens at the list price, by tier, and splits plan, credits and debt", async () => {
    const accountId = await world.account();
    await world.term(accountId, 3_000_000n);
    await world.lot(accountId, 1_000_000n);
    // 1,000 × 1,000 + 500 × 3,000 = 2,500,000 nanos; in batch half of it, 1,250,000; reasoning is output.
    const { results } = await record(accountId, [
      event("a"),
      event("b", { serviceTier: "batch" }),
      event("c", { tokens: { inputTokens: 0, outputTokens: 500, reasoningTokens: 200 } }),
    ]);
    expect(results.map((each) => each.status === "recorded" && each.event.value.amount)).toEqual([
      "0.0025",
      "0.00125",
      "0.0015",
    ]);
    // Plan 3,000,000: 2,500,000 + 500,000. Credits 1,000,000: 750,000 of b + 250,000 of c. Debt: 1,250,000 of c.
    expect(await world.totals(accountId)).toMatchObject({
      value: 5_250_000n,
      plan: 3_000_000n,
      termUsed: 3_000_000n,
      credits: 0n,
      debt: 1_250_000n,
    });
    expect(results[2]).toMatchObject({
      event: { creditPart: { amount: "0.00025" }, debtPart: { amount: "0.00125" } },
    });
    // One movement per lot and command, however many events took from it.
    const [journals] = await sql<{ n: string }>(
      "SELECT count(*) AS n FROM ledger_journal WHERE account_id = $1 AND kind = 'usage.burned'",
      [accountId],
    );
    expect(journals?.n).toBe("1");
  });

  it("uses the price that was in force when the request was served", async () => {
    const accountId = await world.account();
    await sql(
      `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
       SELECT 'dearer', v, currency, replace(rates::text, '"1000"', n)::jsonb, 'd' || v, 'test', at FROM model_price,
         (VALUES (1, '"1000"', timestamptz '2020-01-01'), (2, '"7000"', tenure_now() - interval '2 hours')) AS p(v, n, at)
        WHERE model = $1`,
      [MODEL],
    );
    const tokens = { inputTokens: 1, outputTokens: 0 };
    const { results } = await record(accountId, [
      event("before", { model: "dearer", tokens, occurredAt: ago(3 * HOUR) }),
      event("after", { model: "dearer", tokens, occurredAt: ago(1 * HOUR) }),
    ]);
    expect(results.map((each) => each.status === "recorded" && each.event.value.amount)).toEqual([
      "0.000001",
      "0.000007",
    ]);
  });

  it("does not count what happened before the subscription as its usage", async () => {
    const accountId = await world.account();
    await world.term(accountId, 9_000_000n);
    await record(accountId, [
      event("early", { occurredAt: ago(2 * HOUR) }),
      event("in-time", { occurredAt: ago(60_000) }),
    ]);
    expect(await world.totals(accountId)).toMatchObject({ plan: 2_500_000n, debt: 2_500_000n });
  });

  it.each([
    ["an unknown model", { model: "nobody-knows" }, "model_not_priced"],
    ["a model without a price in the wallet's currency", { model: "euro-only" }, "model_not_priced"],
    ["an event older than three days", { occurredAt: ago(72 * HOUR + 60_000) }, "usage_too_late"],
    ["an event of the future", { occurredAt: ago(-6 * 60_000) }, "usage_in_future"],
    ["an event before any price", { model: "brand-new", occurredAt: ago(HOUR) }, "model_not_priced"],
    [
      "more cached tokens than input tokens",
      { tokens: { inputTokens: 1, cachedInputTokens: 2, outputTokens: 0 } },
      "usage_tokens_inconsistent",
    ],
    ["a hold that does not exist", { holdId: "00000000-0000-7000-8000-00000000dead" }, "hold_unknown"],
  ])("%s is rejected alone; the rest of the batch is recorded", async (_, more, code) => {
    await sql(
      `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
       SELECT m, 1, c, rates, 'x', 'test', at FROM model_price, (VALUES ('euro-only', 'EUR', timestamptz '2020-01-01'),
         ('brand-new', 'USD', tenure_now())) AS p(m, c, at) WHERE model = $1 ON CONFLICT DO NOTHING`,
      [MODEL],
    );
    const accountId = await world.account();
    const answer = await record(accountId, [event("good-1"), event("bad", more), event("good-2")]);
    expect([answer.recorded, answer.rejected]).toEqual([2, 1]);
    expect(answer.results[1]).toMatchObject({ status: "rejected", clientEventId: "bad", code });
    expect(answer.results[1]).not.toMatchObject({ reason: expect.stringContaining("{") });
    expect(await world.totals(accountId)).toMatchObject({ events: 2, value: 5_000_000n });
    // What was rejected left no trace, so it can be sent again, right this time.
    expect((await record(accountId, [event("bad")])).recorded).toBe(1);
  });
});

describe("an event id", () => {
  it("with the same body answers as before and has one effect; with another it names what differs", async () => {
    const accountId = await world.account();
    const [first] = (await record(accountId, [event("once")])).results;
    const again = await record(accountId, [
      event("once"),
      event("once", { tokens: { inputTokens: 9, outputTokens: 9 }, serviceTier: "flex" }),
      event("new"),
      event("new"),
      event("new", { occurredAt: ago(1) }),
    ]);
    expect(again.results[0]).toEqual({ ...first, duplicate: true });
    expect(again.results[1]).toMatchObject({
      status: "rejected",
      code: "usage_event_conflict",
      fields: ["serviceTier", "tokens"],
    });
    expect(again.results.slice(2)).toMatchObject([
      { status: "recorded", duplicate: false },
      { status: "recorded", duplicate: true },
      { status: "rejected", fields: ["occurredAt"] },
    ]);
    expect(await world.totals(accountId)).toMatchObject({ events: 2, debt: 5_000_000n });
  });

  it("belongs to its account", async () => {
    const [one, other] = [await world.account(), await world.account()];
    await record(one, [event("mine")]);
    const { results } = await record(other, [event("mine", { tokens: { inputTokens: 1, outputTokens: 0 } })]);
    expect(results).toMatchObject([{ status: "recorded", duplicate: false }]);
  });

  it("has one effect although twenty requests bring it at once, under keys of their own", async () => {
    const accountId = await world.account();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => record(accountId, [event("raced"), event(newId())])),
    );
    const raced = answers.map((each) => each.results[0]);
    expect(raced.filter((each) => each?.status === "recorded" && !each.duplicate)).toHaveLength(1);
    expect(await world.totals(accountId)).toMatchObject({ events: 21, value: 52_500_000n });
  });

  it("can settle a hold; no second event can", async () => {
    const accountId = await world.account();
    await world.lot(accountId, 9_000_000n);
    const hold = await usage.authorize(
      { model: MODEL, maxInputTokens: 1000, maxOutputTokens: 1000 },
      world.as(accountId),
    );
    const { results } = await record(accountId, [
      event("settles", { holdId: hold.holdId }),
      event("claims-too", { holdId: hold.holdId }),
    ]);
    expect(results).toMatchObject([{ status: "recorded" }, { status: "rejected", code: "hold_used_before" }]);
    const [row] = await sql("SELECT state, settled_nanos FROM usage_hold WHERE id = $1", [hold.holdId]);
    expect(row).toEqual({ state: "settled", settled_nanos: "2500000" });
    expect((await record(accountId, [event("later", { holdId: hold.holdId })])).rejected).toBe(1);
  });

  it("of a thousand in one batch, in order, within seconds", async () => {
    const accountId = await world.account();
    await world.term(accountId, 1_000_000_000n);
    await world.lot(accountId, 1_000_000_000n);
    const events = Array.from({ length: 1000 }, (_, index) => event(`bulk-${index}`));
    const answer = await record(accountId, events);
    expect(answer.results.map((each) => each.clientEventId)).toEqual(
      events.map((each) => each.clientEventId),
    );
    // 1,000 × 2,500,000 = 2.5·10⁹: 1·10⁹ plan, 1·10⁹ credits, 0.5·10⁹ debt.
    expect(await world.totals(accountId)).toMatchObject({
      value: 2_500_000_000n,
      plan: 1_000_000_000n,
      credits: 0n,
      debt: 500_000_000n,
    });
  });
});

describe("a flood", () => {
  it("is told to come back once 20,000 events of an account wait; what was accepted is recorded", async () => {
    const accountId = await world.account();
    const batch = (name: string) =>
      record(
        accountId,
        [...Array(1000).keys()].map((n) => event(`${name}-${n}`)),
      );
    // Twenty batches of a thousand wait before the first is taken; the next one would be more than memory should hold.
    const answers = await Promise.allSettled([...Array(22).keys()].map((n) => batch(`flood-${n}`)));
    expect(answers.map((each) => each.status)).toEqual([
      ...Array(20).fill("fulfilled"),
      ...Array(2).fill("rejected"),
    ]);
    expect(answers[20]).toMatchObject({ reason: { code: "unavailable" } });
    expect((await world.totals(accountId)).events).toBe(20_000);
    // And the next moment there is room again.
    expect(await batch("flood-20")).toMatchObject({ recorded: 1000 });
  });
});

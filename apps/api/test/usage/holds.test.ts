import { describe, expect, it } from "vitest";
import { RefusedError } from "../../src/errors/app-error.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { expireHolds } from "../../src/usage/jobs.ts";
import { MODEL, usageWorld } from "./world.ts";

const world = await usageWorld();
const { usage, engine, sql } = world;

/** `thousands` input tokens cost as many million nanos. */
const input = (thousands: number) => ({ inputTokens: thousands * 1000, outputTokens: 0 });
const MILLION = 1_000_000n;

const authorize = async (accountId: string, thousands: number) =>
  usage.authorize(
    { model: MODEL, maxInputTokens: thousands * 1000, maxOutputTokens: 0 },
    world.as(accountId),
  );
const settle = async (accountId: string, holdId: string, thousands: number) =>
  usage.settle({ holdId, tokens: input(thousands) }, world.as(accountId));
const record = async (accountId: string, thousands: number, clientEventId: string = crypto.randomUUID()) =>
  usage.record({ events: [{ clientEventId, model: MODEL, tokens: input(thousands) }] }, world.as(accountId));
const stateOf = async (holdId: string) =>
  (await sql<{ state: string }>("SELECT state FROM usage_hold WHERE id = $1", [holdId]))[0]?.state;
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RefusedError)) throw new Error(`not refused: ${String(error)}`);
  return error.decision.refusals.map((each) => each.code);
};

describe("authorising", () => {
  it("promises from the plan first, then from credits, and never the same nano twice", async () => {
    const accountId = await world.account();
    await world.term(accountId, 5n * MILLION);
    await world.lot(accountId, 4n * MILLION);
    // 3 of the plan; then 2 of the plan and 2 of the credits; then 2 of the credits; then nothing is left.
    expect(await authorize(accountId, 3)).toMatchObject({
      guaranteed: { amount: "0.003", currency: "USD" },
      planPart: { amount: "0.003" },
      creditPart: { amount: "0.00" },
    });
    expect(await authorize(accountId, 4)).toMatchObject({
      planPart: { amount: "0.002" },
      creditPart: { amount: "0.002" },
    });
    expect(await authorize(accountId, 2)).toMatchObject({
      planPart: { amount: "0.00" },
      creditPart: { amount: "0.002" },
    });
    expect(await refusalOf(authorize(accountId, 1))).toEqual(["insufficient_funds"]);
  });

  it("takes an amount instead of tokens, and refuses another currency", async () => {
    const accountId = await world.account();
    await world.lot(accountId, 9n * MILLION);
    const ask = (more: object) => usage.authorize({ model: MODEL, ...more }, world.as(accountId));
    expect((await ask({ amount: { amount: "0.009", currency: "USD" } })).guaranteed.amount).toBe("0.009");
    expect(await refusalOf(ask({ amount: { amount: "0", currency: "EUR" } }))).toEqual([
      "usage_currency_mismatch",
    ]);
  });

  it("is refused for an unknown model and for an account that is not active", async () => {
    const rich = await world.account();
    await world.lot(rich, 9n * MILLION);
    const unknown = { model: "nobody-knows", maxInputTokens: 1, maxOutputTokens: 1 };
    expect(await refusalOf(usage.authorize(unknown, world.as(rich)))).toEqual(["model_not_priced"]);
    for (const [state, code] of [
      ["suspended", "account_suspended"],
      ["terminated", "account_terminated"],
    ] as const) {
      const accountId = await world.account({ state });
      await world.lot(accountId, 9n * MILLION);
      expect(await refusalOf(authorize(accountId, 1))).toEqual([code]);
      // What was served is recorded all the same.
      expect((await record(accountId, 1)).recorded).toBe(1);
    }
  });

  it("is refused while a debt is open, and pays the debt from credits that came later", async () => {
    const accountId = await world.account();
    await record(accountId, 5);
    expect(await world.totals(accountId)).toMatchObject({ debt: 5n * MILLION, credits: 0n });
    expect(await refusalOf(authorize(accountId, 0))).toEqual(["debt_outstanding"]);
    await world.lot(accountId, 7n * MILLION);
    // 7 credits − 5 debt: 2 left to promise.
    expect(await refusalOf(authorize(accountId, 3))).toEqual(["insufficient_funds"]);
    expect((await authorize(accountId, 2)).creditPart.amount).toBe("0.002");
    expect(await world.totals(accountId)).toMatchObject({ debt: 0n, credits: 2n * MILLION });
  });

  it("lets ten racing requests have what is there for five", async () => {
    const accountId = await world.account();
    await world.term(accountId, 3n * MILLION);
    await world.lot(accountId, 2n * MILLION);
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => authorize(accountId, 1)));
    expect(answers.filter((each) => each.status === "fulfilled")).toHaveLength(5);
    const [held] = await sql<{ plan: string; credit: string }>(
      `SELECT sum(plan_nanos) AS plan, sum(amount_nanos - plan_nanos) AS credit FROM usage_hold WHERE account_id = $1`,
      [accountId],
    );
    expect(held).toEqual({ plan: "3000000", credit: "2000000" });
  });
});

describe("settling", () => {
  it("below the hold frees the rest; above it takes plan, credits, then debt, and is never refused", async () => {
    const accountId = await world.account();
    const { termId } = await world.term(accountId, 10n * MILLION);
    await world.lot(accountId, 3n * MILLION);
    const low = await authorize(accountId, 6);
    expect(await settle(accountId, low.holdId, 2)).toMatchObject({
      hold: { state: "settled" },
      event: { value: { amount: "0.002" }, planPart: { amount: "0.002" }, holdId: low.holdId },
    });
    // 10 − 2 used = 8 free, 3 credits. Held 4, used 15: 8 plan + 3 credits + 4 debt.
    const high = await authorize(accountId, 4);
    expect((await settle(accountId, high.holdId, 15)).event).toMatchObject({
      planPart: { amount: "0.008" },
      creditPart: { amount: "0.003" },
      debtPart: { amount: "0.004" },
    });
    const [term] = await sql("SELECT used_nanos FROM term WHERE id = $1", [termId]);
    expect(term).toEqual({ used_nanos: "10000000" });
    expect(await world.totals(accountId)).toMatchObject({
      credits: 0n,
      debt: 4n * MILLION,
      plan: 10n * MILLION,
    });
  });

  it("a second time with the same usage answers the same and moves nothing; with other usage it is a conflict", async () => {
    const accountId = await world.account();
    await world.term(accountId, 10n * MILLION);
    const { holdId } = await authorize(accountId, 5);
    const first = await settle(accountId, holdId, 3);
    expect(await settle(accountId, holdId, 3)).toEqual(first);
    await expect(settle(accountId, holdId, 4)).rejects.toMatchObject({
      code: "idempotency_conflict",
      errors: [{ path: "tokens" }],
    });
    await expect(
      usage.settle({ holdId, clientEventId: "another", tokens: input(3) }, world.as(accountId)),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await world.totals(accountId)).toMatchObject({ events: 1, termUsed: 3n * MILLION });
  });

  it("after the expiry is recorded as plain usage, and the hold stays expired", async () => {
    const accountId = await world.account();
    await world.term(accountId, 10n * MILLION);
    const { holdId } = await authorize(accountId, 5);
    await world.overdue(holdId);
    // Nobody closed it yet: settling closes it as expired.
    expect(await settle(accountId, holdId, 4)).toMatchObject({
      hold: { state: "expired" },
      event: { planPart: { amount: "0.004" } },
    });
    expect(await expireHolds({ db: world.db, usage: engine })).toBe(0);
    expect(await stateOf(holdId)).toBe("expired");

    const other = await authorize(accountId, 5);
    await world.overdue(other.holdId);
    expect(await expireHolds({ db: world.db, usage: engine })).toBe(1);
    expect((await settle(accountId, other.holdId, 6)).hold.state).toBe("expired");
    expect(await world.totals(accountId)).toMatchObject({ events: 2, termUsed: 10n * MILLION, debt: 0n });
  });

  it("of another account's hold, or of none, finds nothing", async () => {
    const [mine, theirs] = [await world.account(), await world.account()];
    await world.lot(theirs, 5n * MILLION);
    const { holdId } = await authorize(theirs, 5);
    await expect(settle(mine, holdId, 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(settle(mine, crypto.randomUUID(), 1)).rejects.toMatchObject({ code: "not_found" });
    expect(await stateOf(holdId)).toBe("open");
  });
});

describe("releasing and expiring", () => {
  it("gives the promise back", async () => {
    const accountId = await world.account();
    await world.lot(accountId, 5n * MILLION);
    const { holdId } = await authorize(accountId, 5);
    expect(await refusalOf(authorize(accountId, 1))).toEqual(["insufficient_funds"]);
    const released = await usage.release({ holdId }, world.as(accountId));
    expect(released.state).toBe("released");
    const second = await authorize(accountId, 5);
    await world.overdue(second.holdId);
    // Overdue promises nothing, closed or not.
    const third = await authorize(accountId, 5);
    await expireHolds({ db: world.db, usage: engine });
    expect([await stateOf(second.holdId), await stateOf(third.holdId)]).toEqual(["expired", "open"]);
    // Released again: nothing changes. Settled: it cannot be released.
    expect((await usage.release({ holdId }, world.as(accountId))).state).toBe("released");
    await settle(accountId, third.holdId, 1);
    await expect(usage.release({ holdId: third.holdId }, world.as(accountId))).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("extending", () => {
  const extend = (accountId: string, holdId: string, timeToLiveSeconds: number) =>
    usage.extend({ holdId, timeToLiveSeconds }, world.as(accountId));

  it("lengthens a hold to fifteen minutes after it was opened, at most", async () => {
    const accountId = await world.account();
    await world.lot(accountId, 5n * MILLION);
    const answer = await usage.authorize(
      { model: MODEL, maxInputTokens: 1, maxOutputTokens: 1, timeToLiveSeconds: 60 },
      world.as(accountId),
    );
    const lived = (at: string) => Date.parse(at) - Date.parse(answer.openedAt);
    expect(lived(answer.expiresAt)).toBe(60_000);
    const longer = await extend(accountId, answer.holdId, 86_400);
    expect(lived(longer.expiresAt)).toBe(15 * 60_000);
    expect(await refusalOf(extend(accountId, answer.holdId, 60))).toEqual(["hold_life_exceeded"]);
    await settle(accountId, answer.holdId, 0);
    expect(await refusalOf(extend(accountId, answer.holdId, 60))).toContain("hold_closed");
  });
});

describe("the books", () => {
  it("are in order after all of the above", async () => {
    expect(isHealthy(await checkLedger(world.db))).toBe(true);
    const [broken] = await sql<{ n: string }>(
      `SELECT count(*) AS n FROM term t WHERE used_nanos <>
         (SELECT coalesce(sum(plan_nanos), 0) FROM usage_event e WHERE e.term_id = t.id)`,
    );
    expect(broken?.n).toBe("0");
  });
});

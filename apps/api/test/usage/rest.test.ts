import {
  AuthenticationError,
  ConflictError,
  NotFoundError,
  PermissionError,
  RefusedError,
  Tenure,
  ValidationError,
} from "@tenure/sdk";
import { describe, expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { MODEL, usageWorld } from "./world.ts";
import { insertApiKey } from "../support/api-key.ts";

const test = await testApp();
const world = await usageWorld(test.database);
const baseUrl = await test.app.listen({ port: 0, host: "127.0.0.1" });

async function clientOf(accountId: string, scopes = "usage:write,usage:read,wallet:read,refunds:read") {
  const apiKey = `tnr_test_${crypto.randomUUID()}`;
  await insertApiKey(world, accountId, apiKey, scopes.split(","));
  return new Tenure({ apiKey, baseUrl, maxRetries: 0 });
}
const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("a gateway through the SDK", () => {
  it("authorises, extends, settles and reads the wallet", async () => {
    const accountId = await world.account();
    await world.term(accountId, 4_000_000n);
    await world.lot(accountId, 3_000_000n, { kind: "bonus" });
    await world.lot(accountId, 2_000_000n, { kind: "paid" });
    const tenure = await clientOf(accountId);

    // 1,000 in + 1,000 out = 1,000,000 + 3,000,000 nanos at most: all of the plan. Then 2,000,000 from credits.
    const hold = await tenure.usage.authorize({
      model: MODEL,
      maxInputTokens: 1000,
      maxOutputTokens: 1000,
      timeToLiveSeconds: 60,
    });
    expect(hold).toMatchObject({ state: "open", guaranteed: { amount: "0.004", currency: "USD" } });
    const extended = await tenure.usage.extend(hold.holdId, { timeToLiveSeconds: 120 });
    expect(Date.parse(extended.expiresAt)).toBeGreaterThan(Date.parse(hold.expiresAt));
    const second = await tenure.usage.authorize({
      model: MODEL,
      amount: { amount: "0.002", currency: "USD" },
    });
    expect(await tenure.wallet.get()).toEqual({
      balance: { amount: "0.005", currency: "USD" },
      byKind: {
        paid: { amount: "0.002", currency: "USD" },
        bonus: { amount: "0.003", currency: "USD" },
        gift: { amount: "0.00", currency: "USD" },
        referral: { amount: "0.00", currency: "USD" },
      },
      held: { amount: "0.002", currency: "USD" },
      available: { amount: "0.003", currency: "USD" },
      debt: { amount: "0.00", currency: "USD" },
      term: expect.objectContaining({
        planId: "pro",
        serving: true,
        included: { amount: "0.004", currency: "USD" },
        used: { amount: "0.00", currency: "USD" },
        held: { amount: "0.004", currency: "USD" },
        available: { amount: "0.00", currency: "USD" },
      }),
    });

    // 1,000 + 3 × 500 = 2,500,000 nanos.
    const settled = await tenure.usage.settle(hold.holdId, {
      tokens: { inputTokens: 1000, outputTokens: 500 },
    });
    expect(settled).toMatchObject({ hold: { state: "settled" }, event: { value: { amount: "0.0025" } } });
    expect((await tenure.usage.release(second.holdId)).state).toBe("released");
    const wallet = await tenure.wallet.get();
    expect([wallet.held.amount, wallet.term?.used.amount, wallet.term?.available.amount]).toEqual([
      "0.00",
      "0.0025",
      "0.0015",
    ]);
  });

  it("reports batches and lists them, newest first, over many pages", async () => {
    const tenure = await clientOf(await world.account());
    const events = Array.from({ length: 25 }, (_, index) => ({
      clientEventId: `page-${index}`,
      model: MODEL,
      tokens: { inputTokens: index },
    }));
    for (const each of events) expect((await tenure.usage.record([each])).recorded).toBe(1);
    const seen: string[] = [];
    for await (const each of tenure.usage.list({ limit: 10 })) seen.push(each.clientEventId);
    expect(seen).toEqual(events.map((each) => each.clientEventId).toReversed());
    const { items } = await tenure.usage.list({ clientEventId: "page-7" }).page();
    expect(items).toMatchObject([{ tokens: { inputTokens: 7 }, value: { amount: "0.000007" } }]);
    const future = await tenure.usage.list({ from: "2099-01-01T00:00:00.000Z" }).page();
    expect(future).toEqual({ items: [], nextCursor: null });
  });

  it("gets every failure as its class, with code and request id", async () => {
    const accountId = await world.account();
    const tenure = await clientOf(accountId);
    const refused = await thrown(
      tenure.usage.authorize({ model: MODEL, maxInputTokens: 1, maxOutputTokens: 0 }),
    );
    expect(refused).toBeInstanceOf(RefusedError);
    expect(refused).toMatchObject({
      code: "insufficient_funds",
      clause: "T1.1",
      status: 409,
      requestId: expect.stringMatching(/./),
      help: expect.stringContaining("Add credits"),
      refusals: [{ code: "insufficient_funds", reason: "This needs $0.000001; $0.00 is available." }],
    });
    // The decision behind the refusal can be read, and says what it was made from.
    if (!(refused instanceof RefusedError) || refused.decisionId === null) throw new Error("no decision");
    const { decision, receipt } = await tenure.decisions.get(refused.decisionId);
    expect(decision).toMatchObject({ kind: "usage.authorize", outcome: "refused" });
    expect(receipt.keyId).toBe("test-1");

    const invalid = await thrown(
      tenure.usage.record([{ clientEventId: "a b", model: MODEL, tokens: { inputTokens: -1 } }]),
    );
    expect(invalid).toBeInstanceOf(ValidationError);
    expect(invalid).toMatchObject({
      code: "validation_failed",
      errors: [{ path: "events.0.clientEventId" }, { path: "events.0.tokens.inputTokens" }],
    });
    const nowhere = "00000000-0000-7000-8000-000000000000";
    expect(await thrown(tenure.usage.settle(nowhere, { tokens: { inputTokens: 1 } }))).toBeInstanceOf(
      NotFoundError,
    );
    expect(await thrown(tenure.usage.release("not-an-id"))).toBeInstanceOf(ValidationError);
    expect(await thrown(tenure.decisions.get(nowhere))).toBeInstanceOf(NotFoundError);

    const one = [{ clientEventId: "one", model: MODEL, tokens: { inputTokens: 1 } }];
    await tenure.usage.record(one);
    const free = { model: MODEL, maxInputTokens: 0, maxOutputTokens: 0 };
    await thrown(tenure.usage.authorize(free, { idempotencyKey: "same-key" }));
    const conflict = await thrown(
      tenure.usage.authorize({ ...free, timeToLiveSeconds: 5 }, { idempotencyKey: "same-key" }),
    );
    expect(conflict).toBeInstanceOf(ConflictError);
    expect(conflict).toMatchObject({ code: "idempotency_conflict", errors: [{ path: "timeToLiveSeconds" }] });

    const stranger = new Tenure({ apiKey: "tnr_test_nobody", baseUrl, maxRetries: 0 });
    expect(await thrown(stranger.wallet.get())).toBeInstanceOf(AuthenticationError);
    const reader = await clientOf(accountId, "wallet:read");
    expect(await thrown(reader.usage.record(one))).toBeInstanceOf(PermissionError);
    expect((await reader.wallet.get()).debt.amount).toBe("0.000001");
  });

  it("cannot touch another account's holds or see its events", async () => {
    const [mine, theirs] = [await world.account(), await world.account()];
    await world.lot(theirs, 9_000_000n);
    const [me, them] = [await clientOf(mine), await clientOf(theirs)];
    const hold = await them.usage.authorize({ model: MODEL, maxInputTokens: 1, maxOutputTokens: 1 });
    await them.usage.record([{ clientEventId: "secret", model: MODEL, tokens: { inputTokens: 1 } }]);
    expect(await thrown(me.usage.release(hold.holdId))).toBeInstanceOf(NotFoundError);
    expect(await thrown(me.usage.extend(hold.holdId, { timeToLiveSeconds: 5 }))).toBeInstanceOf(
      NotFoundError,
    );
    expect((await me.usage.list({ clientEventId: "secret" }).page()).items).toEqual([]);
    const settledByMe = await me.usage.record([
      { clientEventId: "x", model: MODEL, tokens: { inputTokens: 1 }, holdId: hold.holdId },
    ]);
    expect(settledByMe.results).toMatchObject([{ status: "rejected", code: "hold_unknown" }]);
  });
});

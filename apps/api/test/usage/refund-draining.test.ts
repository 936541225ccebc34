import { describe, expect, it } from "vitest";
import { RefusedError } from "../../src/errors/app-error.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { expireHolds } from "../../src/usage/jobs.ts";
import { MODEL, type TermIds, usageWorld } from "./world.ts";

const world = await usageWorld();
const { usage, engine, sql, jobs } = world;
const MILLION = 1_000_000n;
const input = (thousands: number) => ({ inputTokens: thousands * 1000, outputTokens: 0 });

interface Scene extends TermIds {
  readonly accountId: string;
  readonly holdId: string;
  readonly refundId: string;
}

/** An account with 20 included, a hold of 10 on them, and a refund of the term submitted afterwards. */
async function refundedTerm(credits = 0n): Promise<Scene> {
  const accountId = await world.account();
  const ids = await world.term(accountId, 20n * MILLION);
  if (credits > 0n) await world.lot(accountId, credits);
  const answer = await usage.authorize(
    { model: MODEL, maxInputTokens: 10_000, maxOutputTokens: 0 },
    world.as(accountId),
  );
  const refundId = await world.refund(accountId, ids.orderId, "draining");
  return { ...ids, accountId, holdId: answer.holdId, refundId };
}

/** As the refund does at its deadline: the amount is frozen and the hold counted as used in full. */
const freeze = async ({ refundId, holdId }: Scene) => {
  await sql(
    `UPDATE refund SET state = 'ready', gross_nanos = 0, fee_nanos = 0, remainder_nanos = 0, net_nanos = 0 WHERE id = $1`,
    [refundId],
  );
  await sql(`UPDATE usage_hold SET counted_refund_id = $1 WHERE id = $2`, [refundId, holdId]);
};
const settle = async ({ accountId, holdId }: Scene, thousands: number) =>
  usage.settle({ holdId, tokens: input(thousands) }, world.as(accountId));
const record = (accountId: string, thousands: number) =>
  usage.record(
    { events: [{ clientEventId: crypto.randomUUID(), model: MODEL, tokens: input(thousands) }] },
    world.as(accountId),
  );
const advances = (refundId: string) =>
  jobs.filter((job) => job.name === "refunds.advance" && JSON.stringify(job.payload).includes(refundId))
    .length;
const lotReasons = (accountId: string) =>
  sql<{ reason: string; granted_nanos: string; kind: string }>(
    "SELECT reason, granted_nanos, kind FROM credit_lot WHERE account_id = $1 AND reason <> 'test'",
    [accountId],
  );

describe("while a refund of the term drains (R3.6)", () => {
  it("a hold opened before still settles against the term and wakes the refund", async () => {
    const scene = await refundedTerm();
    expect((await settle(scene, 4)).event.planPart.amount).toBe("0.004");
    expect(await world.totals(scene.accountId)).toMatchObject({ termUsed: 4n * MILLION, debt: 0n });
    expect(advances(scene.refundId)).toBe(1);
    expect(await lotReasons(scene.accountId)).toEqual([]);
  });

  it("what exceeds the hold goes to credits, then debt, although the term has room", async () => {
    const scene = await refundedTerm(2n * MILLION);
    expect((await settle(scene, 15)).event).toMatchObject({
      planPart: { amount: "0.01" },
      creditPart: { amount: "0.002" },
      debtPart: { amount: "0.003" },
    });
  });

  it("new usage goes to credits, then debt, never to the term", async () => {
    const scene = await refundedTerm(2n * MILLION);
    await record(scene.accountId, 5);
    expect(await world.totals(scene.accountId)).toMatchObject({
      termUsed: 0n,
      credits: 0n,
      debt: 3n * MILLION,
    });
  });

  it("included usage promises nothing new, credits do", async () => {
    const scene = await refundedTerm(3n * MILLION);
    const ask = (thousands: number) =>
      usage.authorize(
        { model: MODEL, maxInputTokens: thousands * 1000, maxOutputTokens: 0 },
        world.as(scene.accountId),
      );
    await expect(ask(4)).rejects.toThrow("insufficient_funds");
    expect((await ask(3)).planPart.amount).toBe("0.00");
  });

  it("a hold cannot be extended", async () => {
    const scene = await refundedTerm();
    const error: unknown = await usage
      .extend({ holdId: scene.holdId, timeToLiveSeconds: 60 }, world.as(scene.accountId))
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof RefusedError)) throw new Error("not refused");
    expect(error.decision.refusals.map((each) => each.code)).toContain("refund_draining");
  });

  it("a hold that is released or expires wakes the refund and gives nothing back", async () => {
    const released = await refundedTerm();
    await usage.release({ holdId: released.holdId }, world.as(released.accountId));
    const expired = await refundedTerm();
    await world.overdue(expired.holdId);
    await expireHolds({ db: world.db, usage: engine });
    for (const { accountId, refundId } of [released, expired]) {
      expect(advances(refundId)).toBe(1);
      expect(await world.totals(accountId)).toMatchObject({ credits: 0n, termUsed: 0n });
    }
  });
});

describe("after the refund counted a hold as used in full", () => {
  it("settling lower makes the difference wallet credit, and the term counts the whole", async () => {
    const scene = await refundedTerm();
    await freeze(scene);
    // Counted 10, used 6: 6 in the term, 4 into the wallet.
    expect((await settle(scene, 6)).event.planPart.amount).toBe("0.006");
    expect(await lotReasons(scene.accountId)).toEqual([
      { reason: "refund_hold_difference", granted_nanos: "4000000", kind: "paid" },
    ]);
    expect(await world.totals(scene.accountId)).toMatchObject({
      credits: 4n * MILLION,
      termUsed: 10n * MILLION,
      plan: 6n * MILLION,
    });
  });

  it("settling higher is paid by credits, then debt", async () => {
    const scene = await refundedTerm(1n * MILLION);
    await freeze(scene);
    expect((await settle(scene, 13)).event).toMatchObject({
      planPart: { amount: "0.01" },
      creditPart: { amount: "0.001" },
      debtPart: { amount: "0.002" },
    });
    expect(await lotReasons(scene.accountId)).toEqual([]);
  });

  it("releasing or expiring makes the whole wallet credit, once", async () => {
    const released = await refundedTerm();
    await freeze(released);
    for (let time = 0; time < 2; time += 1)
      await usage.release({ holdId: released.holdId }, world.as(released.accountId));
    const expired = await refundedTerm();
    await freeze(expired);
    await world.overdue(expired.holdId);
    await expireHolds({ db: world.db, usage: engine });
    await expireHolds({ db: world.db, usage: engine });
    for (const { accountId } of [released, expired])
      expect(await world.totals(accountId)).toMatchObject({
        credits: 10n * MILLION,
        termUsed: 10n * MILLION,
      });
    // Told after all: paid from that very credit.
    await settle(expired, 6);
    expect(await world.totals(expired.accountId)).toMatchObject({
      credits: 4n * MILLION,
      plan: 0n,
      termUsed: 10n * MILLION,
    });
  });

  it("a refund that was given up gives nothing: the hold is an ordinary one again", async () => {
    const scene = await refundedTerm();
    await freeze(scene);
    await sql("UPDATE refund SET state = 'canceled' WHERE id = $1", [scene.refundId]);
    await sql("UPDATE subscription SET state = 'active' WHERE id = $1", [scene.subscriptionId]);
    // Held 10, used 12: 10 + 2 of the free 10.
    expect((await settle(scene, 12)).event.planPart.amount).toBe("0.012");
    expect(await lotReasons(scene.accountId)).toEqual([]);
    expect(await world.totals(scene.accountId)).toMatchObject({ termUsed: 12n * MILLION, debt: 0n });
  });
});

describe("the books", () => {
  it("are in order after all of the above", async () => {
    const report = await checkLedger(world.db);
    expect(isHealthy(report)).toBe(true);
  });
});

import { decide } from "@tenure/core/decision";
import { policyAt as shippedAt, policySchema } from "@tenure/core/policy";
import { refundFileSchema, subscriptionRefund } from "@tenure/core/refunds";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { replayStoredDecisions } from "../../src/decisions/replay-stored.ts";
import { publishKey, storeDecision } from "../../src/decisions/store.ts";
import { keepPolicies, policyAt, readPolicies } from "../../src/policy-versions/in-force.ts";
import { runPolicyShadow } from "../../src/policy-versions/run-shadow.ts";
import { seedPolicies } from "../../src/policy-versions/seed.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { openMarket } from "../support/market.ts";
import { type Person, staff } from "../support/people.ts";

const market = await openMarket();
const { services, database } = market;
afterAll(keepPolicies(services));
let ada: Person;
let ben: Person;
let reviewer: Person;
beforeAll(async () => {
  await seedPolicies(services.runner, services.db);
  await readPolicies(services.db);
  await services.db.within(PLATFORM, (tx) => publishKey(tx, services.signer));
  ada = await staff(market, "administrator");
  ben = await staff(market, "administrator");
  reviewer = await staff(market, "reviewer");
});

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * DAY_MS).toISOString();
const shipped = policySchema.encode(shippedAt("2026-11-20T00:00:00.000Z"));
const withFee = (feeBps: unknown) => ({ ...shipped, refunds: { ...shipped.refunds, feeBps } });

const propose = (by: Person, policy: unknown, effectiveFrom: string) =>
  by.mutate("policyVersions.propose", { policy, effectiveFrom, reason: "A lower fee for everybody." });
const move = (by: Person, action: string, versionId: unknown, reason?: string) =>
  by.mutate(`policyVersions.${action}`, { versionId, ...(reason === undefined ? {} : { reason }) });
const versions = async (by = ada) =>
  (await by.query("policyVersions.list", {})).data["items"] as Record<string, unknown>[];
const states = async () =>
  database.sql("SELECT version, state FROM policy_version WHERE proposed_by IS NOT NULL ORDER BY id");

describe("a version of the policy", () => {
  it("R3.7: is proposed, approved by another administrator, and decides from its instant on; what was bought before keeps its own", async () => {
    const effectiveFrom = inDays(2);
    const early = await market.customer();
    const earlyOrder = await early.subscribe("pro");

    const proposed = await propose(ada, withFee(300), effectiveFrom);
    const version = effectiveFrom.slice(0, 7) === "2026-11" ? "2026-11.1" : effectiveFrom.slice(0, 7);
    expect(proposed).toMatchObject({ status: 200, data: { version } });
    const { versionId } = proposed.data;
    // Proposed only: nothing holds by it, and nobody but staff reads it.
    expect(policyAt(inDays(3)).refunds.feeBps).toBe(500);
    const openTo = async () =>
      (
        (await market.app.inject("/api/trpc/policyVersions.published?input={}")).json().result.data
          .versions as {
          version: string;
        }[]
      ).map((each) => each.version);
    expect(await openTo()).toEqual(["2026-11"]);
    expect((await versions()).find((each) => each["id"] === versionId)).toMatchObject({
      phase: "proposed",
      actions: ["withdraw"],
      proposed: { by: { id: ada.loginId }, reason: "A lower fee for everybody." },
    });
    expect((await versions(ben)).find((each) => each["id"] === versionId)).toMatchObject({
      actions: ["approve", "decline"],
    });
    expect((await versions(reviewer)).find((each) => each["id"] === versionId)).toMatchObject({
      actions: [],
    });

    expect(await move(ada, "approve", versionId)).toMatchObject({
      status: 403,
      problem: { code: "forbidden" },
    });
    expect(await move(ben, "approve", versionId)).toMatchObject({ status: 200, data: { state: "agreed" } });
    expect(await openTo()).toEqual(["2026-11", version]);
    expect((await versions())[0]).toMatchObject({
      phase: "coming",
      decided: { by: { id: ben.loginId } },
      actions: ["call_off"],
    });

    // A customer whose clock is past the instant buys under the new version.
    const late = await market.customer();
    await late.later(3 * DAY_MS);
    const lateOrder = await late.subscribe("pro");
    const refund = async (customer: typeof late, orderId: string) => {
      const decision = await previewRefund(services, customer.as(), orderId);
      return [decision.policyVersion, decision.lines.find(({ key }) => key === "final_amount")?.amountNanos];
    };
    // 20.00 less 5 % are 19.00, less 3 % are 19.40.
    expect(await refund(early, earlyOrder)).toEqual(["2026-11", "19000000000"]);
    expect(await refund(late, lateOrder)).toEqual([version, "19400000000"]);
    const made = await database.sql<{ version: string }>(
      "SELECT DISTINCT policy_version AS version FROM decision ORDER BY 1",
    );
    expect(made.map((each) => each.version)).toEqual(["2026-11", version].toSorted());
    expect((await replayStoredDecisions(services.db)).findings).toEqual([]);
  });

  it("is called off before its instant, by one person, and then never holds", async () => {
    const effectiveFrom = inDays(40);
    const { versionId } = (await propose(ada, withFee(100), effectiveFrom)).data;
    await move(ben, "approve", versionId);
    expect(policyAt(effectiveFrom).refunds.feeBps).toBe(100);
    expect(await move(ada, "callOff", versionId, "Not now.")).toMatchObject({
      data: { state: "called_off" },
    });
    expect(policyAt(effectiveFrom).refunds.feeBps).toBe(300);
    expect(await move(ben, "approve", versionId)).toMatchObject({ status: 409 });
    expect((await versions())[0]).toMatchObject({
      phase: "called_off",
      calledOff: { by: { id: ada.loginId }, reason: "Not now." },
      actions: [],
    });
    const audit = await database.sql(
      "SELECT action, actor_id, reason FROM audit_row WHERE target_id = $1 ORDER BY id",
      [String(versionId)],
    );
    expect(audit).toEqual([
      { action: "policy_versions.propose", actor_id: ada.loginId, reason: "A lower fee for everybody." },
      { action: "policy_versions.approve", actor_id: ben.loginId, reason: null },
      { action: "policy_versions.call_off", actor_id: ada.loginId, reason: "Not now." },
    ]);
  });

  it("is declined by another, or withdrawn by who proposed it", async () => {
    const { versionId: first } = (await propose(ada, withFee(200), inDays(50))).data;
    expect(await move(ada, "decline", first, "No")).toMatchObject({ problem: { code: "validation_failed" } });
    expect(await move(ada, "decline", first, "No, too low.")).toMatchObject({
      problem: { code: "forbidden" },
    });
    expect(await move(ben, "withdraw", first)).toMatchObject({ problem: { code: "forbidden" } });
    expect(await move(ben, "decline", first, "No, too low.")).toMatchObject({ data: { state: "declined" } });
    const { versionId: second } = (await propose(ada, withFee(200), inDays(50))).data;
    expect(await move(ada, "withdraw", second)).toMatchObject({ data: { state: "withdrawn" } });
    expect(await move(ben, "approve", second)).toMatchObject({ status: 409 });
  });

  it("is approved once when two approve it at the same moment, and never beside another of its instant", async () => {
    const at = inDays(60);
    const { versionId } = (await propose(ada, withFee(250), at)).data;
    const { versionId: rival } = (await propose(ada, withFee(260), at)).data;
    const cleo = await staff(market, "administrator");
    const answers = await Promise.all([move(ben, "approve", versionId), move(cleo, "approve", versionId)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await move(ben, "approve", rival)).toMatchObject({ status: 409, problem: { code: "conflict" } });
    expect(policyAt(at).refunds.feeBps).toBe(250);
  });

  it("is nobody's to propose or decide but an administrator's", async () => {
    const before = await states();
    expect(await propose(reviewer, withFee(0), inDays(90))).toMatchObject({ problem: { code: "forbidden" } });
    expect(await propose(ada, withFee(0), new Date(Date.now() - 1000).toISOString())).toMatchObject({
      problem: { code: "validation_failed", errors: [{ path: "effectiveFrom" }] },
    });
    expect(await propose(ada, withFee(0), new Date(Date.now() + 60_000).toISOString())).toMatchObject({
      problem: { errors: [{ path: "effectiveFrom" }] },
    });
    expect(await states()).toEqual(before);
  });

  it("is refused field by field where it is no policy, and where it would change nothing", async () => {
    const before = await states();
    const wrong = {
      ...withFee(10_001),
      businessCalendar: { ...shipped.businessCalendar, zone: "Mars/Olympus" },
      credits: { ...shipped.credits, burnOrder: ["paid", "paid", "gift", "bonus"] },
      usage: { ...shipped.usage, maxHoldMinutes: 1.5 },
      surprise: 1,
    };
    const { problem } = await propose(ada, wrong, inDays(90));
    expect((problem.errors as { path: string }[]).map(({ path }) => path).toSorted()).toEqual([
      "policy",
      "policy.businessCalendar.zone",
      "policy.credits.burnOrder",
      "policy.refunds.feeBps",
      "policy.usage.maxHoldMinutes",
    ]);
    // In 90 days the version with a fee of 2.5 % holds.
    expect(await propose(ada, withFee(250), inDays(90))).toMatchObject({
      problem: { errors: [{ path: "policy", message: expect.stringContaining("nothing differs") }] },
    });
    expect(await states()).toEqual(before);
  });
});

describe("a shadow run", () => {
  const requests = 4;
  /** Stored requests of yesterday by one sandbox account, over 20 dollars each: three an hour after payment, one too late. */
  async function stored(): Promise<void> {
    const customer = await market.customer();
    const at = Date.now() - DAY_MS;
    for (let number = 0; number < requests; number += 1) {
      const facts = refundFileSchema.parse({
        kind: "refund.subscription",
        now: new Date(at).toISOString(),
        currency: "USD",
        order: {
          id: `order-${number}`,
          planId: "pro",
          paidAt: new Date(at - (number === 0 ? 30 : 1) * 3_600_000).toISOString(),
        },
        payments: [{ id: "payment-1", provider: "stripe", amount: "20.00" }],
      });
      const decision = decide(subscriptionRefund, facts, shippedAt(facts.now)).json;
      await services.db.within(PLATFORM, (tx) =>
        storeDecision(tx, services.signer, customer.accountId, null, decision),
      );
    }
  }
  const shadow = async (versionId: unknown) => {
    const { data } = await reviewer.mutate("policyVersions.shadow.start", { versionId, days: 30 });
    const { shadowRunId } = data;
    await runPolicyShadow(services, { shadowRunId: String(shadowRunId) });
    return { shadowRunId, ...(await ben.query("policyVersions.shadow.get", { shadowRunId })).data };
  };

  it("R3.7: finds nothing under the same policy, and under another the sum worked out by hand, each request in the list and the file", async () => {
    await stored();
    const [shippedRow] = await database.sql<{ id: string }>(
      "SELECT id FROM policy_version WHERE proposed_by IS NULL",
    );
    const usd = (amount: string) => ({ amount, currency: "USD" });
    // Three of four were granted: 19.00 each are 57.00.
    expect(await shadow(shippedRow?.id)).toMatchObject({
      run: {
        state: "done",
        requestsDone: requests,
        requestsTotal: requests,
        report: {
          requests,
          changed: 0,
          unreadable: 0,
          currencies: [{ before: usd("57.00"), after: usd("57.00"), moved: usd("0.00") }],
        },
      },
      days: [],
    });

    // Without a fee and with 48 hours all four get 20.00: 80.00, which is 23.00 more.
    const policy = { ...shipped, refunds: { ...shipped.refunds, feeBps: 0, windowHours: 48 } };
    const { versionId } = (await propose(ada, policy, inDays(100))).data;
    const { shadowRunId, ...found } = await shadow(versionId);
    const day = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    expect(found).toMatchObject({
      run: {
        report: {
          changed: requests,
          currencies: [{ before: usd("57.00"), after: usd("80.00"), moved: usd("23.00") }],
        },
      },
      days: [
        { day, shift: "granted", count: 1 },
        { day, shift: "more", count: 3 },
      ],
    });
    const listed = (await ben.query("policyVersions.shadow.differences", { shadowRunId })).data["items"];
    expect(listed).toMatchObject([
      { orderId: "order-0", shift: "granted", before: { headline: "window_expired" }, moved: usd("20.00") },
      ...[1, 2, 3].map((number) => ({ orderId: `order-${number}`, shift: "more", moved: usd("1.00") })),
    ]);
    const csv = await ben.send("GET", `/v1/policy/shadow-differences.csv?shadowRunId=${String(shadowRunId)}`);
    expect(csv.body.split("\r\n")).toEqual([
      expect.stringMatching(/^decision_id,order_id,currency,/),
      expect.stringMatching(/,order-0,USD,refused,window_expired,0\.00,granted,,20\.00,20\.00$/),
      ...[1, 2, 3].map((number) =>
        expect.stringMatching(new RegExp(`,order-${number},USD,granted,,19\\.00,granted,,20\\.00,1\\.00$`)),
      ),
      "",
    ]);
    // Another run of the same job finds it done.
    await runPolicyShadow(services, { shadowRunId: String(shadowRunId) });
    expect((await ben.query("policyVersions.shadow.list", { versionId })).data["runs"]).toHaveLength(1);
    expect(
      (await market.app.inject(`/v1/policy/shadow-differences.csv?shadowRunId=${String(shadowRunId)}`))
        .statusCode,
    ).toBe(401);
  });
});

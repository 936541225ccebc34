import { decide } from "@tenure/core/decision";
import { amendPolicy, policyAt as shippedAt, policySchema } from "@tenure/core/policy";
import { refundFileSchema, subscriptionRefund } from "@tenure/core/refunds";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { replayStoredDecisions } from "../../src/decisions/replay-stored.ts";
import { publishKey, storeDecision } from "../../src/decisions/store.ts";
import { keepPolicies, policyAt, policyByVersion, readPolicies } from "../../src/policy-versions/in-force.ts";
import { seedPolicies } from "../../src/policy-versions/seed.ts";
import { storedPolicy } from "../../src/policy-versions/stored.ts";
import { TEST_SIGNER } from "../support/caller.ts";
import { testApp } from "../support/app.ts";

const { services, database } = await testApp();
const { db, runner } = services;
await seedPolicies(runner, db);
await readPolicies(db);
afterAll(keepPolicies(services));

afterEach(() => vi.restoreAllMocks());

const NEXT = "2099-01-01T00:00:00.000Z";

/** The shipped policy with a fee of 3 %, from an instant on. */
function cheaper(version: string, effectiveFrom: string) {
  const amended = amendPolicy(shippedAt(NEXT), { version, effectiveFrom, refunds: { feeBps: 300 } });
  if ("problems" in amended) throw new Error(JSON.stringify(amended.problems));
  return amended.policy;
}

const [ADA, BEN] = [newId(), newId()];

/** Puts a version there as if two administrators had agreed on it. */
async function agree(version: string, effectiveFrom: string): Promise<string> {
  const policy = cheaper(version, effectiveFrom);
  const id = newId();
  await db.within(PLATFORM, (tx) =>
    tx.policyVersion.createMany({
      data: {
        id,
        ...storedPolicy(policy),
        state: "agreed",
        reason: "A lower fee.",
        proposedBy: ADA,
        proposedAt: new Date(),
        decidedBy: BEN,
        decidedAt: new Date(),
      },
    }),
  );
  return id;
}

it("a new database holds the shipped versions, once, and nothing of a version can be changed or removed", async () => {
  await seedPolicies(runner, db);
  const rows = await database.sql<{ version: string; state: string }>(
    "SELECT version, state FROM policy_version",
  );
  expect(rows).toEqual([{ version: "2026-11", state: "agreed" }]);
  const asApp = (sql: string) => db.within(PLATFORM, (tx) => tx.$executeRawUnsafe(sql));
  for (const sql of [
    "UPDATE policy_version SET body = '{}'",
    "UPDATE policy_version SET effective_from = now()",
    "UPDATE policy_version SET digest = repeat('0', 64)",
    "DELETE FROM policy_version",
  ])
    await expect(asApp(sql)).rejects.toThrow("permission denied");
});

it("R3.7: who decides at an instant decides by the version in force then, and its decisions replay under it", async () => {
  await agree("2099-01", NEXT);
  expect(policyByVersion("2099-01")).toBeNull();
  await readPolicies(db);
  expect(policyAt("2098-12-31T23:59:59.999Z").version).toBe("2026-11");
  expect(policyAt(NEXT).version).toBe("2099-01");
  const refundAt = (now: string) =>
    decide(
      subscriptionRefund,
      refundFileSchema.parse({
        kind: "refund.subscription",
        now,
        currency: "USD",
        order: { id: "order-1", planId: "pro", paidAt: now },
        payments: [{ id: "payment-1", provider: "stripe", amount: "20.00" }],
      }),
      policyAt(now),
    ).json;
  // 20.00 less 5 % are 19.00, less 3 % are 19.40.
  const [before, after] = [refundAt("2098-12-31T23:59:59.999Z"), refundAt(NEXT)];
  expect(
    [before, after].map((each) => each.lines.find(({ key }) => key === "final_amount")?.amountNanos),
  ).toEqual(["19000000000", "19400000000"]);
  await db.within(PLATFORM, async (tx) => {
    await publishKey(tx, TEST_SIGNER);
    await storeDecision(tx, TEST_SIGNER, null, null, before);
    await storeDecision(tx, TEST_SIGNER, null, null, after);
  });
  expect(await replayStoredDecisions(db)).toEqual({ decisions: 2, findings: [] });
});

it("a process that has not read the versions for longer than they are agreed ahead decides nothing", async () => {
  // Whole milliseconds: fractions of them do not add up exactly.
  const now = Math.ceil(performance.now());
  vi.spyOn(performance, "now").mockReturnValue(now);
  await readPolicies(db);
  vi.spyOn(performance, "now").mockReturnValue(now + 10 * 60_000);
  expect(policyAt(NEXT).version).toBe("2099-01");
  vi.spyOn(performance, "now").mockReturnValue(now + 10 * 60_000 + 1000);
  expect(() => policyAt(NEXT)).toThrow("could not be read");
  await readPolicies(db);
  expect(policyAt(NEXT).version).toBe("2099-01");
});

it("a version that somebody edited in the database is not decided by", async () => {
  await database.sql(
    `UPDATE policy_version SET body = jsonb_set(body::jsonb, '{refunds,feeBps}', '0') WHERE version = '2099-01'`,
  );
  await expect(readPolicies(db)).rejects.toThrow("2099-01 is not what was stored");
  expect(policyAt(NEXT).refunds.feeBps).toBe(300);
  await database.sql(
    `UPDATE policy_version SET body = jsonb_set(body::jsonb, '{refunds,feeBps}', '300') WHERE version = '2099-01'`,
  );
  await readPolicies(db);
});

it("the database refuses two versions of one instant, one person's approval, and one that is in force at once", async () => {
  await expect(agree("2099-01.1", NEXT)).rejects.toThrow("Unique constraint");
  await expect(agree("2020-01", "2020-01-01T00:00:00.000Z")).rejects.toThrow("policy_version_ahead");
  const id = await agree("2099-02", "2099-02-01T00:00:00.000Z");
  await expect(
    database.sql("UPDATE policy_version SET decided_by = proposed_by WHERE id = $1", [id]),
  ).rejects.toThrow("policy_version_two_people");
  await expect(
    database.sql(
      `UPDATE policy_version SET state = 'called_off', called_off_by = proposed_by, call_off_reason = 'late',
              called_off_at = effective_from WHERE id = $1`,
      [id],
    ),
  ).rejects.toThrow("policy_version_in_time");
});

it("a build that says otherwise than a version that shipped before does not start", async () => {
  const edited = { ...shippedAt(NEXT), refunds: { ...shippedAt(NEXT).refunds, windowHours: 48 } };
  const { body, digest } = storedPolicy(edited);
  await database.sql("UPDATE policy_version SET body = $1, digest = $2 WHERE version = '2026-11'", [
    JSON.stringify(body),
    digest,
  ]);
  await expect(seedPolicies(runner, db)).rejects.toThrow("Policy 2026-11 differs");
  // One from before a field existed is no other one.
  const { paymentMethods: _, ...old } = policySchema.encode(shippedAt(NEXT));
  await database.sql("UPDATE policy_version SET body = $1 WHERE version = '2026-11'", [JSON.stringify(old)]);
  await expect(seedPolicies(runner, db)).resolves.toBeUndefined();
});

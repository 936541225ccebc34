import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decide } from "@tenure/core/decision";
import { policyAt } from "@tenure/core/policy";
import { refundFileSchema, subscriptionRefund } from "@tenure/core/refunds";
import { afterAll, expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { caseWorld } from "../command/case-world.ts";
import { settings } from "./settings.ts";
import { program, programEnv } from "../support/program.ts";

const CLI = await program("src/cli.ts");
const folder = mkdtempSync(join(tmpdir(), "tenure-shadow-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REQUESTS = 10_000;
const HOUR_MS = 3_600_000;

/**
 * Ten thousand requests of yesterday, each of an order of its own over 20 dollars or 3000 yen in turn, nothing used. Of
 * ten, nine came an hour after payment; one came after thirty hours, which is too late.
 */
function decisions() {
  const now = Date.now() - 24 * HOUR_MS;
  const policy = policyAt(new Date(now).toISOString());
  return Array.from({ length: REQUESTS }, (_, number) => {
    const dollars = number % 2 === 0;
    const hoursAgo = Math.floor(number / 2) % 10 === 0 ? 30 : 1;
    const facts = refundFileSchema.parse({
      kind: "refund.subscription",
      now: new Date(now).toISOString(),
      currency: dollars ? "USD" : "JPY",
      order: {
        id: `order-${number}`,
        planId: "pro",
        paidAt: new Date(now - hoursAgo * HOUR_MS).toISOString(),
      },
      payments: [{ id: "payment-1", provider: "stripe", amount: dollars ? "20.00" : "3000" }],
    });
    return { id: newId(), body: decide(subscriptionRefund, facts, policy).json };
  });
}

const { database, account } = await caseWorld();
await database.sql(
  `INSERT INTO decision (id, account_id, kind, rules_version, policy_version, outcome, receipt, digest, decided_at)
   SELECT (each->>'id')::uuid, $1, each->'body'->>'kind', 1, each->'body'->>'policyVersion', each->'body'->>'outcome',
          jsonb_build_object('body', each->'body'), '', (each->'body'->>'decidedAt')::timestamptz
     FROM jsonb_array_elements($2::jsonb) AS each`,
  [account.accountId, JSON.stringify(decisions())],
);

function tenure(...args: string[]) {
  const env = { ...programEnv(), ...settings(database.url) };
  return spawnSync(process.execPath, [CLI, ...args], { encoding: "utf8", env });
}

function shadow(change: object, ...args: string[]) {
  const file = join(folder, "change.json");
  writeFileSync(file, JSON.stringify({ version: "2026-12", ...change }));
  return tenure("policy", "shadow", file, ...args);
}

it("the same policy changes none of 10,000 requests", () => {
  const { stdout, stderr, status } = shadow({}, "--sandbox", "--json");
  expect([stderr, status]).toEqual(["", 0]);
  // Of 5,000 in each currency 4,500 were granted: 19.00 dollars each are 85,500; 2,850 yen each are 12,825,000.
  expect(JSON.parse(stdout)).toEqual({
    days: 30,
    requests: REQUESTS,
    changed: 0,
    unreadable: 0,
    outcomes: {},
    currencies: [
      {
        currency: "USD",
        requests: 5000,
        changed: 0,
        beforeNanos: "85500000000000",
        afterNanos: "85500000000000",
        movedNanos: "0",
      },
      {
        currency: "JPY",
        requests: 5000,
        changed: 0,
        beforeNanos: "12825000000000000",
        afterNanos: "12825000000000000",
        movedNanos: "0",
      },
    ],
  });
});

it("R2.1, R3.7: a wider window and no fee move the sum worked out by hand, and each request stands in the file", () => {
  const csv = join(folder, "differences.csv");
  const { stdout, status } = shadow({ refunds: { windowHours: 48, feeBps: 0 } }, "--sandbox", "--csv", csv);
  expect(status).toBe(0);
  // All 10,000 differ: 9,000 lose their fee, 1,000 are in time now. 5,000 × 20.00 = 100,000 dollars, 14,500 more than
  // 85,500; 5,000 × 3,000 = 15,000,000 yen, 2,175,000 more than 12,825,000.
  expect(stdout).toContain("10000 refund requests of the last 30 days: 10000 would be decided otherwise.");
  expect(stdout).toMatch(/^ {2}granted → granted: 9000$/m);
  expect(stdout).toMatch(/^ {2}refused → granted: 1000$/m);
  expect(stdout).toMatch(/^USD +5000 +5000 +\$85,500\.00 +\$100,000\.00 +\$14,500\.00$/m);
  expect(stdout).toMatch(/^JPY +5000 +5000 +¥12,825,000 +¥15,000,000 +¥2,175,000$/m);
  const [head, ...rows] = readFileSync(csv, "utf8").trimEnd().split("\r\n");
  expect(head).toBe(
    "decision_id,order_id,currency,outcome_before,headline_before,amount_before,outcome_after,headline_after,amount_after,moved",
  );
  expect(rows).toHaveLength(REQUESTS);
  expect(rows[0]).toMatch(/,order-0,USD,refused,window_expired,0\.00,granted,,20\.00,20\.00$/);
  expect(rows[3]).toMatch(/,order-3,JPY,granted,,2850,granted,,3000,150$/);
});

it("R3.7: policy diff names the changed value, and the clauses that say it in both languages", () => {
  const change = join(folder, "diff.json");
  writeFileSync(change, JSON.stringify({ version: "2026-12", refunds: { feeBps: 300 } }));
  const { stdout, status } = tenure("policy", "diff", change);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^refunds\.feeBps: 500 → 300\n\nR3\.1\n {2}− .*5%.*\n {2}\+ .*3%/);
  expect(stdout).toMatch(/^ {2}\+ .*平台.*3%/m);
  writeFileSync(change, JSON.stringify({ version: "2026-12" }));
  expect(tenure("policy", "diff", change).stdout).toBe("Nothing differs.\n");
});

it("goes over live accounts unless sandbox ones are asked for, and names what it cannot use", () => {
  // The account of this test is one of the sandbox.
  expect(shadow({}).stdout).toBe("0 refund requests of the last 30 days: 0 would be decided otherwise.\n");
  expect(tenure("refunds", "velocity").stdout).toBe(
    "Nobody had so many refunds in 30 days. From 3 refunds in 30 days on, a person decides.\n",
  );
  expect(tenure("refunds", "velocity", "--days", "x").status).toBe(2);
  expect(shadow({}, "--days", "0").stderr).toContain("--days takes a whole number");
  const wrong = shadow({ refunds: { windowHours: "48" } });
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining("  refunds.windowHours: ")]);
});

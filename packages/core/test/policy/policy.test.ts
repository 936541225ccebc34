import { describe, expect, it } from "vitest";
import { CLAUSES, POLICIES, policyAt, policyByVersion, policySchema } from "../../src/policy/index.ts";

describe("shipped policies", () => {
  it("are readable, named once and in order of time", () => {
    expect(POLICIES.length).toBeGreaterThan(0);
    for (const policy of POLICIES) {
      const written = policySchema.encode(policy);
      expect(policySchema.parse(JSON.parse(JSON.stringify(written)))).toEqual(policy);
      expect(policyByVersion(policy.version)).toBe(policy);
    }
    expect(new Set(POLICIES.map((each) => each.version)).size).toBe(POLICIES.length);
    const instants = POLICIES.map((each) => each.effectiveFrom);
    expect(instants).toEqual(instants.toSorted());
    expect(new Set(instants).size).toBe(instants.length);
  });

  it("hold the numbers of the clauses: the first version is never edited", () => {
    expect(policySchema.encode(POLICIES[0] ?? policyAt("2026-11-01T00:00:00.000Z"))).toMatchObject({
      version: "2026-11",
      refunds: {
        windowHours: 24,
        feeBps: 500,
        walletDebit: "gross",
        attribution: "literal",
        renewalReopensWindow: false,
        caseReviewBusinessDays: 7,
        arrivalBusinessDays: { min: 1, max: 3 },
        caseArrivalBusinessDays: { min: 3, max: 10 },
      },
      usage: { maxHoldMinutes: 15 },
      subscriptions: { cancelBeforeHours: 24, lateCancel: "renew_once", priceChangeNoticeDays: 30 },
      subjectChange: { noticeHours: 72, maxKeyOverlapHours: 72 },
    });
  });

  it("burn every kind of credit exactly once", () => {
    for (const policy of POLICIES)
      expect(policy.credits.burnOrder.toSorted()).toEqual(["bonus", "gift", "paid", "referral"]);
  });

  it("come into force at their instant, not a millisecond earlier", () => {
    POLICIES.forEach((policy, index) => {
      expect(policyAt(policy.effectiveFrom)).toBe(policy);
      const before = new Date(Date.parse(policy.effectiveFrom) - 1).toISOString();
      expect(policyAt(before)).toBe(POLICIES[Math.max(0, index - 1)]);
    });
    expect(policyAt("2099-01-01T00:00:00.000Z")).toBe(POLICIES.at(-1));
    expect(policyAt("1999-01-01T00:00:00.000Z")).toBe(POLICIES[0]);
  });

  it("are refused when a number makes no sense", () => {
    const good = policySchema.encode(policyAt("2026-11-20T00:00:00.000Z"));
    const refunds = good.refunds;
    for (const bad of [
      { ...good, refunds: { ...refunds, feeBps: 10_001 } },
      { ...good, refunds: { ...refunds, feeBps: -1 } },
      { ...good, refunds: { ...refunds, windowHours: 0 } },
      { ...good, refunds: { ...refunds, windowHours: 1.5 } },
      { ...good, effectiveFrom: "2026-02-30T00:00:00.000Z" },
      { ...good, surprise: 1 },
    ])
      expect(policySchema.safeParse(bad).success).toBe(false);
    expect(policyByVersion("2026-11 ")).toBeNull();
  });
});

describe("clause catalogue", () => {
  it("holds every clause of the policy in order, with the way it binds", () => {
    const expected: Record<string, string> = {
      T1: "EEEE",
      T2: "REEEEE",
      T3: "EE",
      T4: "RE",
      T5: "S",
      T6: "ER",
      R1: "EEE",
      R2: "EEEEEEEEEE",
      R3: "EEEEEEEEE",
      R4: "EEEEE",
      R5: "EES",
      R6: "EEEE",
      R7: "E",
      C1: "RES",
      C2: "EE",
      C3: "EEEREERE" + "EE",
      C4: "EEEEEERE" + "EE",
      C5: "REERE",
    };
    const listed = Object.entries(expected).flatMap(([group, kinds]) =>
      [...kinds].map((kind, index) => `${group}.${index + 1} ${kind}`),
    );
    expect(Object.entries(CLAUSES).map(([id, { kind }]) => `${id} ${kind}`)).toEqual([...listed, "C6 S"]);
  });
});

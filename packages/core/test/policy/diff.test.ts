import { expect, it } from "vitest";
import { amendPolicy, diffPolicies, policyAt } from "../../src/policy/index.ts";

const policy = policyAt("2026-11-20T00:00:00.000Z");
function diff(change: object) {
  const amended = amendPolicy(policy, {
    version: "2026-12",
    effectiveFrom: "2026-12-01T00:00:00.000Z",
    ...change,
  });
  if ("problems" in amended) throw new Error(JSON.stringify(amended.problems));
  return diffPolicies(policy, amended.policy);
}

it("a new name and date alone are no difference", () => {
  expect(diff({})).toEqual({ values: [], clauses: [] });
});

it("R2.10: names each changed value, and the clauses that say it, in both languages", () => {
  const { values, clauses } = diff({ refunds: { review: { afterRefunds: 2, alsoBy: ["card"] } } });
  expect(values).toEqual([
    { field: "refunds.review.afterRefunds", before: 3, after: 2 },
    { field: "refunds.review.alsoBy", before: ["person", "card", "device"], after: ["card"] },
  ]);
  expect(clauses.map(({ clause }) => clause)).toEqual(["R2.10"]);
  expect(clauses[0]?.after.en).toContain(
    "After 2 refunds within 30 days to the same account or card, the next",
  );
  expect(clauses[0]?.after.zh).toContain("同一账户或银行卡在");
  expect(clauses[0]?.before.en).toContain("After 3 refunds");
});

it("R1.1, R2.1: a longer window changes every clause that names its hours", () => {
  const { values, clauses } = diff({ refunds: { windowHours: 48 } });
  expect(values).toEqual([{ field: "refunds.windowHours", before: 24, after: 48 }]);
  expect(clauses.map(({ clause }) => clause)).toEqual(expect.arrayContaining(["R1.1", "R1.2", "R2.1"]));
});

it("names what one of the two does not have", () => {
  const { values } = diff({ subscriptions: { lateCancelByCountry: { DE: "stop" } } });
  expect(values).toEqual([
    { field: "subscriptions.lateCancelByCountry.DE", before: undefined, after: "stop" },
  ]);
});

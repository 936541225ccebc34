import { expect, it } from "vitest";
import {
  businessDaysAfter,
  FACT_KINDS,
  factText,
  newestFacts,
  type TimelineFact,
} from "../../src/timeline/index.ts";
import { usd } from "./scenario.ts";

const paid = (at: string, number: string): TimelineFact => ({
  at,
  kind: "top_up_paid",
  amountNanos: usd(1000),
  params: { number },
});

it.each([
  // Friday 20 November + 3: Monday, Tuesday, Wednesday.
  ["over a weekend", "2026-11-20T14:00:00.000Z", 3, "2026-11-25T14:00:00.000Z"],
  ["from a Saturday", "2026-11-21T14:00:00.000Z", 1, "2026-11-23T14:00:00.000Z"],
  ["within a week", "2026-11-23T14:00:00.000Z", 3, "2026-11-26T14:00:00.000Z"],
])("R4.3: counts business days %s", (_, from, days, expected) => {
  expect(businessDaysAfter(from, days)).toBe(expected);
});

it("keeps the newest eight, newest first, in the same order whatever order they come in", () => {
  const facts = Array.from({ length: 12 }, (_, day) =>
    paid(`2026-11-${String(day + 1).padStart(2, "0")}T00:00:00.000Z`, `T-${day + 1}`),
  );
  expect(newestFacts(facts).map(({ params }) => params["number"])).toEqual(
    [12, 11, 10, 9, 8, 7, 6, 5].map((day) => `T-${day}`),
  );
  const [a, b] = [paid("2026-11-01T00:00:00.000Z", "T-1"), paid("2026-11-01T00:00:00.000Z", "T-2")];
  expect(newestFacts([b, a])).toEqual(newestFacts([a, b]));
});

it("says every kind in both languages without a gap", () => {
  const params = { number: "ORD-1", plan: "pro", interval: "month" };
  for (const kind of FACT_KINDS)
    for (const language of ["en", "zh"] as const)
      expect(
        factText({ kind, amountNanos: usd(2000), params }, { language, zone: "UTC", currency: "USD" }),
      ).not.toMatch(/[{}]/);
  const context = { language: "en", zone: "UTC", currency: "USD" } as const;
  expect(factText({ kind: "plan_paid", amountNanos: usd(2000), params }, context)).toBe(
    "Pro paid for one month: $20.00 (order ORD-1)",
  );
});

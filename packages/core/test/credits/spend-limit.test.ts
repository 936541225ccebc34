import { describe, expect, it } from "vitest";
import { limitRefusals, type SpendLimitFacts, warningDue } from "../../src/credits/index.ts";

const facts = (more: Partial<SpendLimitFacts> = {}): SpendLimitFacts => ({
  dayLimitNanos: 100n,
  monthLimitNanos: 1000n,
  daySpentNanos: 50n,
  monthSpentNanos: 500n,
  heldNanos: 20n,
  requestedNanos: 30n,
  warnBps: 8000,
  ...more,
});
const codes = (more: Partial<SpendLimitFacts>) => limitRefusals(facts(more)).map((each) => each.code);

describe("a spend limit (T1.1)", () => {
  it("lets through what ends exactly at it, and declines one nano more", () => {
    // 50 spent + 20 held + 30 asked for = 100, the limit.
    expect(codes({})).toEqual([]);
    expect(limitRefusals(facts({ requestedNanos: 31n }))).toEqual([
      {
        code: "day_limit_reached",
        clause: "T1.1",
        params: { limit: "100", taken: "70", needed: "31" },
      },
    ]);
  });

  it("counts what open holds promise, so that requests in flight cannot pass it together", () => {
    expect(codes({ heldNanos: 21n })).toEqual(["day_limit_reached"]);
  });

  it("names the day before the month where both are reached", () => {
    // The month: 960 + 20 + 31 = 1011 > 1000.
    expect(codes({ monthSpentNanos: 960n, requestedNanos: 31n })).toEqual([
      "day_limit_reached",
      "month_limit_reached",
    ]);
    expect(codes({ dayLimitNanos: null, monthSpentNanos: 951n })).toEqual(["month_limit_reached"]);
  });

  it("never declines what takes nothing from credits, and everything else when it is zero", () => {
    expect(codes({ daySpentNanos: 500n, requestedNanos: 0n })).toEqual([]);
    expect(codes({ dayLimitNanos: 0n, daySpentNanos: 0n, heldNanos: 0n, requestedNanos: 1n })).toEqual([
      "day_limit_reached",
    ]);
  });

  it("declines nothing where none is set", () => {
    expect(codes({ dayLimitNanos: null, monthLimitNanos: null, requestedNanos: 10n ** 17n })).toEqual([]);
  });
});

describe("a warning", () => {
  it("is due from the threshold on, not one nano before", () => {
    // 80 % of 100 is 80; 80 % of 1000 is 800.
    expect(warningDue(facts({ daySpentNanos: 79n }))).toEqual([]);
    expect(warningDue(facts({ daySpentNanos: 80n }))).toEqual(["day"]);
    expect(warningDue(facts({ daySpentNanos: 100n, monthSpentNanos: 800n }))).toEqual(["day", "month"]);
  });

  it("does not round the threshold down", () => {
    // 80 % of 101 is 80.8: 80 is before it, 81 is past it.
    expect(warningDue(facts({ dayLimitNanos: 101n, daySpentNanos: 80n }))).toEqual([]);
    expect(warningDue(facts({ dayLimitNanos: 101n, daySpentNanos: 81n }))).toEqual(["day"]);
  });

  it("looks at spend only: nothing promised, nothing where no limit is set, nothing before anything was spent", () => {
    expect(warningDue(facts({ heldNanos: 1000n }))).toEqual([]);
    expect(warningDue(facts({ dayLimitNanos: null, daySpentNanos: 10_000n }))).toEqual([]);
    expect(warningDue(facts({ dayLimitNanos: 0n, daySpentNanos: 0n }))).toEqual([]);
  });
});

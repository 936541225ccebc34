import { describe, expect, it } from "vitest";
import {
  cashOf,
  earnedOfLost,
  frozenAgain,
  givenBack,
  oursToBear,
  takenTotal,
  takeOfLots,
  unusedOfPlan,
  withdrawnOf,
} from "../../src/disputes/index.ts";

const loss = {
  takenNanos: 30n,
  takenBonusNanos: 5n,
  debtNanos: 12n,
  claimNanos: 0n,
  beyondNanos: 8n,
};

describe("the books of a dispute", () => {
  it("take the fee with what is withdrawn, and leave it with what comes back", () => {
    const move = { transactionId: "t1", amountNanos: 50n };
    expect(cashOf({ ...move, kind: "withdrawn", feeNanos: 15n })).toBe(65n);
    expect(cashOf({ ...move, kind: "reinstated", feeNanos: 2n })).toBe(48n);
    // A fee that comes back too.
    expect(cashOf({ ...move, kind: "reinstated", feeNanos: -15n })).toBe(65n);
  });

  it("divide a loss so that its sides are equal", () => {
    // 50 were taken by the bank: 30 of credits, 12 of debt, 8 of ours; the bonus of 5 goes by itself.
    expect(takenTotal(loss)).toBe(35n);
    expect(oursToBear({ ...loss, claimNanos: 4n })).toBe(12n);
    // A plan of 42 that is lost with 30 unused had earned 12.
    expect(earnedOfLost(42n, loss)).toBe(12n);
  });

  it("give back what was taken, and what was paid of the debt", () => {
    const restored = { kind: "restored", loss, disputedNanos: 50n, repaidNanos: 7n } as const;
    expect(givenBack(restored)).toBe(37n);
    expect(frozenAgain(restored)).toBe(42n);
  });

  it("R3.1: a plan is worth its price less the usage at list price, and never less than nothing", () => {
    expect(unusedOfPlan(20n, 6n)).toBe(14n);
    expect(unusedOfPlan(20n, 20n)).toBe(0n);
    expect(unusedOfPlan(20n, 26n)).toBe(0n);
  });

  it("add up what disputes hold", () => {
    expect(withdrawnOf([{ withdrawnNanos: 20n }, { withdrawnNanos: 5n }])).toBe(25n);
  });

  it("take from lots in their order, and never more than they have", () => {
    const lots = [
      { id: "new", leftNanos: 5n },
      { id: "empty", leftNanos: 0n },
      { id: "old", leftNanos: 10n },
    ];
    expect(takeOfLots(lots, 8n)).toEqual([
      { lotId: "new", takenNanos: 5n, isEmpty: true },
      { lotId: "old", takenNanos: 3n, isEmpty: false },
    ]);
    expect(takeOfLots(lots, 0n)).toEqual([]);
    expect(() => takeOfLots(lots, 16n)).toThrow(RangeError);
  });
});

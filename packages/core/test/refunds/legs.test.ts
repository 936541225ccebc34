import { describe, expect, it } from "vitest";
import { splitIntoLegs } from "../../src/refunds/legs.ts";

const capacity = (paymentId: string, capacityMinor: bigint, minimumMinor = 1n) => ({
  paymentId,
  capacityMinor,
  minimumMinor,
});

describe("splitting a refund over its payments", () => {
  it("leaves out payments that can return nothing", () => {
    expect(splitIntoLegs(7n, [capacity("a", 0n), capacity("b", 10n), capacity("c", -5n)])).toEqual([
      { paymentId: "b", amountMinor: 7n },
    ]);
  });

  it("gives the share of a leg that is too small to the others; of equal ones the last gives way", () => {
    // 55 over two of 60 would be 28 and 27, below 50: the first takes all.
    expect(splitIntoLegs(55n, [capacity("a", 60n, 50n), capacity("b", 60n, 50n)])).toEqual([
      { paymentId: "a", amountMinor: 55n },
    ]);
    // The 40 can never be paid. 100 over 100 and 60 would be 62 and 38: the 60 gives way too.
    expect(
      splitIntoLegs(100n, [capacity("a", 100n), capacity("b", 40n, 50n), capacity("c", 60n, 50n)]),
    ).toEqual([{ paymentId: "a", amountMinor: 100n }]);
    // 40 over 100 and 40 would be 29 and 11; the first pays from 60 on, so the second takes all.
    expect(splitIntoLegs(40n, [capacity("a", 100n, 60n), capacity("b", 40n)])).toEqual([
      { paymentId: "b", amountMinor: 40n },
    ]);
  });

  it("pays just what a provider can pay where the others cannot take the whole share", () => {
    // 101 over 60 and 100 would be 38 and 63; the first pays from 50 on and the second at most 100: 50 and 51.
    expect(splitIntoLegs(101n, [capacity("a", 60n, 50n), capacity("b", 100n)])).toEqual([
      { paymentId: "a", amountMinor: 50n },
      { paymentId: "b", amountMinor: 51n },
    ]);
    // 60 over 100 and 10 would be 55 and 5; the second cannot take 60, so the first takes exactly its least.
    expect(splitIntoLegs(60n, [capacity("a", 100n, 60n), capacity("b", 10n)])).toEqual([
      { paymentId: "a", amountMinor: 60n },
    ]);
  });

  it("answers null where no split can be paid", () => {
    expect(splitIntoLegs(0n, [capacity("a", 10n)])).toBeNull();
    expect(splitIntoLegs(11n, [capacity("a", 10n)])).toBeNull();
    expect(splitIntoLegs(5n, [capacity("a", 10n, 6n)])).toBeNull();
    expect(splitIntoLegs(5n, [])).toBeNull();
    expect(splitIntoLegs(30n, [capacity("a", 100n, 60n), capacity("b", 10n)])).toBeNull();
    // The second can return 40 but pays from 50 on, and the first alone cannot return 101.
    expect(splitIntoLegs(101n, [capacity("a", 100n), capacity("b", 40n, 50n)])).toBeNull();
  });
});

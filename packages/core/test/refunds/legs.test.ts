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
    // 100 over 100, 40 and 60 would be 50, 20 and 30: first 40 gives way, then 62 and 38: 60 gives way too.
    expect(
      splitIntoLegs(100n, [capacity("a", 100n), capacity("b", 40n, 50n), capacity("c", 60n, 50n)]),
    ).toEqual([{ paymentId: "a", amountMinor: 100n }]);
  });

  it("answers null where no split can be paid", () => {
    expect(splitIntoLegs(0n, [capacity("a", 10n)])).toBeNull();
    expect(splitIntoLegs(11n, [capacity("a", 10n)])).toBeNull();
    expect(splitIntoLegs(5n, [capacity("a", 10n, 6n)])).toBeNull();
    expect(splitIntoLegs(5n, [])).toBeNull();
    // Together they could return 101, but the second cannot be paid so little and the first alone not so much.
    expect(splitIntoLegs(101n, [capacity("a", 100n), capacity("b", 40n, 50n)])).toBeNull();
  });
});

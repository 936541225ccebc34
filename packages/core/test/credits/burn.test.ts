import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterBurns, type BurnLot, planBurn, spendableOf } from "../../src/credits/index.ts";
import type { LotKind } from "../../src/policy/index.ts";

const NOW = "2026-11-20T12:00:00.000Z";
const ORDER: readonly LotKind[] = ["bonus", "gift", "referral", "paid"];

const lot = (id: string, remainingNanos: bigint, more: Partial<BurnLot> = {}): BurnLot => ({
  id,
  kind: "paid",
  remainingNanos,
  expiresAt: null,
  openedAt: "2026-11-01T00:00:00.000Z",
  ...more,
});

const burned = (lots: readonly BurnLot[], amountNanos: bigint) => planBurn(lots, amountNanos, ORDER, NOW);

describe("which credits are burned first", () => {
  it("takes the soonest expiry before any kind, and what never expires last", () => {
    const lots = [
      lot("forever-bonus", 5n, { kind: "bonus" }),
      lot("late-gift", 5n, { kind: "gift", expiresAt: "2027-01-01T00:00:00.000Z" }),
      lot("soon-paid", 5n, { kind: "paid", expiresAt: "2026-12-01T00:00:00.000Z" }),
    ];
    // 12 = 5 (soon) + 5 (late) + 2 of what never expires.
    expect(burned(lots, 12n)).toEqual({
      burns: [
        { lotId: "soon-paid", amountNanos: 5n },
        { lotId: "late-gift", amountNanos: 5n },
        { lotId: "forever-bonus", amountNanos: 2n },
      ],
      uncoveredNanos: 0n,
    });
  });

  it("takes bonus, gift, referral, paid in this order where the expiry is the same", () => {
    const lots = (["paid", "referral", "gift", "bonus"] as const).map((kind) => lot(kind, 1n, { kind }));
    expect(burned(lots, 4n).burns.map((each) => each.lotId)).toEqual(["bonus", "gift", "referral", "paid"]);
  });

  it("follows another order of the policy", () => {
    const lots = (["gift", "paid"] as const).map((kind) => lot(kind, 1n, { kind }));
    const plan = planBurn(lots, 1n, ["paid", "referral", "gift", "bonus"], NOW);
    expect(plan.burns).toEqual([{ lotId: "paid", amountNanos: 1n }]);
  });

  it("takes the oldest of two alike, and the smaller id of two of one instant", () => {
    const lots = [lot("b", 1n), lot("a", 1n), lot("young", 1n, { openedAt: "2026-11-02T00:00:00.000Z" })];
    expect(burned(lots, 3n).burns.map((each) => each.lotId)).toEqual(["a", "b", "young"]);
  });

  it("leaves a lot alone from the instant of its expiry on", () => {
    const lots = [
      lot("over", 9n, { expiresAt: NOW }),
      lot("last-millisecond", 2n, { expiresAt: "2026-11-20T12:00:00.001Z" }),
    ];
    // 9 asked, 2 there: 7 uncovered.
    expect(burned(lots, 9n)).toEqual({
      burns: [{ lotId: "last-millisecond", amountNanos: 2n }],
      uncoveredNanos: 7n,
    });
  });

  it("takes nothing for nothing, and refuses a negative amount", () => {
    expect(burned([lot("a", 1n)], 0n)).toEqual({ burns: [], uncoveredNanos: 0n });
    expect(() => burned([lot("a", 1n)], -1n)).toThrow(RangeError);
  });
});

describe("laws of burning", () => {
  const instants = fc.constantFrom(
    "2026-11-20T11:59:59.999Z",
    NOW,
    "2026-11-20T12:00:00.001Z",
    "2026-12-24T00:00:00.000Z",
  );
  const lots = fc
    .array(
      fc.record({
        kind: fc.constantFrom(...ORDER),
        remainingNanos: fc.bigInt({ min: 0n, max: 10n ** 12n }),
        expiresAt: fc.option(instants),
        openedAt: instants,
      }),
      { maxLength: 12 },
    )
    .map((all) => all.map((each, index): BurnLot => ({ ...each, id: `lot-${index}` })));
  const amount = fc.bigInt({ min: 0n, max: 5n * 10n ** 12n });

  it("burns and the uncovered rest add up to the amount, and no lot gives more than it has", () =>
    fc.assert(
      fc.property(lots, amount, (all, amountNanos) => {
        const { burns, uncoveredNanos } = burned(all, amountNanos);
        expect(burns.reduce((sum, each) => sum + each.amountNanos, uncoveredNanos)).toBe(amountNanos);
        for (const each of afterBurns(all, burns)) expect(each.remainingNanos).toBeGreaterThanOrEqual(0n);
        expect(new Set(burns.map((each) => each.lotId)).size).toBe(burns.length);
        for (const each of burns) expect(each.amountNanos).toBeGreaterThan(0n);
      }),
      { seed: 20261120 },
    ));

  it("leaves something uncovered only when every lot that can be spent is empty", () =>
    fc.assert(
      fc.property(lots, amount, (all, amountNanos) => {
        const { burns, uncoveredNanos } = burned(all, amountNanos);
        const left = spendableOf(afterBurns(all, burns), NOW);
        expect(uncoveredNanos === 0n || left === 0n).toBe(true);
      }),
      { seed: 20261121 },
    ));

  it("does not depend on the order in which the lots are listed", () =>
    fc.assert(
      fc.property(lots, amount, (all, amountNanos) => {
        expect(burned(all.toReversed(), amountNanos)).toEqual(burned(all, amountNanos));
      }),
      { seed: 20261122 },
    ));

  it("burning twice is burning the sum at once", () =>
    fc.assert(
      fc.property(lots, amount, amount, (all, first, second) => {
        const once = burned(all, first);
        const twice = burned(afterBurns(all, once.burns), second);
        expect(afterBurns(afterBurns(all, once.burns), twice.burns)).toEqual(
          afterBurns(all, burned(all, first + second).burns),
        );
      }),
      { seed: 20261123 },
    ));
});

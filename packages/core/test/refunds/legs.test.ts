import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CyclePayment, refundLegs } from "../../src/refunds/index.ts";

const payment = (paymentId: string, amountMinor: number, rest: Partial<CyclePayment> = {}): CyclePayment => ({
  paymentId,
  amountMinor: BigInt(amountMinor),
  lostMinor: 0n,
  returnedMinor: 0n,
  minimumMinor: 1n,
  ...rest,
});
const split = (total: number, ...payments: CyclePayment[]) =>
  refundLegs(BigInt(total), payments)?.map(({ paymentId, amountMinor }) => `${paymentId} ${amountMinor}`) ??
  null;

describe("a refund over the payments of one cycle, newest first (R7.1)", () => {
  it.each<[string, string[] | null, string[] | null]>([
    ["one payment, part of it", split(1500, payment("a", 2000)), ["a 1500"]],
    ["one payment, all of it", split(2000, payment("a", 2000)), ["a 2000"]],
    ["the newest suffices", split(8000, payment("a", 2000), payment("b", 9000)), ["b 8000"]],
    [
      "$90.00 of the newest, the rest of $5.00 of the older",
      split(9500, payment("a", 2000), payment("b", 9000)),
      ["b 9000", "a 500"],
    ],
    [
      "what was returned or lost is not there any more",
      split(9500, payment("a", 2000), payment("b", 9000, { returnedMinor: 1000n, lostMinor: 500n })),
      ["b 7500", "a 2000"],
    ],
    [
      "a payment that is gone gets no leg",
      split(100, payment("a", 2000), payment("b", 9000, { returnedMinor: 9000n })),
      ["a 100"],
    ],
    [
      "lost more than paid is nothing, not less",
      split(100, payment("a", 2000), payment("b", 9000, { lostMinor: 9500n })),
      ["a 100"],
    ],
    // 9,010 would leave 10 for a, below its least of 50: b gives up 40.
    [
      "the newer leaves the older its least",
      split(9010, payment("a", 2000, { minimumMinor: 50n }), payment("b", 9000)),
      ["b 8960", "a 50"],
    ],
    // b can only return 60 or more, and only 30 are asked for: a takes them.
    [
      "below the newest's least, the older takes it",
      split(30, payment("a", 2000), payment("b", 9000, { minimumMinor: 60n })),
      ["a 30"],
    ],
    // c all, b's least does not fit into 10, a takes 10.
    [
      "the middle one is passed over",
      split(510, payment("a", 100), payment("b", 100, { minimumMinor: 50n }), payment("c", 500)),
      ["c 500", "a 10"],
    ],
    // Older than c: d returns 40 to 50, a 10 to 20, b nothing, since 3 are below its least of 5. Of 122, c could return 100,
    // but nothing makes the other 22; the next sum the older ones make is 40.
    [
      "R2.9: what is below its least helps nobody",
      split(
        122,
        payment("d", 50, { minimumMinor: 40n }),
        payment("a", 20, { minimumMinor: 10n }),
        payment("b", 3, { minimumMinor: 5n }),
        payment("c", 100),
      ),
      ["c 82", "d 40"],
    ],
    ["more than there is", split(11_001, payment("a", 2000), payment("b", 9000)), null],
    [
      "below everybody's least",
      split(49, payment("a", 2000, { minimumMinor: 50n }), payment("b", 9000, { minimumMinor: 50n })),
      null,
    ],
    ["nothing to return", split(0, payment("a", 2000)), null],
    ["no payment", split(100), null],
    // a alone returns 50 to 100, b alone 100, both together 150 to 200: nothing makes 120.
    [
      "between what the providers can pay",
      split(120, payment("a", 100, { minimumMinor: 50n }), payment("b", 100, { minimumMinor: 100n })),
      null,
    ],
  ])("R7.1: %s", (_, legs, expected) => {
    expect(legs).toEqual(expected);
  });

  it("R7.1, R2.9: adds up, keeps to each payment, and finds a split wherever trying all of them finds one", () => {
    const small = fc
      .record({
        amountMinor: fc.bigInt({ min: 0n, max: 12n }),
        lostMinor: fc.bigInt({ min: 0n, max: 3n }),
        returnedMinor: fc.bigInt({ min: 0n, max: 3n }),
        minimumMinor: fc.bigInt({ min: 0n, max: 6n }),
      })
      .map((each) => ({ paymentId: "", ...each }));
    let found = 0;
    fc.assert(
      fc.property(
        fc
          .array(small, { maxLength: 4 })
          .map((all) => all.map((each, at) => ({ ...each, paymentId: `p${at}` }))),
        fc.bigInt({ min: 1n, max: 30n }),
        (payments, total) => {
          const best = everySplit(total, payments);
          const legs = refundLegs(total, payments);
          if (best !== null) found += 1;
          expect(legs).toEqual(best);
        },
      ),
      { seed: 20261120, numRuns: 1500 },
    );
    expect(found).toBeGreaterThan(300);
  });
});

/** The split that gives most to the newest, then to the next, found by trying every amount from the top. */
function everySplit(
  total: bigint,
  payments: readonly CyclePayment[],
): { paymentId: string; amountMinor: bigint }[] | null {
  const last = payments.at(-1);
  if (last === undefined) return total === 0n ? [] : null;
  const capacity = last.amountMinor - last.lostMinor - last.returnedMinor;
  for (let amount = total; amount >= 0n; amount -= 1n) {
    if (amount > 0n && (amount > capacity || amount < last.minimumMinor)) continue;
    const rest = everySplit(total - amount, payments.slice(0, -1));
    if (rest !== null)
      return amount === 0n ? rest : [{ paymentId: last.paymentId, amountMinor: amount }, ...rest];
  }
  return null;
}

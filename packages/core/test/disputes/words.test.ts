import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DisputedOrder,
  disputeLifecycle,
  type DisputeStanding,
  disputeStateOf,
  type DisputeStep,
  type DisputeWord,
  followDispute,
  freezeReturned,
  NO_DISPUTE,
} from "../../src/disputes/index.ts";
import { attempt } from "../../src/lifecycle/index.ts";

const dollars = (count: number): bigint => BigInt(count) * 1_000_000_000n;
const order = (change: Partial<DisputedOrder> = {}): DisputedOrder => ({
  payment: { currency: "USD", amountMinor: 5000n, chargeMinor: null, chargeCurrency: null },
  taxNanos: 0n,
  othersNanos: 0n,
  holds: "credits",
  unspentNanos: dollars(50),
  bonusGrantedNanos: 0n,
  bonusLeftNanos: 0n,
  paidBy: "current",
  debtNanos: 0n,
  ...change,
});
const transaction = (id: string, cents: bigint, feeMinor = 0n) => ({
  id,
  amountMinor: cents,
  feeMinor,
  currency: "USD",
  exchangeRate: null,
});
const word = (status: string, ...transactions: DisputeWord["transactions"]): DisputeWord => ({
  status,
  amountMinor: 5000n,
  currency: "USD",
  transactions,
});
const taken = transaction("t1", -5000n, 1500n);
const returned = transaction("t2", 5000n);

/** A wallet that the steps move, so that each word meets it as it is then. */
function followAll(words: readonly DisputeWord[]) {
  let standing: DisputeStanding = NO_DISPUTE;
  let unspentNanos = dollars(30);
  let debtNanos = 0n;
  const steps: DisputeStep[] = [];
  for (const each of words) {
    const followed = followDispute(standing, each, order({ unspentNanos, debtNanos }));
    if (followed === null) throw new Error("cannot be booked");
    for (const step of followed.steps) {
      if (step.kind === "frozen") unspentNanos -= step.paidNanos;
      if (step.kind === "freed") unspentNanos += step.paidNanos;
      if (step.kind === "lost") debtNanos += step.loss.debtNanos;
      if (step.kind === "restored") debtNanos -= step.loss.debtNanos;
    }
    steps.push(...followed.steps);
    ({ standing } = followed);
  }
  return { standing, steps, unspentNanos, debtNanos };
}

describe("words of a provider about a dispute", () => {
  it.each([
    ["warning_needs_response", "inquiry"],
    ["warning_under_review", "inquiry"],
    ["warning_closed", "won"],
    ["needs_response", "open"],
    ["under_review", "open"],
    ["appeal_needs_response", "lost"],
    ["appeal_under_review", "lost"],
    ["won", "won"],
    ["lost", "lost"],
    ["prevented", "won"],
    ["a status of next year", "open"],
  ])("%s is %s", (status, state) => {
    expect(disputeStateOf(status)).toBe(state);
  });

  it("R2.8: come in any order and number, and end as the last one says", () => {
    const course = [
      word("warning_needs_response"),
      word("needs_response", taken),
      word("under_review", taken),
      word("lost", taken),
      word("won", taken, returned),
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: course.length }),
        fc.array(fc.nat({ max: 4 }), { maxLength: 12 }),
        (known, order) => {
          const told = course.slice(0, known);
          const last = told.at(-1) ?? word("needs_response");
          const heard = order.flatMap((index) => told[index] ?? []);
          const ends = ({ standing, unspentNanos, debtNanos }: ReturnType<typeof followAll>) => ({
            standing,
            unspentNanos,
            debtNanos,
          });
          expect(ends(followAll([...heard, last, ...heard]))).toEqual(ends(followAll(told)));
        },
      ),
    );
  });

  it("move only as the lifecycle allows", () => {
    const moves = { open: "escalate", won: "win", lost: "lose" } as const;
    for (const [from, to] of [
      ["inquiry", "open"],
      ["inquiry", "won"],
      ["inquiry", "lost"],
      ["open", "won"],
      ["open", "lost"],
      ["lost", "won"],
      ["won", "open"],
      ["won", "lost"],
    ] as const)
      expect(attempt(disputeLifecycle, from, moves[to])).toMatchObject({ legal: true, to });
    expect(attempt(disputeLifecycle, "lost", "escalate").legal).toBe(false);
  });

  it("of another currency without its rate, or of another than was charged, cannot be booked", () => {
    const foreign = { ...taken, currency: "EUR" };
    expect(followDispute(NO_DISPUTE, word("needs_response", foreign), order())).toBeNull();
    expect(
      followDispute(NO_DISPUTE, { ...word("needs_response", taken), currency: "EUR" }, order()),
    ).toBeNull();
  });

  it("the bank disputes again what was won: money and credits are away again", () => {
    const again = transaction("t3", -5000n, 1500n);
    const { standing, steps } = followAll([
      word("needs_response", taken),
      word("won", taken, returned),
      word("needs_response", taken, returned, again),
    ]);
    expect(standing).toMatchObject({ state: "open", withdrawnNanos: dollars(50), feeNanos: dollars(30) });
    expect(steps.map(({ kind }) => kind)).toEqual([
      "withdrawn",
      "frozen",
      "reinstated",
      "freed",
      "withdrawn",
      "frozen",
    ]);
  });

  it("C4.10: what comes back to the order of an open dispute is frozen, of no other", () => {
    const open = followAll([word("needs_response", taken)]).standing;
    // 30.00 are frozen; of 35.00 that came back 20.00 more may be.
    expect(freezeReturned(open, order({ unspentNanos: dollars(35) })).steps).toEqual([
      { kind: "frozen", paidNanos: dollars(20), bonusNanos: 0n },
    ]);
    for (const status of ["won", "lost"]) {
      const { standing } = followAll([word("needs_response", taken), word(status, taken)]);
      expect(freezeReturned(standing, order()).steps).toEqual([]);
    }
  });
});

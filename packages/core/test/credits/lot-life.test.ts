import { expect, it } from "vitest";
import { creditLotLifecycle, creditLotStates, lotMoveOf, remainingAlong } from "../../src/credits/index.ts";
import { statesOf } from "../../src/lifecycle/index.ts";

it.each([
  ["gift.granted", 5n, true, "opened"],
  ["top_up.paid", 5n, true, "opened"],
  ["usage.burned", -1n, false, "used"],
  ["usage.corrected", 1n, false, "used_corrected"],
  ["usage.debt_repaid", -1n, false, "debt_repaid"],
  ["credits.expired", -1n, false, "expired"],
  ["gift.revoked", -1n, false, "revoked"],
  ["referral.revoked", -1n, false, "revoked"],
  ["referral.restored", 1n, false, "restored"],
  ["refund.frozen", -1n, false, "refunded"],
  ["bonus.forfeited", -1n, false, "forfeited"],
  ["refund.bounced", 1n, false, "restored"],
  ["write_off", -1n, false, "other"],
] as const)("%s of %s is shown as what it was", (journalKind, changeNanos, first, move) => {
  expect(lotMoveOf({ journalKind, changeNanos }, first)).toBe(move);
});

it("the list of a lot's states is that of its lifecycle", () => {
  expect([...creditLotStates]).toEqual(statesOf(creditLotLifecycle));
});

it("what was left after each change is told backwards from what is left now", () => {
  // 10 came in, 3 were used, 2 came back, 4 were used: 10, 7, 9, 5; before all of it nothing.
  expect(remainingAlong(5n, [-4n, 2n, -3n, 10n])).toEqual({ afterEach: [5n, 9n, 7n, 10n], before: 0n });
  expect(remainingAlong(5n, [])).toEqual({ afterEach: [], before: 5n });
});

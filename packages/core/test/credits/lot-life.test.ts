import { expect, it } from "vitest";
import { creditLotLifecycle, creditLotStates, lotMoveOf } from "../../src/credits/index.ts";
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

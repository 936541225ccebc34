import { expect, it } from "vitest";
import { manyGraphs } from "./graphs.ts";

it("R3.5: in 1,000 random graphs nobody is paid for inviting themselves, and everybody for inviting others", () => {
  const { referrals, payouts, payoutsToSelf, refusedOthers } = manyGraphs(1000);
  expect([payoutsToSelf, refusedOthers]).toEqual([0, 0]);
  // Both happened often: neither side of the claim is empty.
  expect(payouts).toBeGreaterThan(500);
  expect(referrals - payouts).toBeGreaterThan(500);
});

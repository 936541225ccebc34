import { expect, it } from "vitest";
import { manyGraphs } from "./graphs.ts";

it("R3.5: in 10,000 random graphs nobody is paid for inviting themselves", () => {
  const { payouts, payoutsToSelf, refusedOthers } = manyGraphs(10_000);
  expect([payoutsToSelf, refusedOthers]).toEqual([0, 0]);
  expect(payouts).toBeGreaterThan(5000);
});

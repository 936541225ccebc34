import { expect, it } from "vitest";
import { historiesHold } from "./histories.ts";

// A new seed with every run widens what has been seen; the report keeps it, so that a finding can be repeated.
const seed = Date.now() % 2 ** 31;

it("an account passes whole or not at all, over many histories (invariants 22–31, 34)", async ({
  annotate,
}) => {
  const numRuns = 10_000;
  await annotate(`${numRuns.toLocaleString("en")} histories, seed ${seed}`);
  expect(historiesHold({ seed, numRuns }).effective).toBeGreaterThan(500);
});

import { expect, it } from "vitest";
import { liveMany, RARE } from "./live.ts";

it("T1–T4, R1, R6: the rules follow the model through 120 random lives of subscriptions, step by step", () => {
  const seen = liveMany({ seed: 20261127, numRuns: 120 });
  // What never happened was not tested; the rarest of it takes the thousands of the deep run.
  expect(RARE.filter((each) => !seen.has(each)).length).toBeLessThan(4);
});

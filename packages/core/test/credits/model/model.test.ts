import { expect, it } from "vitest";
import { coreFollowsTheModel, everyAnswer } from "./core-laws.ts";

const seed = 20261120;

it("core's usage arithmetic follows the model through 500 random histories, step by step", () => {
  const seen = coreFollowsTheModel({ seed, numRuns: 500 });
  // What never happened was not tested: nearly everything does even in a few hundred histories.
  expect(everyAnswer.filter((each) => !seen.has(each)).length).toBeLessThan(4);
});

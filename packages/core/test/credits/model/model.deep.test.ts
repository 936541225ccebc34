import { expect, it } from "vitest";
import { coreFollowsTheModel, everyAnswer } from "./core-laws.ts";

const seed = 20261121;
const numRuns = 10_000;

it("core's usage arithmetic follows the model through 10,000 random histories, step by step", async ({
  annotate,
}) => {
  const seen = coreFollowsTheModel({ seed, numRuns });
  expect(everyAnswer.filter((each) => !seen.has(each))).toEqual([]);
  const answers = [...seen.values()].reduce((sum, each) => sum + each, 0);
  await annotate(`10,000 histories, ${answers} answers, seed ${seed}`);
});

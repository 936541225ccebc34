import { expect, it } from "vitest";
import { liveMany, RARE } from "./live.ts";

const seed = 20261128;
const numRuns = 10_000;

it("T1–T4, R1, R6: the rules follow the model through 10,000 random lives of subscriptions, step by step", async ({
  annotate,
}) => {
  const seen = liveMany({ seed, numRuns });
  expect(RARE.filter((each) => !seen.has(each))).toEqual([]);
  const steps = [...seen.values()].reduce((sum, each) => sum + each, 0);
  await annotate(`10,000 lives, ${steps} things seen, ${seen.get("raises")} dearer renewals, seed ${seed}`);
});

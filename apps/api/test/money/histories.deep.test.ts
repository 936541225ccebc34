import { expect, it } from "vitest";
import { everyAnswer } from "../../../../packages/core/test/credits/model/core-laws.ts";
import { productFollowsTheModel } from "./histories.ts";
import { twoDoors } from "./two-doors.ts";

const { database, doors } = await twoDoors();

const seed = 20261122;
const numRuns = 2_000;

it("2,000 random histories of credits, holds and usage: the product answers and keeps what the model says", async ({
  annotate,
}) => {
  const seen = await productFollowsTheModel(database, doors, { seed, numRuns, atOnce: 6 });
  expect(everyAnswer.filter((each) => !seen.has(each))).toEqual([]);
  const answers = [...seen.values()].reduce((sum, each) => sum + each, 0);
  await annotate(`2,000 histories, ${answers} answers, seed ${seed}`);
});

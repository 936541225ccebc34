import { expect, it } from "vitest";
import { everyAnswer } from "../../../../packages/core/test/credits/model/core-laws.ts";
import { productFollowsTheModel } from "./histories.ts";
import { twoDoors } from "./two-doors.ts";

const { database, doors } = await twoDoors();

it("12 random histories of credits, holds and usage: the product answers and keeps what the model says", async () => {
  const seen = await productFollowsTheModel(database, doors, { seed: 20261120, numRuns: 12, atOnce: 6 });
  // What never happened was not tested.
  expect(everyAnswer.filter((each) => seen.has(each)).length).toBeGreaterThan(12);
});

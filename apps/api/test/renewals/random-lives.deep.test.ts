import { expect, it } from "vitest";
import { liveOnProduct } from "./random-lives.ts";
import { openWorld } from "./world.ts";

const world = await openWorld();
const seed = 20261128;
const numRuns = 500;

/** What has to have happened in many lives, or they showed little. */
const RARE = [
  "raises",
  ...["active", "past_due", "canceling", "ended", "refunding"].map((state) => `look ${state}`),
  "notice active",
  ...["active", "ended"].map((state) => `refund_ends ${state}`),
  ...["active", "ended"].map((state) => `refund_bounces ${state}`),
  "undo active",
  "take_back active",
  "pay active",
  "webhook past_due",
  "cancel canceling",
];

it("T2.2–T3.2, R6.4: 500 random lives on PostgreSQL, two workers at once: what the model says, step by step", async ({
  annotate,
}) => {
  const seen = await liveOnProduct(world, { seed, numRuns });
  expect(RARE.filter((each) => !seen.has(each))).toEqual([]);
  const steps = [...seen.values()].reduce((sum, each) => sum + each, 0);
  await annotate(`500 lives, ${steps} steps, ${seen.get("raises")} dearer renewals, seed ${seed}`);
});

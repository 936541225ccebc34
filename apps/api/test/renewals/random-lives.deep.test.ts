import { expect, it } from "vitest";
import { liveOnProduct } from "./random-lives.ts";
import { openWorld } from "./world.ts";

const world = await openWorld();
const seed = 20261128;
const numRuns = 500;

it("T2.2–T2.6: 500 random lives on PostgreSQL, two workers at once: what the model says, step by step", async ({
  annotate,
}) => {
  const seen = await liveOnProduct(world, { seed, numRuns });
  for (const each of ["look active", "look past_due", "look canceling", "look ended", "undo active"])
    expect(seen.get(each), each).toBeGreaterThan(0);
  await annotate(`500 lives, ${[...seen.values()].reduce((sum, each) => sum + each, 0)} steps, seed ${seed}`);
});

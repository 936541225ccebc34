import { expect, it } from "vitest";
import { liveOnProduct } from "./random-lives.ts";
import { openWorld } from "./world.ts";

const world = await openWorld();

it("T2.2–T3.2: 2 random lives on PostgreSQL, two workers at once: what the model says, step by step", async () => {
  const seen = await liveOnProduct(world, { seed: 20261127, numRuns: 2 });
  expect(seen.get("look active")).toBeGreaterThan(0);
});

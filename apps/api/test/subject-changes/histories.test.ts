import { expect, it } from "vitest";
import { liveHistory } from "./history.ts";
import { openWorld } from "./world.ts";

// Thousands of histories of the rules alone are in packages/core/test/subject-changes; here it is the database that has to
// hold what they say while everybody acts at once. Over a hundred of these: histories.deep.test.ts.
it("whatever order everybody acts in, and however many at once, a change is whole or nothing (invariants 22 to 32, 34)", async () => {
  const world = await openWorld();
  const ends = new Set<string>();
  for (let seed = 1; seed <= 4; seed += 1) ends.add(await liveHistory(world, seed));
  // The seeds reach more than one end, or they would show little.
  expect(ends.size).toBeGreaterThan(1);
  expect(ends).toContain("effective");
}, 120_000);

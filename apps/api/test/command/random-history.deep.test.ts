import fc from "fast-check";
import { expect, it } from "vitest";
import { caseWorld } from "./case-world.ts";
import { allIsWell, anyHistory, historyHolds } from "./random-history.ts";

it("holds for 1,000 histories of up to 25 commands", async () => {
  const world = await caseWorld();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(anyHistory, (history) => historyHolds(world, history, `d${(run += 1)}`)),
    { seed: 20261122, numRuns: 1000 },
  );
  // Short histories are many: 3,703 decisions with this seed. Far fewer would mean that nearly everything was refused.
  expect((await allIsWell(world)).decisions).toBeGreaterThan(3000);
});

import { expect, it } from "vitest";
import { holdsInHistory } from "./random-history.ts";
import { openWorld } from "./world.ts";

const HISTORIES = 60;
const STEPS = 40;

it(`T6.1: in ${HISTORIES} long random histories nothing is charged but what was agreed to, once, within its month`, async () => {
  const world = await openWorld();
  let charges = 0;
  for (let seed = 101; seed <= 100 + HISTORIES; seed += 1)
    charges += await holdsInHistory(world, seed, STEPS);
  expect(charges).toBeGreaterThan(HISTORIES);
});

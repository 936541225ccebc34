import { expect, it } from "vitest";
import { holdsInHistory } from "./random-history.ts";
import { openWorld } from "./world.ts";

const HISTORIES = 1;
const STEPS = 20;

it(`T6.1: in ${HISTORIES} random histories nothing is charged but what was agreed to, once, within its month`, {
  timeout: 300_000,
}, async () => {
  const world = await openWorld();
  let charges = 0;
  for (let seed = 1; seed <= HISTORIES; seed += 1) charges += await holdsInHistory(world, seed, STEPS);
  // Histories in which nothing is ever charged would prove nothing.
  expect(charges).toBeGreaterThan(0);
});

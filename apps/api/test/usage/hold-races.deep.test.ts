import { describe, it } from "vitest";
import { raceForHolds } from "./resolve-once.ts";
import { usageWorld } from "./world.ts";

const world = await usageWorld();

describe("holds that race", () => {
  it("to be settled, released and expired end exactly once, 5,000 of them", () => raceForHolds(world, 5000));
});

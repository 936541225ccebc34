import { expect, it } from "vitest";
import { liveHistory } from "./history.ts";
import { openWorld } from "./world.ts";

const HISTORIES = 120;

it(`${HISTORIES} changes of account subject lived through by everybody at once are each whole or nothing`, async () => {
  const world = await openWorld();
  const ends = new Map<string, number>();
  for (let seed = 1000; seed < 1000 + HISTORIES; seed += 1) {
    const end = await liveHistory(world, seed);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  // Every end is reached: a campaign that only ever withdrew would prove nothing about the effect.
  for (const end of ["effective", "withdrawn", "rejected", "terminated"])
    expect([...ends.keys()]).toContain(end);
}, 1_800_000);

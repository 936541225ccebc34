import { expect, it } from "vitest";
import { openWorld } from "../renewals/world.ts";
import { liveChains } from "./chains.ts";

const world = await openWorld();
const seed = 20261128;
const numRuns = 100;

it("T1.4, T2.5, T2.6: in 100 chains of changes, cancellations and second thoughts what is captured is what was said", async ({
  annotate,
}) => {
  const seen = await liveChains(world, { seed, numRuns });
  for (const what of [
    "change upgraded",
    "change waits",
    "take_back done",
    "cancel drops a change",
    "undo with its change",
  ])
    expect([what, (seen.get(what) ?? 0) > 10]).toEqual([what, true]);
  const steps = [...seen.values()].reduce((sum, each) => sum + each, 0);
  await annotate(`${numRuns} chains, ${steps} steps, ${seen.get("wait renewed")} renewals, seed ${seed}`);
});

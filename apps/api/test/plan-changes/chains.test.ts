import { expect, it } from "vitest";
import { openWorld } from "../renewals/world.ts";
import { liveChains } from "./chains.ts";

const world = await openWorld();

/** What has to have happened, or the chains showed little. */
const NEEDED = [
  "change upgraded",
  "change waits",
  "take_back done",
  "cancel drops a change",
  "undo with its change",
];

it("T1.4, T2.5, T2.6: in chains of changes, cancellations and second thoughts what is captured is what was said", async () => {
  const seen = await liveChains(world, { seed: 4, numRuns: 3 });
  expect(NEEDED.filter((each) => !seen.has(each))).toEqual([]);
  expect(seen.get("wait renewed") ?? 0).toBeGreaterThan(2);
});

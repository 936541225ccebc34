import { expect, it } from "vitest";
import { openLiveMarket } from "../support/live-market.ts";
import { ALL_BOUNDARIES, killAt } from "./kill-campaign.ts";

const TIMES = 20;

it(`a process killed ${TIMES} times at each boundary between purchase and refund: one refund and one mail each`, async () => {
  let kills = 0;
  for (let time = 0; time < TIMES; time += 1) {
    // A world of its own each time: what is held to its ending stays small enough to look at whole.
    const campaign = await killAt(await openLiveMarket(), ALL_BOUNDARIES);
    kills += campaign.kills;
  }
  expect(kills).toBe(TIMES * ALL_BOUNDARIES.length);
});

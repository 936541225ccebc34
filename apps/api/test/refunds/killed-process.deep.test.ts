import { expect, it } from "vitest";
import { openLiveMarket } from "../support/live-market.ts";
import { ALL_BOUNDARIES, killAt } from "./kill-campaign.ts";

const TIMES = 20;
/** Campaigns at once: each mostly waits, for a process to start, a heartbeat to stop, a pause before a retry. */
const LANES = 3;

it(`a process killed ${TIMES} times at each boundary between purchase and refund: one refund and one mail each`, async () => {
  let kills = 0;
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      for (let time = lane; time < TIMES; time += LANES) {
        // A world of its own each time: what is held to its ending stays small enough to look at whole.
        const campaign = await killAt(await openLiveMarket(), ALL_BOUNDARIES);
        kills += campaign.kills;
      }
    }),
  );
  expect(kills).toBe(TIMES * ALL_BOUNDARIES.length);
});

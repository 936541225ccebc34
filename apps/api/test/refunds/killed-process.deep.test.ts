import { expect, it } from "vitest";
import { openLiveMarket } from "../support/live-market.ts";
import { ALL_BOUNDARIES, killAt } from "./kill-campaign.ts";

// A kill costs seven seconds of a core, since whoever comes next is cold; twenty of each take over an hour on two cores and
// are asked for by hand, TENURE_DEEP_KILLS=20.
const TIMES = Number(process.env["TENURE_DEEP_KILLS"] ?? 1);
/** Campaigns at once: each mostly waits, for a process to start, a heartbeat to stop, a pause before a retry. */
const LANES = 2;

it(`a process killed ${TIMES} times at each boundary between purchase and refund: one refund and one mail each`, async ({
  annotate,
}) => {
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
  await annotate(`${kills} SIGKILLs, ${TIMES} at each of ${ALL_BOUNDARIES.length} boundaries`);
});

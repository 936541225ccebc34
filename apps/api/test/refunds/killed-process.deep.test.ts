import { expect, it } from "vitest";
import { createAntom } from "../support/antom.ts";
import { openLiveMarket } from "../support/live-market.ts";
import { ALL_BOUNDARIES, type Campaign, killAt, WALLET_BOUNDARIES } from "./kill-campaign.ts";

// A kill costs seven seconds of a core, since whoever comes next is cold; twenty of each take over half an hour on two cores
// and are asked for by hand, TENURE_DEEP_KILLS=20.
const TIMES = Number(process.env["TENURE_DEEP_KILLS"] ?? 1);
/** Campaigns at once: each mostly waits, for a process to start, a heartbeat to stop, a pause before a retry. */
const LANES = 2;

// A world of its own for each campaign: what is held to its ending stays small enough to look at whole.
const byCard = async (): Promise<Campaign> => killAt(await openLiveMarket(), ALL_BOUNDARIES);
const byWallet = async (): Promise<Campaign> => {
  const antom = createAntom();
  return killAt(await openLiveMarket({ antom }), WALLET_BOUNDARIES, antom);
};

it.each([
  { paid: "by card", campaign: byCard, boundaries: ALL_BOUNDARIES.length },
  { paid: "by wallet", campaign: byWallet, boundaries: WALLET_BOUNDARIES.length },
])(
  `a process killed ${TIMES} times at each boundary between purchase and refund $paid: one refund and one mail each`,
  async ({ campaign, boundaries }) => {
    let kills = 0;
    await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        for (let time = lane; time < TIMES; time += LANES) {
          const done = await campaign();
          kills += done.kills;
        }
      }),
    );
    expect(kills).toBe(TIMES * boundaries);
  },
);

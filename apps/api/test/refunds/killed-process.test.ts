import { expect, it } from "vitest";
import { openLiveMarket } from "../support/live-market.ts";
import { killAt, WEIGHTY_BOUNDARIES } from "./kill-campaign.ts";

it("a process killed at the weighty boundaries between purchase and refund: the next one finishes, with one refund and one mail each", {
  timeout: 300_000,
}, async () => {
  const market = await openLiveMarket();
  const { kills } = await killAt(market, WEIGHTY_BOUNDARIES);
  expect(kills).toBe(WEIGHTY_BOUNDARIES.length);
});

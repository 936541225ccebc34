import { expect, it } from "vitest";
import { openLiveMarket } from "../support/live-market.ts";
import { renewMany } from "./many-due.ts";

// A hundred thousand take more than an hour on two cores (60 ms of Node and 25 ms of PostgreSQL each, mails not counted);
// more are asked for by hand, TENURE_DEEP_RENEWALS=100000.
const SUBSCRIPTIONS = Number(process.env["TENURE_DEEP_RENEWALS"] ?? 1500);
const market = await openLiveMarket();

it("T2.2: thousands of subscriptions due at once, three workers killed: each is charged once for the term that follows", async ({
  annotate,
}) => {
  // Early in the work of a process, so that each of the three is reached however the work is shared out.
  const nth = Math.ceil(SUBSCRIPTIONS / 20);
  const { kills, seconds } = await renewMany(market, SUBSCRIPTIONS, 2, [
    { moment: "renewals.advance:after_call", nth },
    { moment: "renewals.advance:after_begin", nth },
    { moment: "renewals.advance:before_call", nth },
  ]);
  expect(kills).toBe(3);
  const rate = Math.round(SUBSCRIPTIONS / seconds);
  await annotate(
    `${SUBSCRIPTIONS} renewals charged in ${Math.round(seconds)} s, ${rate} a second, ${kills} kills`,
  );
});

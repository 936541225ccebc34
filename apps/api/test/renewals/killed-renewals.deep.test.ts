import { expect, it } from "vitest";
import { openLiveMarket } from "../support/live-market.ts";
import { renewMany } from "./many-due.ts";

/** Every boundary between what is written and what is asked, in the order in which a renewal passes them. */
const BOUNDARIES = [
  "subscriptions.renew:before_commit",
  "subscriptions.renew:after_commit",
  "renewals.begin:before_commit",
  "renewals.begin:after_commit",
  "renewals.advance:after_begin",
  "renewals.advance:before_call",
  "renewals.advance:after_call",
  "payments.apply_event:before_record",
  "renewals.record_payment:before_commit",
  "renewals.record_payment:after_commit",
  "payments.apply_event:after_record",
];
/** More than all the dead could begin, so that each of them finds work. */
const SUBSCRIPTIONS = 30 * BOUNDARIES.length;

const market = await openLiveMarket();

it("T2.2: a worker killed at each step between the end of a term and the next one: each is charged once", async ({
  annotate,
}) => {
  const { kills, seconds } = await renewMany(
    market,
    SUBSCRIPTIONS,
    1,
    BOUNDARIES.map((moment) => ({ moment, nth: 1 })),
  );
  expect(kills).toBe(BOUNDARIES.length);
  await annotate(`${SUBSCRIPTIONS} renewals, ${kills} kills, ${Math.round(seconds)} s`);
});

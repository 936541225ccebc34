import { expect, it } from "vitest";
import { takeBack } from "../../src/plan-changes/take-back.ts";
import { submit } from "../refunds/door.ts";
import { openWorld, type Subscriber } from "../renewals/world.ts";
import { changing, refusalsOf } from "./changing.ts";

const world = await openWorld();
const plans = changing(world);
const { changes, make } = plans;

/** Pro costs $20.00 a month, Max $100.00. */
const PRO_MONTH = 2000;
const MAX_MONTH = 10_000;
const BOUGHT = "2031-06-01T09:00:00Z";
/** The end of the month, and the cut-off of its renewal. */
const END = "2031-07-01T09:00:00.000Z";
const CUT_OFF = "2031-06-30T09:00:00.000Z";
/** Max, with Pro chosen for the end of the month. */
async function onMaxGoingPro(): Promise<Subscriber> {
  const ada = await world.subscriber({ plan: "max", boughtAt: BOUGHT });
  expect(await make(ada, "pro")).toMatchObject({ applies: "term_end", appliesAt: END, undoUntil: CUT_OFF });
  return ada;
}

it("T2.2, T2.6: from years to months: nothing now, the month's price at the end of the year, and the change is done", async () => {
  const ada = await world.subscriber({ interval: "year", boughtAt: BOUGHT });
  const forTheYear = await ada.captured();
  expect((await make(ada, "pro", "month")).applies).toBe("term_end");
  await world.beat();
  expect(await ada.captured()).toBe(forTheYear);
  expect(await changes(ada)).toEqual([{ state: "scheduled", because: null }]);
  await ada.at("2032-06-01T09:00:01Z");
  await world.beat();
  await world.beat();
  expect(await ada.terms()).toEqual([
    "1: 2031-06-01T09:00:00.000Z – 2032-06-01T09:00:00.000Z",
    "2: 2032-06-01T09:00:00.000Z – 2032-07-01T09:00:00.000Z",
  ]);
  expect((await ada.captured()) - forTheYear).toBe(PRO_MONTH);
  expect(await changes(ada)).toEqual([{ state: "applied", because: null }]);
  expect(await ada.mails()).toContain("plan_change_applied");
});

it("T2.6: to Free: access to the end of the month, then nothing is charged and the change is done", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: BOUGHT });
  await make(ada, "free");
  await ada.at("2031-07-01T08:59:00Z");
  await world.beat();
  expect(await ada.state()).toBe("active");
  await ada.at("2031-07-01T09:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("ended");
  expect(await ada.terms()).toHaveLength(1);
  expect(await ada.captured()).toBe(PRO_MONTH);
  expect(await changes(ada)).toEqual([{ state: "applied", because: null }]);
});

it("T4.2, T2.6: an account that is suspended ends with its term where Free was chosen, and is charged nothing when it is lifted", async () => {
  const ada = await world.subscriber({ boughtAt: BOUGHT });
  await make(ada, "free");
  await world.database.sql("UPDATE account SET state = 'suspended' WHERE id = $1", [ada.accountId]);
  await ada.at("2031-07-01T09:00:01Z");
  await world.beat();
  expect(await ada.state()).toBe("ended");
  await world.database.sql("UPDATE account SET state = 'active' WHERE id = $1", [ada.accountId]);
  await world.beat();
  expect(await ada.captured()).toBe(PRO_MONTH);
});

it("T2.5: a change that waits can be taken back to the very millisecond of its cut-off, and not after", {
  tags: ["deep"],
}, async () => {
  const ada = await onMaxGoingPro();
  const { services } = world;
  const seen = { before: 0, after: 0 };
  // The clock runs on while they are asked: each answer is held to the reading it was decided at.
  await ada.at(new Date(Date.parse(CUT_OFF) - 60_000).toISOString());
  while (seen.after < 3) {
    // Three from well before, however slow the machine; the others around the cut-off itself.
    if (seen.before === 3) await ada.at(new Date(Date.parse(CUT_OFF) - 200).toISOString());
    const { facts, outcome } = await services.runner.preview(takeBack(services.tax), {}, ada.as());
    const now = String((facts as { now: string }).now);
    expect([now, outcome]).toEqual([now, now <= CUT_OFF ? "granted" : "refused"]);
    seen[now <= CUT_OFF ? "before" : "after"] += 1;
  }
  expect(seen.before).toBeGreaterThan(2);
  expect(await refusalsOf(plans.takeBack(ada))).toEqual(["plan_change_cutoff_passed"]);
  expect(await changes(ada)).toEqual([{ state: "scheduled", because: null }]);
  // A minute earlier it would have gone; Max is then charged as before.
  await ada.at(new Date(Date.parse(CUT_OFF) - 60_000).toISOString());
  await plans.takeBack(ada);
  await ada.at("2031-07-01T09:00:01Z");
  await world.beat();
  expect(await ada.captured()).toBe(2 * MAX_MONTH);
  expect(await changes(ada)).toEqual([{ state: "canceled", because: null }]);
});

it("T1.4, T2.6: an upgrade drops the cheaper plan that waits, once it is paid and not before", {
  tags: ["deep"],
}, async () => {
  const ada = await onMaxGoingPro();
  await ada.at("2031-06-16T09:00:00Z");
  const { sessionId } = await plans.order(ada, "ultra");
  expect(await changes(ada)).toEqual([{ state: "scheduled", because: null }]);
  world.stripe.control.payCheckout(sessionId);
  await world.runJobs();
  expect(await changes(ada)).toEqual([{ state: "dropped", because: "upgrade" }]);
  // The old end brings nothing; the new term runs a month from the payment and renews as Ultra, for $200.00.
  const paid = await ada.captured();
  await ada.at("2031-07-02T09:00:00Z");
  await world.beat();
  expect(await ada.captured()).toBe(paid);
  await ada.at("2031-07-16T09:01:00Z");
  await world.beat();
  expect((await ada.captured()) - paid).toBe(20_000);
});

it("T2.6: cancelled in time, the plan that was chosen for later no longer comes", async () => {
  const ada = await onMaxGoingPro();
  expect(await plans.previewCancel(ada)).toMatchObject({
    renewals: 0,
    drops: { planId: "pro", appliesAt: END },
  });
  await plans.cancel(ada);
  expect(await changes(ada)).toEqual([{ state: "dropped", because: "cancellation" }]);
  await ada.at("2031-07-01T09:00:01Z");
  await world.beat();
  expect([await ada.state(), await ada.captured()]).toEqual(["ended", MAX_MONTH]);
  expect(await changes(ada)).toEqual([{ state: "dropped", because: "cancellation" }]);
});

it("T2.6: taken back, the cancellation gives the chosen plan back, whatever was cancelled before", {
  tags: ["deep"],
}, async () => {
  const ada = await onMaxGoingPro();
  for (const _ of [1, 2]) {
    await plans.cancel(ada);
    await plans.undoCancel(ada);
    expect(await changes(ada)).toEqual([{ state: "scheduled", because: null }]);
  }
  await plans.takeBack(ada);
  await plans.cancel(ada);
  await plans.undoCancel(ada);
  expect(await changes(ada)).toEqual([{ state: "canceled", because: null }]);
  await make(ada, "pro");
  await plans.cancel(ada);
  // Half a day before the end: the cut-off has passed, and Pro is what it was told to be charged for.
  await ada.at("2031-06-30T21:00:00Z");
  await plans.undoCancel(ada);
  expect(await ada.mail("subscription_cancel_undone_to_change")).toContain("Pro");
  await ada.at("2031-07-01T09:00:01Z");
  await world.beat();
  expect((await ada.captured()) - MAX_MONTH).toBe(PRO_MONTH);
  expect((await changes(ada)).map(({ state }) => state)).toEqual(["canceled", "applied"]);
});

it("T2.5: cancelled late, it renews once more as the cheaper plan: the preview, the mail and the charge say $20.00", {
  tags: ["deep"],
}, async () => {
  const ada = await onMaxGoingPro();
  await ada.at("2031-06-30T21:00:00Z");
  const preview = await plans.previewCancel(ada);
  expect(preview).toMatchObject({
    renewals: 1,
    renewsAs: "pro",
    chargeNanos: BigInt(PRO_MONTH) * 10_000_000n,
    chargedAt: END,
    endsAt: "2031-08-01T09:00:00.000Z",
    drops: null,
  });
  await plans.cancel(ada);
  const mail = await ada.mail("subscription_canceled_late");
  expect(mail).toContain("as Pro");
  expect(mail).toContain("$20.00");
  expect(mail).not.toContain("$100.00");
  for (const instant of ["2031-07-01T09:00:01Z", "2031-08-01T09:00:01Z", "2031-09-01T09:00:01Z"]) {
    await ada.at(instant);
    await world.beat();
  }
  expect((await ada.captured()) - MAX_MONTH).toBe(PRO_MONTH);
  expect(await ada.terms()).toEqual([
    "1: 2031-06-01T09:00:00.000Z – 2031-07-01T09:00:00.000Z",
    "2: 2031-07-01T09:00:00.000Z – 2031-08-01T09:00:00.000Z",
  ]);
  expect(await ada.state()).toBe("ended");
  expect(await changes(ada)).toEqual([{ state: "applied", because: null }]);
});

it("T2.5: cancelled late with Free chosen in time, nothing is charged and it ends with its month", async () => {
  const ada = await world.subscriber({ plan: "max", boughtAt: BOUGHT });
  await make(ada, "free");
  await ada.at("2031-06-30T21:00:00Z");
  expect(await plans.cancel(ada)).toMatchObject({ endsAt: END });
  await ada.at("2031-07-01T09:00:01Z");
  await world.beat();
  expect([await ada.state(), await ada.captured()]).toEqual(["ended", MAX_MONTH]);
});

it("R6.4: a change that a cancellation dropped goes with a refund for good, and comes back with its bounce", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber({ boughtAt: BOUGHT });
  const { orderId } = await plans.upgrade(ada, "max");
  await make(ada, "free");
  await plans.cancel(ada);
  await submit(world.services, ada.as(), orderId);
  await world.runJobs();
  // Pro runs again and is cancelled: what was arranged for Max has gone with it.
  expect(await plans.subscription(ada)).toMatchObject({ plan: "pro", state: "canceling" });
  expect(await changes(ada)).toEqual([{ state: "dropped", because: "refund" }]);
  const [atStripe] = world.stripe.control.refunds().slice(-1);
  world.stripe.control.failRefund(atStripe?.id ?? "", "expired_or_canceled_card");
  await world.runJobs();
  expect(await plans.subscription(ada)).toMatchObject({ plan: "max", state: "canceling" });
  expect(await changes(ada)).toEqual([{ state: "dropped", because: "cancellation" }]);
  await plans.undoCancel(ada);
  expect(await changes(ada)).toEqual([{ state: "scheduled", because: null }]);
});

import { expect, it } from "vitest";
import { applyProviderEvent } from "../../src/payments/apply-event.ts";
import { advanceRenewal } from "../../src/renewals/advance.ts";
import { fanOutRenewals, sweepRenewals } from "../../src/renewals/jobs.ts";
import { planBatch } from "../../src/renewals/plan.ts";
import { ProviderUnknown } from "../../src/payments/provider.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { submit } from "../refunds/door.ts";
import { openWorld, type Subscriber } from "./world.ts";

const world = await openWorld();
const { services, database, stripe } = world;
const PRO = 2000;
const MINUTES_11 = 11 * 60_000;

const due = async (): Promise<Subscriber> => {
  const ada = await world.subscriber({ boughtAt: "2027-06-10T08:00:00Z" });
  await ada.at("2027-07-10T08:00:01Z");
  return ada;
};
/** Paid once, one order, one term more: whatever happened on the way. */
const renewedOnce = async (ada: Subscriber) => {
  expect(await ada.captured()).toBe(2 * PRO);
  expect(await ada.terms()).toHaveLength(2);
  expect((await ada.renewals()).map(({ state }) => state)).toEqual(["paid"]);
  const orders = await database.sql<{ kind: string; state: string }>(
    'SELECT kind, state FROM "order" WHERE account_id = $1 ORDER BY id',
    [ada.accountId],
  );
  expect(orders).toEqual([
    { kind: "subscription", state: "paid" },
    { kind: "renewal", state: "paid" },
  ]);
  expect((await ada.mails()).filter((kind) => kind === "subscription_renewed")).toHaveLength(1);
};

it("T2.2: workers that plan and charge at the same time renew each subscription once", {
  tags: ["deep"],
}, async () => {
  const people = [await due(), await due(), await due(), await due()];
  const batches = await Promise.all([
    planBatch(services, 2),
    planBatch(services, 2),
    planBatch(services, 100),
  ]);
  const rest = await planBatch(services);
  expect([...batches, rest].reduce((sum, each) => sum + each.planned, 0)).toBe(4);
  const ids = (await Promise.all(people.map((each) => each.renewals()))).flat().map(({ id }) => id);
  expect(ids).toHaveLength(4);
  await Promise.allSettled(
    [...ids, ...ids, ...ids].map((renewalId) => advanceRenewal(services, { renewalId })),
  );
  await world.beat();
  for (const each of people) await renewedOnce(each);
});

/** Every boundary between what is written and what is asked, in the order in which a renewal passes them. */
const MOMENTS = [
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
] as const;

/** Where the most is at stake: the provider was asked and nothing is written yet. The others are gone through in the deep run. */
const WEIGHTIEST = "renewals.advance:after_call";

for (const moment of MOMENTS)
  it(`T2.2: a process that ends at ${moment} leaves one charge and one term`, {
    tags: moment === WEIGHTIEST ? [] : ["deep"],
  }, async () => {
    const ada = await due();
    // Nobody hears of the payment by notification, and the jobs of the process that died are lost.
    stripe.control.addEventFault({ type: "payment_intent.succeeded", action: "drop" });
    world.dieAt(moment);
    await planBatch(services).catch(() => undefined);
    for (const { id } of await ada.renewals())
      await advanceRenewal(services, { renewalId: id }).catch(() => undefined);
    world.jobs.splice(0);
    await ada.later(MINUTES_11);
    await world.beat();
    await renewedOnce(ada);
  });

it("T2.2: an answer that was lost is looked up, not asked for again blindly; a key that was pruned changes nothing", {
  tags: ["deep"],
}, async () => {
  const ada = await due();
  await planBatch(services);
  const [renewal] = await ada.renewals();
  const renewalId = renewal?.id ?? "";
  stripe.control.addRouteFault({
    method: "POST",
    path: "/v1/payment_intents",
    point: "after_handler",
    action: "reset",
    count: 3,
  });
  stripe.control.addEventFault({ type: "payment_intent.succeeded", action: "drop" });
  await expect(advanceRenewal(services, { renewalId })).rejects.toThrow(ProviderUnknown);
  expect((await ada.renewals()).map(({ state }) => state)).toEqual(["unknown"]);
  // The provider forgets keys after a day: asked again under it, it would charge again.
  stripe.control.advanceClock(25 * 3_600_000);
  await advanceRenewal(services, { renewalId });
  stripe.control.resetClock();
  await world.beat();
  await renewedOnce(ada);
});

it("T2.2: a charge that is heard of only when its term is over goes back whole, and the plan gives way to Free", {
  tags: ["deep"],
}, async () => {
  const ada = await due();
  await planBatch(services);
  const renewalId = (await ada.renewals())[0]?.id ?? "";
  const lost = {
    method: "POST",
    path: "/v1/payment_intents",
    point: "after_handler",
    action: "reset",
  } as const;
  stripe.control.addRouteFault({ ...lost, count: 3 });
  stripe.control.addEventFault({ type: "payment_intent.succeeded", action: "drop" });
  await expect(advanceRenewal(services, { renewalId })).rejects.toThrow(ProviderUnknown);
  // The term from 10 July to 10 August was not served: nobody pays for it.
  await ada.at("2027-08-20T08:00:00Z");
  await advanceRenewal(services, { renewalId });
  expect(await world.beat()).toEqual([]);
  expect(await ada.state()).toBe("ended");
  expect(await ada.terms()).toHaveLength(1);
  expect((await ada.renewals()).map(({ state }) => state)).toEqual(["dropped"]);
  const [returned] = await database.sql<{ cents: string; state: string }>(
    "SELECT l.amount_minor AS cents, r.state FROM refund r JOIN refund_leg l ON l.refund_id = r.id WHERE r.account_id = $1",
    [ada.accountId],
  );
  expect(returned).toEqual({ cents: String(PRO), state: "refunded" });
  expect(await ada.mails()).toEqual(expect.arrayContaining(["payment_returned", "plan_lapsed"]));
});

it("T2.2: notifications before the answer, twice, and long after change nothing", {
  tags: ["deep"],
}, async () => {
  const ada = await due();
  stripe.control.addEventFault({ type: "payment_intent.succeeded", action: "deliver_before_response" });
  await world.beat();
  // The provider's notifications of this account, all of them, once more and in another order.
  await database.sql(
    "UPDATE provider_event SET state = 'received' WHERE payload::text LIKE '%' || $1 || '%'",
    [ada.accountId],
  );
  const events = await database.sql<{ id: string }>(
    "SELECT id FROM provider_event WHERE payload::text LIKE '%' || $1 || '%' ORDER BY received_at DESC",
    [ada.accountId],
  );
  expect(events.length).toBeGreaterThan(2);
  for (const { id } of events) await applyProviderEvent(services, { providerEventId: id });
  await world.beat();
  await sweepRenewals(services);
  for (const { id } of await ada.renewals()) await advanceRenewal(services, { renewalId: id });
  const [batch] = await database.sql<{ batch_id: string }>(
    "SELECT batch_id FROM renewal WHERE account_id = $1",
    [ada.accountId],
  );
  await fanOutRenewals(services, { batchId: batch?.batch_id ?? "" });
  await world.beat();
  await renewedOnce(ada);
});

it("R6.4: a plan that was cancelled before its refund is cancelled again when that bounces, and ends unpaid", {
  tags: ["deep"],
}, async () => {
  const ada = await world.subscriber();
  await services.runner.run(
    cancel(services.tax),
    { reason: null, comment: null, confirmedEndsAt: null },
    ada.as(),
  );
  await submit(services, ada.as(), ada.orderId);
  await world.beat();
  expect(await ada.state()).toBe("ended");
  const refund = stripe.control.refunds().findLast(({ status }) => status === "succeeded");
  stripe.control.failRefund(refund?.id ?? "");
  await world.beat();
  expect(await ada.state()).toBe("canceling");
  await ada.later(40 * 86_400_000);
  await world.beat();
  expect(await ada.state()).toBe("ended");
  expect(await ada.renewals()).toEqual([]);
  // And the last word is the database's: a subscription that runs on cannot say that it was cancelled.
  const bob = await world.subscriber();
  await expect(
    database.sql("UPDATE subscription SET canceled_at = now() WHERE id = $1", [bob.subscriptionId]),
  ).rejects.toThrow("subscription_active_is_not_canceled");
});

import { expect, it } from "vitest";
import { sweepAutoTopUps } from "../../src/auto-top-up/sweep.ts";
import { ProviderUnknown } from "../../src/payments/provider.ts";
import { Died, openWorld } from "./world.ts";

const world = await openWorld();
const captured = () => world.stripe.control.charges().filter((charge) => charge.captured).length;

/** Every boundary between what is written and what is asked, in the order in which a run passes them. */
const MOMENTS = [
  "auto_top_up.start:before_commit",
  "auto_top_up.start:after_commit",
  "auto_top_up.run:after_start",
  "auto_top_up.mark_called:before_commit",
  "auto_top_up.mark_called:after_commit",
  "auto_top_up.run:before_call",
  "auto_top_up.run:after_call",
  "payments.apply_event:before_record",
  "top_ups.record_payment:before_commit",
  "top_ups.record_payment:after_commit",
  "payments.apply_event:after_record",
] as const;

/** Where the most is at stake: the provider was asked and nothing is written yet. The others are gone through in the deep run. */
const WEIGHTIEST = "auto_top_up.run:after_call";

for (const moment of MOMENTS)
  it(`a crash at ${moment} leaves one order and one charge`, {
    tags: moment === WEIGHTIEST ? [] : ["deep"],
  }, async () => {
    const owner = await world.owner();
    await owner.agree();
    await world.runJobs();
    await owner.leave(100);
    const before = captured();
    // Nobody hears of the payment by notification: only looking it up can find it.
    world.stripe.control.addEventFault({ type: "payment_intent.succeeded", action: "drop" });
    world.dieAt(moment);
    await owner.run().catch(() => undefined);
    await sweepAutoTopUps(world.services, {});
    await world.runJobs();
    expect(captured() - before).toBe(1);
    expect((await owner.orders()).map(({ state }) => state)).toEqual(["paid"]);
    expect(await owner.balance()).toBe(2100);
    expect(await owner.row()).toMatchObject({
      state: "on",
      pending_order_id: null,
      month_charged_nanos: "20000000000",
    });
  });

it.each([
  ["the answer is lost", { point: "after_handler", action: "reset", count: 3 }],
  [
    "the provider breaks before it does anything",
    { point: "before_handler", action: "server_error", count: 3 },
  ],
] as const)(
  "one charge where %s: looked up, not asked again blindly",
  { tags: ["deep"] },
  async (_, fault) => {
    const owner = await world.owner();
    await owner.agree();
    await world.runJobs();
    await owner.leave(100);
    const before = captured();
    world.stripe.control.addRouteFault({ method: "POST", path: "/v1/payment_intents", ...fault });
    await expect(owner.run()).rejects.toThrow(ProviderUnknown);
    expect((await owner.row()).pending_order_id).not.toBeNull();
    await sweepAutoTopUps(world.services, {});
    await world.runJobs();
    expect(captured() - before).toBe(1);
    expect((await owner.orders()).map(({ state }) => state)).toEqual(["paid"]);
    expect(await owner.balance()).toBe(2100);
  },
);

it("a charge of which the provider never learned is given up after an hour, and the next one has a key of its own", {
  tags: ["deep"],
}, async () => {
  const owner = await world.owner();
  await owner.agree();
  await world.runJobs();
  await owner.leave(100);
  const before = captured();
  // A 500 that the provider keeps under the key: asking again with it can never succeed.
  world.stripe.control.addRouteFault({
    method: "POST",
    path: "/v1/payment_intents",
    point: "in_handler",
    action: "server_error",
    count: 1,
  });
  await expect(owner.run()).rejects.toThrow(ProviderUnknown);
  await expect(owner.run()).rejects.toThrow(ProviderUnknown);
  await owner.later(61 * 60_000);
  await sweepAutoTopUps(world.services, {});
  await world.runJobs();
  expect((await owner.orders()).map(({ state }) => state)).toEqual(["failed"]);
  expect((await owner.row()).month_charged_nanos).toBe("0");
  await sweepAutoTopUps(world.services, {});
  await world.runJobs();
  expect((await owner.orders()).map(({ state }) => state)).toEqual(["failed", "paid"]);
  expect(captured() - before).toBe(1);
});

it("a notification that comes before the answer, and again after it, records the payment once", async () => {
  const owner = await world.owner();
  await owner.agree();
  await world.runJobs();
  await owner.leave(100);
  world.stripe.control.addEventFault({ type: "payment_intent.succeeded", action: "deliver_before_response" });
  await owner.run();
  await world.runJobs();
  const [order] = await owner.orders();
  const payments = await world.database.sql("SELECT purpose FROM payment WHERE order_id = $1", [order?.id]);
  expect(payments).toEqual([{ purpose: "order" }]);
  expect(await owner.balance()).toBe(2100);
});

it("T6.2: a decline whose answer nobody heard is learned from the notification, or by looking it up", {
  tags: ["deep"],
}, async () => {
  for (const notified of [true, false]) {
    const owner = await world.owner();
    await owner.agree();
    await world.runJobs();
    await owner.leave(100);
    const [method] = await world.database.sql<{ provider_method_id: string }>(
      "SELECT provider_method_id FROM payment_method WHERE account_id = $1 AND ended_at IS NULL",
      [owner.accountId],
    );
    world.stripe.control.changeCard(method?.provider_method_id ?? "", "4000000000000002");
    if (!notified)
      world.stripe.control.addEventFault({ type: "payment_intent.payment_failed", action: "drop" });
    const tried = world.stripe.control.paymentIntents().length;
    world.dieAt("auto_top_up.run:after_call");
    await expect(owner.run()).rejects.toThrow(Died);
    if (notified) await world.runJobs();
    else {
      await sweepAutoTopUps(world.services, {});
      await world.runJobs();
    }
    expect(await owner.row()).toMatchObject({
      state: "stopped",
      stopped_code: "card_declined, generic_decline",
      pending_order_id: null,
      month_charged_nanos: "0",
    });
    expect((await owner.orders()).map(({ state }) => state)).toEqual(["failed"]);
    expect(world.stripe.control.paymentIntents().length - tried).toBe(1);
    expect((await owner.notices()).filter((kind) => kind === "auto_top_up_stopped")).toHaveLength(1);
  }
});

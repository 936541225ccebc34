import Stripe from "stripe";
import { expect, it } from "vitest";
import { signatureHeader } from "../src/stripe/index.ts";
import { paid, receiver, session, simulated, until } from "./support.ts";

const read = (received: { body: string }): Stripe.Event => JSON.parse(received.body);

it("events are signed so that the official package accepts them, and only unaltered", async () => {
  const { stripe } = await simulated();
  const hook = await receiver();
  const endpoint = await stripe.webhookEndpoints.create({
    url: hook.url,
    enabled_events: ["customer.created"],
  });
  const secret = endpoint.secret ?? "";
  const customer = await stripe.customers.create({ email: "a@b.c" });
  await until(() => hook.received.length === 1, "the event arrives");
  const [received] = hook.received;
  if (received === undefined) throw new Error("nothing received");
  const event = stripe.webhooks.constructEvent(received.body, received.signature, secret);
  expect(event).toMatchObject({
    object: "event",
    api_version: "2026-10-28.endive",
    livemode: false,
    type: "customer.created",
    pending_webhooks: 1,
    data: { object: { id: customer.id } },
  });
  expect(event.id).toMatch(/^evt_/);
  expect(event.request?.id).toBe(customer.lastResponse.requestId);
  expect(() => stripe.webhooks.constructEvent(`${received.body} `, received.signature, secret)).toThrow(
    "No signatures found matching the expected signature",
  );
  expect(() => stripe.webhooks.constructEvent(received.body, received.signature, "whsec_other")).toThrow(
    "No signatures found matching the expected signature",
  );
});

it("the signature is the one the official package makes", () => {
  const payload = '{"id":"evt_1","object":"event"}';
  const expected = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret: "whsec_x",
    timestamp: 1_795_000_000,
  });
  expect(signatureHeader(payload, ["whsec_x"], 1_795_000_000)).toBe(expected);
});

it("only events an endpoint asked for are sent, and its secret is shown once", async () => {
  const { simulator, stripe } = await simulated();
  const hook = await receiver();
  const endpoint = await stripe.webhookEndpoints.create({
    url: hook.url,
    enabled_events: ["refund.created"],
  });
  const { intent } = await paid(simulator, stripe, 2000);
  await stripe.refunds.create({ payment_intent: intent });
  await until(() => hook.received.length > 0, "an event arrives");
  await simulator.control.deliverPending();
  expect(hook.received.map((one) => read(one).type)).toEqual(["refund.created"]);
  expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
  await stripe.webhookEndpoints.del(endpoint.id);
  expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
});

it("a delivery is repeated until the receiver takes it; a redirect is a failure", async () => {
  const statuses = [500, 302, 200];
  const { simulator, stripe } = await simulated({ retryAfterMillis: 10 });
  const hook = await receiver((_received, count) => statuses[count - 1] ?? 200);
  simulator.control.registerEndpoint({ url: hook.url, events: ["customer.created"] });
  await stripe.customers.create({});
  await until(() => simulator.control.counts().pendingDeliveries === 0, "the delivery is done");
  expect(hook.received).toHaveLength(3);
  expect(new Set(hook.received.map((one) => read(one).id)).size).toBe(1);
});

it("a paid checkout tells of the payment before the session, a refund of itself and of the charge", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  await stripe.refunds.create({ payment_intent: intent, amount: 500 });
  const events = await stripe.events.list({ limit: 100 });
  const types = events.data.map((event) => event.type).reverse();
  expect(types).toEqual([
    "customer.created",
    "payment_intent.created",
    "charge.succeeded",
    "payment_method.attached",
    "payment_intent.succeeded",
    "checkout.session.completed",
    "refund.created",
    "charge.refunded",
  ]);
  const [refunded] = events.data;
  expect(refunded).toMatchObject({
    data: { object: { amount_refunded: 500 }, previous_attributes: { amount_refunded: 0 } },
  });
});

it("faults by event: duplicate, second id, drop and resend", async () => {
  const { simulator, stripe } = await simulated();
  const hook = await receiver();
  simulator.control.registerEndpoint({ url: hook.url, events: ["customer.created"] });
  simulator.control.addEventFault({ type: "customer.created", action: "duplicate" });
  await stripe.customers.create({});
  await until(() => hook.received.length === 2, "two copies arrive");
  expect(new Set(hook.received.map((one) => read(one).id)).size).toBe(1);

  simulator.control.addEventFault({ type: "customer.created", action: "second_id" });
  const twice = await stripe.customers.create({});
  await until(() => hook.received.length === 4, "one change arrives under two ids");
  const pair = hook.received.slice(2).map(read);
  expect(new Set(pair.map((event) => event.id)).size).toBe(2);
  expect(pair).toMatchObject([
    { data: { object: { id: twice.id } } },
    { data: { object: { id: twice.id } } },
  ]);

  simulator.control.addEventFault({ type: "customer.created", action: "drop" });
  const dropped = await stripe.customers.create({});
  expect(await simulator.control.deliverPending()).toBe(0);
  const failed = async () => (await stripe.events.list({ delivery_success: false })).data;
  expect(await failed()).toMatchObject([{ pending_webhooks: 1, data: { object: { id: dropped.id } } }]);
  const event = simulator.control.events().at(-1);
  expect(await simulator.control.resendEvent(event?.id ?? "")).toBe(1);
  expect(hook.received.slice(4).map(read)).toMatchObject([{ data: { object: { id: dropped.id } } }]);
  expect(await failed()).toEqual([]);
});

it("a fault about one object leaves the events of all others alone", async () => {
  const { simulator, stripe } = await simulated();
  const hook = await receiver();
  const [struck, other] = [await stripe.customers.create({}), await stripe.customers.create({})];
  simulator.control.registerEndpoint({ url: hook.url, events: ["customer.updated"] });
  simulator.control.addEventFault({ about: struck.id, action: "drop", count: 5 });
  await stripe.customers.update(struck.id, { name: "Ada" });
  await stripe.customers.update(other.id, { name: "Ben" });
  await until(() => hook.received.length === 1, "the other's arrives");
  expect(await simulator.control.deliverPending()).toBe(0);
  expect(hook.received.map(read)).toMatchObject([{ data: { object: { id: other.id } } }]);
});

it("a reordered event arrives after the one that followed it", async () => {
  const { simulator, stripe } = await simulated();
  const hook = await receiver();
  simulator.control.registerEndpoint({ url: hook.url, events: ["customer.created"] });
  simulator.control.addEventFault({ type: "customer.created", action: "reorder" });
  const first = await stripe.customers.create({});
  const second = await stripe.customers.create({});
  await until(() => hook.received.length === 2, "both arrive");
  expect(hook.received.map(read)).toMatchObject([
    { data: { object: { id: second.id } } },
    { data: { object: { id: first.id } } },
  ]);
});

it("a webhook can arrive before the answer of the request that caused it", async () => {
  const { simulator, stripe } = await simulated();
  const order: string[] = [];
  const hook = await receiver(() => {
    order.push("webhook");
    return 200;
  });
  simulator.control.registerEndpoint({ url: hook.url, events: ["customer.created"] });
  simulator.control.addEventFault({ action: "deliver_before_response" });
  await stripe.customers.create({}).then(() => order.push("answer"));
  expect(order).toEqual(["webhook", "answer"]);
});

it("held back, nothing is delivered until it is asked for", async () => {
  const { simulator, stripe } = await simulated();
  const hook = await receiver();
  simulator.control.registerEndpoint({ url: hook.url, events: ["customer.created"] });
  simulator.control.pauseWebhooks();
  await stripe.customers.create({});
  expect(simulator.control.counts().pendingDeliveries).toBe(1);
  expect(hook.received).toEqual([]);
  expect(await simulator.control.deliverPending()).toBe(1);
  expect(hook.received).toHaveLength(1);
});

it("rough weather: every effect happens once, and every kind of trouble occurs", {
  tags: ["deep"],
  timeout: 30_000,
}, async () => {
  const { simulator, stripe } = await simulated({
    faults: { profile: "rough", seed: 7 },
    retryAfterMillis: 10,
  });
  const hook = await receiver((_received, count) => (count % 9 === 0 ? 500 : 200));
  simulator.control.registerEndpoint({ url: hook.url });
  const retried = async <T>(call: () => Promise<T>): Promise<T> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await call();
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  };
  for (let index = 0; index < 60; index++) {
    const key = { idempotencyKey: `pay:${index}` };
    const params = { amount: 1000, currency: "usd", payment_method: "pm_card_visa", confirm: true };
    const intent = await retried(() => stripe.paymentIntents.create(params, key));
    await retried(() =>
      stripe.refunds.create(
        { payment_intent: intent.id, amount: 950 },
        { idempotencyKey: `refund:${index}` },
      ),
    );
  }
  await until(() => simulator.control.counts().pendingDeliveries === 0, "all events are delivered");
  expect(simulator.control.counts()).toMatchObject({ charges: 60, refunds: 60 });
  const faults = new Set(simulator.control.requests().map((request) => request.fault));
  expect([...faults].filter((fault) => fault !== null).sort()).toEqual([
    "after_handler delay",
    "after_handler reset",
    "before_handler rate_limit",
    "before_handler reset",
    "before_handler server_error",
  ]);
  const events = hook.received.map(read);
  expect(events.length).toBeGreaterThan(new Set(events.map((event) => event.id)).size);
  const told = events.filter((event) => event.type === "refund.created").map((event) => event.data.object);
  expect(new Set(told.map((object) => ("id" in object ? object.id : ""))).size).toBe(60);
});

it("the same seed meets the same faults", { tags: ["deep"] }, async () => {
  const statuses = async (seed: number) => {
    const { simulator, stripe } = await simulated({ faults: { profile: "rough", seed } });
    for (let index = 0; index < 25; index++) await stripe.customers.create({}).catch(() => {});
    return simulator.control.requests().map((request) => request.fault);
  };
  const first = await statuses(3);
  expect(await statuses(3)).toEqual(first);
  expect(await statuses(4)).not.toEqual(first);
});

it("the clock moves object times, keeps signatures valid and can go back", async () => {
  const { simulator, stripe } = await simulated();
  const hook = await receiver();
  const { secret } = simulator.control.registerEndpoint({ url: hook.url, events: ["customer.created"] });
  const before = (await session(stripe, 2000)).created;
  simulator.control.advanceClock(30 * 24 * 3_600_000);
  const customer = await stripe.customers.create({});
  // 30 days of 86,400 s = 2,592,000 s; the test itself may take a few.
  expect(customer.created - before).toBeGreaterThanOrEqual(2_592_000);
  expect(customer.created - before).toBeLessThan(2_592_010);
  await until(() => hook.received.length === 1, "the event arrives");
  const [received] = hook.received;
  expect(
    stripe.webhooks.constructEvent(received?.body ?? "", received?.signature ?? "", secret).created,
  ).toBe(customer.created);
  expect(Math.abs(simulator.control.resetClock().getTime() - Date.now())).toBeLessThan(1000);
});

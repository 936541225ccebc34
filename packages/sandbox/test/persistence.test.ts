import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStripeSimulator } from "../src/stripe/index.ts";
import { clientOf, paid, receiver, session, simulated, temporaryFolder, until } from "./support.ts";

it("a restart keeps payments, refunds, keys, the clock and the session in the buyer's tab", async () => {
  const stateFile = join(temporaryFolder(), "state", "stripe.ndjson");
  const before = await simulated({ stateFile });
  const { intent } = await paid(before.simulator, before.stripe, 2000);
  const refund = await before.stripe.refunds.create(
    { payment_intent: intent, amount: 900 },
    { idempotencyKey: "refund:1" },
  );
  const open = await session(before.stripe, 500);
  before.simulator.control.advanceClock(3_600_000);
  await before.simulator.close();

  const after = await simulated({ stateFile });
  expect(after.simulator.control.counts()).toMatchObject({ charges: 1, refunds: 1, checkoutSessions: 2 });
  const again = await after.stripe.refunds.create(
    { payment_intent: intent, amount: 900 },
    { idempotencyKey: "refund:1" },
  );
  expect(again).toMatchObject({ id: refund.id, amount: 900 });
  expect(after.simulator.control.payCheckout(open.id).kind).toBe("paid");
  const ahead = after.simulator.control.now().getTime() - Date.now();
  expect(Math.abs(ahead - 3_600_000)).toBeLessThan(1000);
});

it("undelivered webhooks are delivered after a restart, to the same endpoint with the same secret", async () => {
  const stateFile = join(temporaryFolder(), "stripe.ndjson");
  const hook = await receiver();
  const before = await simulated({ stateFile });
  const { secret } = before.simulator.control.registerEndpoint({
    url: hook.url,
    events: ["customer.created"],
  });
  before.simulator.control.pauseWebhooks();
  await before.stripe.customers.create({});
  await before.simulator.close();
  expect(hook.received).toEqual([]);

  const after = await simulated({ stateFile });
  await until(() => hook.received.length === 1, "the event arrives after the restart");
  const [received] = hook.received;
  expect(() =>
    after.stripe.webhooks.constructEvent(received?.body ?? "", received?.signature ?? "", secret),
  ).not.toThrow();
});

it("an endpoint that comes back on another port gets what its former address missed", async () => {
  const { simulator, stripe } = await simulated();
  const before = simulator.control.registerEndpoint({ url: "http://127.0.0.1:1/hook", secret: "whsec_api" });
  await stripe.customers.create({});
  const hook = await receiver();
  const after = simulator.control.registerEndpoint({ url: hook.url, secret: "whsec_api" });
  expect(after.id).toBe(before.id);
  await until(async () => (await simulator.control.deliverPending()) === 0, "everything is delivered");
  expect(hook.received.map((one) => JSON.parse(one.body))).toMatchObject([{ type: "customer.created" }]);
  expect(simulator.control.endpoints()).toHaveLength(1);
});

it("a line cut short by a kill is ignored: its answer was never sent", async () => {
  const stateFile = join(temporaryFolder(), "stripe.ndjson");
  const before = await simulated({ stateFile });
  const customer = await before.stripe.customers.create({});
  await before.simulator.close();
  appendFileSync(stateFile, '[["customer","cus_half",{"id":"cus_half"');
  const after = await simulated({ stateFile });
  expect(after.simulator.control.customers().map((one) => one.id)).toEqual([customer.id]);
});

it("a reset forgets everything but the endpoints, also on disk", async () => {
  const stateFile = join(temporaryFolder(), "stripe.ndjson");
  const { simulator, stripe } = await simulated({ stateFile });
  simulator.control.registerEndpoint({ url: "http://127.0.0.1:1/hook", secret: "whsec_known" });
  await stripe.customers.create({});
  simulator.control.reset();
  const later = createStripeSimulator({ stateFile });
  expect(later.control.counts()).toMatchObject({ customers: 0, events: 0, pendingDeliveries: 0 });
  expect(later.control.endpoints().map((endpoint) => endpoint.secret)).toEqual(["whsec_known"]);
  await later.close();
});

it("the state file of one process is readable by the next while requests were under way", async () => {
  const stateFile = join(temporaryFolder(), "stripe.ndjson");
  const { simulator, url } = await simulated({ stateFile });
  const client = clientOf(url);
  const made = await Promise.all(
    Array.from({ length: 50 }, (_, index) => client.customers.create({ metadata: { index } })),
  );
  await simulator.close();
  const later = createStripeSimulator({ stateFile });
  expect(new Set(later.control.customers().map((one) => one.id))).toEqual(new Set(made.map((one) => one.id)));
  await later.close();
});

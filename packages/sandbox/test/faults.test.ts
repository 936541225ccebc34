import { expect, it } from "vitest";
import { clientOf, paid, simulated } from "./support.ts";

it("a lost answer: the refund exists although the caller saw a broken connection", async () => {
  const { simulator, stripe, url } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  const create = () =>
    stripe.refunds.create({ payment_intent: intent, amount: 900 }, { idempotencyKey: "refund:1" });
  // The package itself tries a broken connection once more, so both attempts must be cut.
  simulator.control.addRouteFault({
    method: "POST",
    path: "/v1/refunds",
    point: "after_handler",
    action: "reset",
    count: 2,
  });
  await expect(create()).rejects.toMatchObject({ type: "StripeConnectionError" });
  expect(simulator.control.counts().refunds).toBe(1);
  const answer = await clientOf(url).refunds.create(
    { payment_intent: intent, amount: 900 },
    { idempotencyKey: "refund:1" },
  );
  expect(answer.id).toBe(simulator.control.refunds()[0]?.id);
  expect(simulator.control.counts().refunds).toBe(1);
});

it("before the handler nothing happens: reset, 500 and 429 leave the key free", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  const create = () =>
    stripe.refunds.create({ payment_intent: intent, amount: 900 }, { idempotencyKey: "refund:1" });
  simulator.control.addRouteFault({
    path: "/v1/refunds",
    point: "before_handler",
    action: "reset",
    count: 2,
  });
  await expect(create()).rejects.toMatchObject({ type: "StripeConnectionError" });
  simulator.control.addRouteFault({ path: "/v1/refunds", point: "before_handler", action: "server_error" });
  await expect(create()).rejects.toMatchObject({ statusCode: 500 });
  simulator.control.addRouteFault({ path: "/v1/refunds", point: "before_handler", action: "rate_limit" });
  await expect(create()).rejects.toMatchObject({ statusCode: 429, type: "StripeRateLimitError" });
  expect(simulator.control.counts().refunds).toBe(0);
  expect((await create()).status).toBe("succeeded");
});

it("a retrying client gets through with one effect, keeping its key", async () => {
  const { simulator, stripe, url } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  simulator.control.addRouteFault({ path: "/v1/refunds", point: "before_handler", action: "server_error" });
  simulator.control.addRouteFault({ path: "/v1/refunds", point: "after_handler", action: "reset" });
  const refund = await clientOf(url, 2).refunds.create({ payment_intent: intent, amount: 900 });
  expect(simulator.control.refunds().map((one) => one.id)).toEqual([refund.id]);
  const keys = simulator.control
    .requests()
    .filter((request) => request.route === "/v1/refunds")
    .map((request) => request.idempotencyKey);
  expect(new Set(keys).size).toBe(1);
  expect(keys).toHaveLength(3);
});

it("a fault strikes its route only, and only as often as asked", async () => {
  const { simulator, stripe } = await simulated();
  simulator.control.addRouteFault({
    method: "GET",
    path: "/v1/customers/:id",
    point: "before_handler",
    action: "server_error",
    count: 2,
  });
  const customer = await stripe.customers.create({});
  await expect(stripe.customers.retrieve(customer.id)).rejects.toMatchObject({ statusCode: 500 });
  await expect(stripe.customers.retrieve(customer.id)).rejects.toMatchObject({ statusCode: 500 });
  expect((await stripe.customers.retrieve(customer.id)).id).toBe(customer.id);
  expect(simulator.control.routeFaults()).toEqual([]);
});

it("a delay after the handler lets the caller give up on an effect that is real", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  simulator.control.addRouteFault({
    path: "/v1/refunds",
    point: "after_handler",
    action: "delay",
    delayMillis: 1500,
  });
  const impatient = stripe.refunds.create({ payment_intent: intent }, { timeout: 200 });
  await expect(impatient).rejects.toMatchObject({ type: "StripeConnectionError" });
  expect(simulator.control.counts().refunds).toBe(1);
});

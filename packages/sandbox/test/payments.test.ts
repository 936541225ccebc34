import { expect, it } from "vitest";
import { paid, session, simulated } from "./support.ts";

it("a paid checkout captures once, saves the card and books the fee", async () => {
  const { simulator, stripe } = await simulated();
  const order = await paid(simulator, stripe, 2000);
  const intent = await stripe.paymentIntents.retrieve(order.intent, {
    expand: ["latest_charge.balance_transaction"],
  });
  const charge = intent.latest_charge;
  if (charge === null || typeof charge === "string") throw new Error("latest_charge was not expanded");
  const booked = charge.balance_transaction;
  if (booked === null || typeof booked === "string") throw new Error("balance_transaction was not expanded");
  expect(intent).toMatchObject({
    status: "succeeded",
    amount_received: 2000,
    metadata: { orderId: "order-1" },
  });
  expect(charge).toMatchObject({ paid: true, amount_captured: 2000, refunded: false });
  // 2.9 % of $20.00 is 58 cents, plus 30 cents: 88 cents; $20.00 − $0.88 = $19.12.
  expect(booked).toMatchObject({ type: "charge", amount: 2000, fee: 88, net: 1912 });
  const saved = await stripe.paymentMethods.list({ customer: order.customer, type: "card" });
  expect(saved.data.map((method) => method.card?.last4)).toEqual(["4242"]);
});

it("a renewal is charged off-session with the saved card", async () => {
  const { simulator, stripe } = await simulated();
  const order = await paid(simulator, stripe, 2000);
  const renewal = await stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    customer: order.customer,
    payment_method: order.method,
    off_session: true,
    confirm: true,
  });
  expect(renewal.status).toBe("succeeded");
});

it("a renewal on a card that now declines is a card error and leaves a failed charge", async () => {
  const { simulator, stripe } = await simulated();
  const order = await paid(simulator, stripe, 2000);
  simulator.control.changeCard(order.method, "4000000000009995");
  const renewal = stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    customer: order.customer,
    payment_method: order.method,
    off_session: true,
    confirm: true,
  });
  await expect(renewal).rejects.toMatchObject({
    type: "StripeCardError",
    code: "card_declined",
    decline_code: "insufficient_funds",
    statusCode: 402,
  });
  expect(simulator.control.charges().map((charge) => charge.status)).toEqual(["succeeded", "failed"]);
});

it("3-D Secure: failing keeps the session open, completing pays, and the saved card then works off-session", async () => {
  const { simulator, stripe } = await simulated();
  const customer = await stripe.customers.create({});
  const open = await session(stripe, 2000, customer.id);
  const first = simulator.control.payCheckout(open.id, "4000002500003155");
  if (first.kind !== "authenticate") throw new Error(`expected a challenge, got ${first.kind}`);
  simulator.control.authenticate(first.intentId, "fail");
  expect(await stripe.checkout.sessions.retrieve(open.id)).toMatchObject({
    status: "open",
    payment_status: "unpaid",
  });
  const second = simulator.control.payCheckout(open.id, "4000002500003155");
  if (second.kind !== "authenticate") throw new Error(`expected a challenge, got ${second.kind}`);
  const intent = simulator.control.authenticate(second.intentId, "complete");
  expect(await stripe.checkout.sessions.retrieve(open.id)).toMatchObject({
    status: "complete",
    payment_status: "paid",
  });
  if (typeof intent.payment_method !== "string") throw new Error("no card was saved");
  const renewal = await stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    customer: customer.id,
    payment_method: intent.payment_method,
    off_session: true,
    confirm: true,
  });
  expect(renewal.status).toBe("succeeded");
});

it("a card that always asks for authentication cannot be charged off-session", async () => {
  const { simulator, stripe } = await simulated();
  const order = await paid(simulator, stripe, 2000);
  simulator.control.changeCard(order.method, "4000002760003184");
  const renewal = stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    customer: order.customer,
    payment_method: order.method,
    off_session: true,
    confirm: true,
  });
  await expect(renewal).rejects.toMatchObject({ code: "authentication_required" });
});

it("two tabs of one session capture once, two sessions capture twice", async () => {
  const { simulator, stripe } = await simulated();
  const one = await session(stripe, 2000);
  const other = await session(stripe, 2000);
  const outcomes = [one, one, other].map((open) => simulator.control.payCheckout(open.id).kind);
  expect(outcomes).toEqual(["paid", "closed", "paid"]);
  expect(simulator.control.counts().charges).toBe(2);
});

it("a declined checkout charges nothing and can be paid with another card", async () => {
  const { simulator, stripe } = await simulated();
  const open = await session(stripe, 2000);
  expect(simulator.control.payCheckout(open.id, "4000000000000002")).toEqual({
    kind: "declined",
    code: "generic_decline",
  });
  expect(simulator.control.payCheckout(open.id).kind).toBe("paid");
  expect(simulator.control.charges().filter((charge) => charge.captured)).toHaveLength(1);
  expect(simulator.control.paymentIntents()).toHaveLength(1);
});

it("a session expires by the clock and cannot be paid afterwards", async () => {
  const { simulator, stripe } = await simulated();
  const open = await session(stripe, 2000);
  simulator.control.advanceClock(24 * 60 * 60 * 1000 + 1000);
  expect((await stripe.checkout.sessions.retrieve(open.id)).status).toBe("expired");
  expect(simulator.control.payCheckout(open.id).kind).toBe("closed");
  expect(simulator.control.counts().charges).toBe(0);
});

it("a payment intent can be canceled until it succeeded", async () => {
  const { stripe } = await simulated();
  const intent = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
  expect((await stripe.paymentIntents.cancel(intent.id)).status).toBe("canceled");
  await expect(
    stripe.paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa" }),
  ).rejects.toMatchObject({
    code: "payment_intent_unexpected_state",
  });
});

it("lists page by cursor, newest first, and auto-paging sees each object once", async () => {
  const { stripe } = await simulated();
  const made: string[] = [];
  for (let index = 0; index < 25; index++)
    made.push((await stripe.customers.create({ metadata: { index } })).id);
  const seen: string[] = [];
  for await (const customer of stripe.customers.list({ limit: 10 })) seen.push(customer.id);
  expect(seen).toEqual(made.toReversed());
  const before = await stripe.customers.list({ limit: 3, ending_before: made[10] ?? "" });
  expect(before.data.map((customer) => customer.id)).toEqual([made[13], made[12], made[11]]);
});

it("what the sandbox does not know is refused loudly, never answered", async () => {
  const { stripe, url } = await simulated();
  await expect(stripe.subscriptions.list()).rejects.toMatchObject({
    type: "StripeInvalidRequestError",
    statusCode: 404,
  });
  const subscription = stripe.checkout.sessions.create({
    mode: "subscription",
    success_url: "http://127.0.0.1/",
  });
  await expect(subscription).rejects.toMatchObject({ code: "sandbox_unsupported" });
  const send = (path: string, form: string) =>
    fetch(`${url}${path}`, {
      method: "POST",
      body: form,
      headers: { authorization: "Bearer sk_test_x", "content-type": "application/x-www-form-urlencoded" },
    });
  const types = await send("/v1/payment_intents", "amount=500&currency=usd&payment_method_types[0]=card");
  expect([types.status, await types.json()]).toMatchObject([
    400,
    { error: { code: "payment_method_types_no_longer_supported" } },
  ]);
  const misspelt = await send("/v1/customers", "emial=a@b.c");
  expect(await misspelt.json()).toMatchObject({ error: { code: "parameter_unknown", param: "emial" } });
});

it("a live key is never accepted", async () => {
  const { url } = await simulated();
  const answer = await fetch(`${url}/v1/customers`, { headers: { authorization: "Bearer sk_live_x" } });
  expect(answer.status).toBe(401);
  expect(answer.headers.get("request-id")).toMatch(/^req_/);
});

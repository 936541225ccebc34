import { expect, it } from "vitest";
import { paid, simulated } from "./support.ts";

const post = (url: string, path: string, form: string, key: string) =>
  fetch(`${url}${path}`, {
    method: "POST",
    body: form,
    headers: {
      authorization: "Bearer sk_test_x",
      "content-type": "application/x-www-form-urlencoded",
      "idempotency-key": key,
    },
  });

it("the same key gives the same answer and one effect", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  const create = () =>
    stripe.refunds.create({ payment_intent: intent, amount: 900 }, { idempotencyKey: "refund:1" });
  const first = await create();
  const second = await create();
  expect(second.id).toBe(first.id);
  expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
  expect(second.lastResponse.headers["original-request"]).toBe(first.lastResponse.requestId);
  expect(simulator.control.counts().refunds).toBe(1);
});

it("parameters in another order are the same request", async () => {
  const { simulator, url } = await simulated();
  const one = await post(url, "/v1/customers", "email=a@b.c&metadata[x]=1", "k");
  const two = await post(url, "/v1/customers", "metadata[x]=1&email=a@b.c", "k");
  expect(await two.text()).toBe(await one.text());
  expect(simulator.control.counts().customers).toBe(1);
});

it("other parameters or another endpoint under the same key are refused", async () => {
  const { simulator, stripe } = await simulated();
  const { intent, charge } = await paid(simulator, stripe, 2000);
  await stripe.refunds.create({ payment_intent: intent, amount: 900 }, { idempotencyKey: "refund:1" });
  const altered = stripe.refunds.create(
    { payment_intent: intent, amount: 901 },
    { idempotencyKey: "refund:1" },
  );
  await expect(altered).rejects.toMatchObject({ type: "StripeIdempotencyError", statusCode: 400 });
  const elsewhere = stripe.charges.update(charge, { description: "x" }, { idempotencyKey: "refund:1" });
  await expect(elsewhere).rejects.toMatchObject({ type: "StripeIdempotencyError", statusCode: 400 });
  expect(simulator.control.counts().refunds).toBe(1);
});

it("of concurrent requests with one key, one is executed and the others are told it is in use", async () => {
  // Long enough that all ten have arrived before the first is answered, on a busy machine too.
  const { simulator, stripe } = await simulated({ latencyMillis: 500 });
  const { intent } = await paid(simulator, stripe, 2000);
  const create = () =>
    stripe.refunds.create({ payment_intent: intent, amount: 100 }, { idempotencyKey: "refund:1" });
  const settled = await Promise.allSettled(Array.from({ length: 10 }, create));
  const refused = settled.filter((one) => one.status === "rejected").map((one) => one.reason);
  expect(refused).toHaveLength(9);
  for (const error of refused)
    expect(error).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
  expect(simulator.control.counts().refunds).toBe(1);
});

it("a refused parameter leaves the key free; a refusal in execution is kept", async () => {
  const { simulator, stripe, url } = await simulated();
  const { charge } = await paid(simulator, stripe, 2000);
  expect((await post(url, "/v1/refunds", `charge=${charge}&amount=x`, "k1")).status).toBe(400);
  expect((await post(url, "/v1/refunds", `charge=${charge}&amount=500`, "k1")).status).toBe(200);
  const tooMuch = await post(url, "/v1/refunds", `charge=${charge}&amount=1600`, "k2");
  const again = await post(url, "/v1/refunds", `charge=${charge}&amount=1600`, "k2");
  expect([tooMuch.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([
    400,
    400,
    "true",
  ]);
});

it("a 500 from the handler is kept and replayed, with or without an effect", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  const create = (key: string) =>
    stripe.refunds.create({ payment_intent: intent, amount: 100 }, { idempotencyKey: key });
  simulator.control.addRouteFault({ path: "/v1/refunds", point: "in_handler", action: "server_error" });
  await expect(create("broken")).rejects.toMatchObject({ statusCode: 500 });
  await expect(create("broken")).rejects.toMatchObject({ statusCode: 500 });
  expect(simulator.control.counts().refunds).toBe(0);
  simulator.control.addRouteFault({ path: "/v1/refunds", point: "after_handler", action: "server_error" });
  await expect(create("done")).rejects.toMatchObject({ statusCode: 500 });
  await expect(create("done")).rejects.toMatchObject({ statusCode: 500 });
  expect(simulator.control.counts().refunds).toBe(1);
});

it("after 24 simulated hours a key is forgotten and its request runs again", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  const create = () =>
    stripe.refunds.create({ payment_intent: intent, amount: 100 }, { idempotencyKey: "refund:1" });
  const first = await create();
  simulator.control.advanceClock(23 * 3_600_000);
  expect((await create()).id).toBe(first.id);
  simulator.control.advanceClock(3_600_000);
  expect((await create()).id).not.toBe(first.id);
});

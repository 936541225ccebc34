import type Stripe from "stripe";
import { expect, it } from "vitest";
import { paid, simulated, until } from "./support.ts";

it("partial refunds add up to the charge and never beyond", async () => {
  const { simulator, stripe } = await simulated();
  const { intent, charge } = await paid(simulator, stripe, 10_000);
  await stripe.refunds.create({ payment_intent: intent, amount: 6000, reason: "requested_by_customer" });
  // $100.00 − $60.00 leaves $40.00: $38.00 fits, after it $2.00 are left and $2.01 do not fit.
  await stripe.refunds.create({ payment_intent: intent, amount: 3800 });
  const tooMuch = stripe.refunds.create({ payment_intent: intent, amount: 201 });
  await expect(tooMuch).rejects.toThrow(
    "Refund amount ($2.01) is greater than unrefunded amount on charge ($2.00)",
  );
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 9800, refunded: false });
  await stripe.refunds.create({ payment_intent: intent });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 10_000, refunded: true });
  await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ code: "charge_already_refunded" });
});

it("fifty concurrent refunds of one charge never return more than was captured", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 10_000);
  const attempts = Array.from({ length: 50 }, () =>
    stripe.refunds.create({ payment_intent: intent, amount: 1900 }),
  );
  const settled = await Promise.allSettled(attempts);
  // 5 × $19.00 = $95.00 fit into $100.00; a sixth would make $114.00.
  expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(5);
  expect(simulator.control.refunds().reduce((sum, refund) => sum + refund.amount, 0)).toBe(9500);
});

it("a refund that succeeded can fail: the money is back and the charge is refundable again", async () => {
  const { simulator, stripe } = await simulated();
  const { intent, charge } = await paid(simulator, stripe, 2000);
  const refund = await stripe.refunds.create({ payment_intent: intent, amount: 1900 });
  expect(refund.status).toBe("succeeded");
  simulator.control.failRefund(refund.id, "lost_or_stolen_card");
  const failed = await stripe.refunds.retrieve(refund.id, { expand: ["failure_balance_transaction"] });
  expect(failed).toMatchObject({
    status: "failed",
    failure_reason: "lost_or_stolen_card",
    failure_balance_transaction: { type: "refund_failure", amount: 1900 },
  });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 });
  const booked = await stripe.balanceTransactions.list({ source: refund.id });
  expect(booked.data.map((one) => [one.type, one.amount])).toEqual([
    ["refund_failure", 1900],
    ["refund", -1900],
  ]);
});

it("illegal moves are refused and change nothing", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  const refund = await stripe.refunds.create({ payment_intent: intent });
  await expect(stripe.refunds.cancel(refund.id)).rejects.toMatchObject({ code: "status_transition_invalid" });
  expect(() => simulator.control.settleRefund(refund.id)).toThrow("is succeeded and cannot become succeeded");
  simulator.control.failRefund(refund.id);
  expect(() => simulator.control.failRefund(refund.id)).toThrow("is failed and cannot become failed");
  expect(simulator.control.counts().refundsByStatus).toEqual({ failed: 1 });
});

it("a refund that needs the customer can be resumed, canceled or expire", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 3000);
  simulator.control.planRefunds("requires_action", 3);
  const make = () => stripe.refunds.create({ payment_intent: intent, amount: 1000 });
  const [one, two, three] = [await make(), await make(), await make()];
  expect(one).toMatchObject({ status: "requires_action", next_action: { type: "display_details" } });
  expect(simulator.control.resumeRefund(one.id)).toMatchObject({
    status: "pending",
    pending_reason: "processing",
  });
  expect(simulator.control.settleRefund(one.id).status).toBe("succeeded");
  const canceled = await stripe.refunds.cancel(two.id);
  expect(canceled).toMatchObject({ status: "canceled", failure_reason: "merchant_request" });
  expect(canceled.failure_balance_transaction).toMatch(/^txn_/);
  expect((await stripe.testHelpers.refunds.expire(three.id)).status).toBe("failed");
});

it("only a refund's metadata can be changed", async () => {
  const { simulator, stripe, url } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  const refund = await stripe.refunds.create({
    payment_intent: intent,
    metadata: { rowId: "r1", kept: "yes" },
  });
  expect((await stripe.refunds.update(refund.id, { metadata: { rowId: "r2" } })).metadata).toEqual({
    rowId: "r2",
    kept: "yes",
  });
  const answer = await fetch(`${url}/v1/refunds/${refund.id}`, {
    method: "POST",
    body: "amount=1",
    headers: { authorization: "Bearer sk_test_x", "content-type": "application/x-www-form-urlencoded" },
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: { param: "amount" } }]);
});

it("a refund without funds waits and leaves when the balance allows it", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 5000);
  simulator.control.setAvailableBalance("usd", 1500);
  const first = await stripe.refunds.create({ payment_intent: intent, amount: 1000 });
  const second = await stripe.refunds.create({ payment_intent: intent, amount: 1000 });
  // $15.00 − $10.00 leaves $5.00, less than the second refund's $10.00.
  expect([first.status, second.status, second.pending_reason]).toEqual([
    "succeeded",
    "pending",
    "insufficient_funds",
  ]);
  simulator.control.setAvailableBalance("usd", 1000);
  expect((await stripe.refunds.retrieve(second.id)).status).toBe("succeeded");
  expect(simulator.control.availableBalances()).toEqual({ usd: 0 });
});

it("test cards: one refund pends and succeeds, the other succeeds and fails", async () => {
  const { simulator, stripe } = await simulated({
    pace: { refundSettlesAfterMillis: 60_000, refundBouncesAfterMillis: 60_000 },
  });
  const pending = await paid(simulator, stripe, 2000, "4000000000007726");
  const bouncing = await paid(simulator, stripe, 2000, "4000000000005126");
  const one = await stripe.refunds.create({ payment_intent: pending.intent });
  const two = await stripe.refunds.create({ payment_intent: bouncing.intent });
  expect([one.status, two.status]).toEqual(["pending", "succeeded"]);
  simulator.control.advanceClock(61_000);
  expect([
    (await stripe.refunds.retrieve(one.id)).status,
    (await stripe.refunds.retrieve(two.id)).status,
  ]).toEqual(["succeeded", "failed"]);
});

it("refunds are found again by payment intent and metadata", async () => {
  const { simulator, stripe } = await simulated();
  const { intent } = await paid(simulator, stripe, 2000);
  await paid(simulator, stripe, 2000).then((other) =>
    stripe.refunds.create({ payment_intent: other.intent }),
  );
  const refund = await stripe.refunds.create({
    payment_intent: intent,
    amount: 100,
    metadata: { rowId: "r1" },
  });
  const found = await stripe.refunds.list({ payment_intent: intent });
  expect(found.data.map((one) => [one.id, one.metadata?.["rowId"]])).toEqual([[refund.id, "r1"]]);
});

it("an open dispute blocks refunds, fails the pending one, and a win gives the money back", async () => {
  const { simulator, stripe } = await simulated();
  const { intent, charge } = await paid(simulator, stripe, 2000);
  simulator.control.planRefunds("pending");
  const refund = await stripe.refunds.create({ payment_intent: intent, amount: 500 });
  const dispute = simulator.control.openDispute(charge, { reason: "fraudulent" });
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
    status: "failed",
    failure_reason: "charge_for_pending_refund_disputed",
  });
  await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ code: "charge_disputed" });
  await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "used" }, submit: true });
  expect((await stripe.disputes.retrieve(dispute.id)).status).toBe("under_review");
  simulator.control.winDispute(dispute.id);
  const booked = await stripe.balanceTransactions.list({ source: dispute.id });
  // $20.00 and the $15.00 fee left; winning returns the $20.00, the fee stays.
  expect(booked.data.map((one) => [one.amount, one.fee])).toEqual([
    [2000, 0],
    [-2000, 1500],
  ]);
  expect((await stripe.refunds.create({ charge })).status).toBe("succeeded");
});

it("an inquiry moves no money and leaves the charge refundable", async () => {
  const { simulator, stripe } = await simulated();
  const { charge } = await paid(simulator, stripe, 2000);
  const inquiry = simulator.control.openDispute(charge, { inquiry: true });
  expect(inquiry).toMatchObject({
    status: "warning_needs_response",
    balance_transactions: [],
    is_charge_refundable: true,
  });
  expect((await stripe.refunds.create({ charge, amount: 100 })).status).toBe("succeeded");
});

it("an inquiry that escalates takes the money, fails a pending refund, and can be won with the fee", async () => {
  const { simulator, stripe } = await simulated();
  const { intent, charge } = await paid(simulator, stripe, 2000);
  const { id } = simulator.control.openDispute(charge, { inquiry: true });
  simulator.control.planRefunds("pending");
  const refund = await stripe.refunds.create({ payment_intent: intent, amount: 500 });
  expect(simulator.control.escalateDispute(id)).toMatchObject({
    status: "needs_response",
    is_charge_refundable: false,
    balance_transactions: [{ amount: -2000, fee: 1500 }],
  });
  expect((await stripe.refunds.retrieve(refund.id)).failure_reason).toBe(
    "charge_for_pending_refund_disputed",
  );
  expect(() => simulator.control.escalateDispute(id)).toThrow("no open inquiry");
  expect(simulator.control.winDispute(id, { returnFee: true }).balance_transactions).toMatchObject([
    { amount: -2000, fee: 1500, net: -3500 },
    { amount: 2000, fee: -1500, net: 3500 },
  ]);
});

it("a lost dispute can still be won later", async () => {
  const { simulator, stripe } = await simulated();
  const { charge } = await paid(simulator, stripe, 2000);
  const dispute = simulator.control.openDispute(charge);
  expect((await stripe.disputes.close(dispute.id)).status).toBe("lost");
  expect(simulator.control.winDispute(dispute.id).status).toBe("won");
  const types = simulator.control.events().map((event): Stripe.Event["type"] => event.type);
  expect(types.filter((type) => type.startsWith("charge.dispute."))).toEqual([
    "charge.dispute.created",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.closed",
    "charge.dispute.closed",
    "charge.dispute.funds_reinstated",
  ]);
});

it("the disputed test card opens a dispute by itself", async () => {
  const { simulator, stripe } = await simulated({ pace: { disputeOpensAfterMillis: 30 } });
  await paid(simulator, stripe, 2000, "4000000000000259");
  await until(() => simulator.control.disputes().length === 1, "a dispute opens");
});

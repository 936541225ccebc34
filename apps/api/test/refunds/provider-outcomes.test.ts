import Stripe from "stripe";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { ProviderUnknown } from "../../src/payments/provider.ts";
import { createStripeProvider } from "../../src/payments/stripe/stripe-provider.ts";
import { type Market, openMarket } from "../support/market.ts";
import { ARRIVED, caseOf, expectThrown, refundCase, RESTORED, timesAsked, UNKNOWN } from "./refund-case.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

afterEach(() => {
  market.stripe.control.clearFaults();
  market.stripe.control.resetClock();
});

const HOUR = 3_600_000;
const refunds = { method: "POST", path: "/v1/refunds" };
const everyTime = { count: 1000 };

describe("an answer that nobody heard", () => {
  it("the provider paid and the connection broke: looked up, found, never asked again", async () => {
    const it = await refundCase(market);
    market.stripe.control.addRouteFault({
      ...refunds,
      point: "after_handler",
      action: "reset",
      ...everyTime,
    });
    expectThrown(await market.runJobs(), "ProviderUnknown");
    market.stripe.control.clearFaults();
    // The notification came meanwhile and told what the answer would have.
    expect(await it.look()).toEqual(ARRIVED);
    const asked = timesAsked(market, it.refundId);
    expect(await it.again()).toEqual([]);
    expect(timesAsked(market, it.refundId)).toBe(asked);
  });

  it("and no notification came either: the job that comes back finds it by its reference", async () => {
    const it = await refundCase(market);
    market.stripe.control.addRouteFault({
      ...refunds,
      point: "after_handler",
      action: "reset",
      ...everyTime,
    });
    market.stripe.control.addEventFault({ type: "refund.created", action: "drop" });
    expectThrown(await market.runJobs(), "ProviderUnknown");
    market.stripe.control.clearFaults();
    expect(await it.look()).toEqual({ ...UNKNOWN, atStripe: ["1900 succeeded"] });
    const asked = timesAsked(market, it.refundId);
    expect(await it.again()).toEqual([]);
    expect(await it.look()).toEqual(ARRIVED);
    expect(timesAsked(market, it.refundId)).toBe(asked);
  });

  it("and a day later, when the provider has forgotten the key: still found, still one", {
    tags: ["deep"],
  }, async () => {
    const it = await refundCase(market);
    market.stripe.control.addRouteFault({
      ...refunds,
      point: "after_handler",
      action: "reset",
      ...everyTime,
    });
    market.stripe.control.addEventFault({ type: "refund.created", action: "drop" });
    expectThrown(await market.runJobs(), "ProviderUnknown");
    market.stripe.control.clearFaults();
    market.stripe.control.advanceClock(25 * HOUR);
    await it.customer.later(25 * HOUR);
    expect(await it.again()).toEqual([]);
    market.stripe.control.resetClock();
    expect(await it.look()).toEqual(ARRIVED);
  });

  it.each([
    ["the connection broke before the request arrived", { point: "before_handler", action: "reset" }],
    ["too many requests", { point: "before_handler", action: "rate_limit" }],
    ["the provider was out of order", { point: "before_handler", action: "server_error" }],
  ] as const)(
    "%s: nothing happened, and the next attempt pays once",
    { tags: ["deep"] },
    async (_what, fault) => {
      const it = await refundCase(market);
      market.stripe.control.addRouteFault({ ...refunds, ...fault, ...everyTime });
      expectThrown(await market.runJobs(), "ProviderUnknown");
      expect(await it.look()).toEqual({ ...UNKNOWN, atStripe: [] });
      market.stripe.control.clearFaults();
      expect(await it.again()).toEqual([]);
      expect(await it.look()).toEqual(ARRIVED);
    },
  );

  it("a 500 that the provider keeps under our key: told to a person, paid once when the key is forgotten", {
    tags: ["deep"],
  }, async () => {
    const it = await refundCase(market);
    market.stripe.control.addRouteFault({ ...refunds, point: "in_handler", action: "server_error" });
    expectThrown(await market.runJobs(), "ProviderUnknown");
    // Within a day the same key gives the same 500: asking under another key could pay twice.
    for (const hours of [1, 12]) {
      market.stripe.control.advanceClock(hours * HOUR);
      await it.customer.later(hours * HOUR);
      expectThrown(await it.again(), "ProviderUnknown");
      expect(await it.look()).toEqual({ ...UNKNOWN, atStripe: [], alerts: ["refund_unknown_at_provider"] });
    }
    market.stripe.control.advanceClock(12 * HOUR);
    await it.customer.later(12 * HOUR);
    expect(await it.again()).toEqual([]);
    market.stripe.control.resetClock();
    // And the alert closed itself.
    expect(await it.look()).toEqual(ARRIVED);
  });

  it("a 500 after the effect, kept under our key: found by its reference", { tags: ["deep"] }, async () => {
    const it = await refundCase(market);
    market.stripe.control.addRouteFault({
      ...refunds,
      point: "after_handler",
      action: "server_error",
      ...everyTime,
    });
    market.stripe.control.addEventFault({ type: "refund.created", action: "drop" });
    expectThrown(await market.runJobs(), "ProviderUnknown");
    market.stripe.control.clearFaults();
    expect(await it.again()).toEqual([]);
    expect(await it.look()).toEqual(ARRIVED);
  });

  it("while looking up fails, it is not asked again", { tags: ["deep"] }, async () => {
    const it = await refundCase(market);
    market.stripe.control.addRouteFault({
      ...refunds,
      point: "before_handler",
      action: "server_error",
      ...everyTime,
    });
    expectThrown(await market.runJobs(), "ProviderUnknown");
    market.stripe.control.clearFaults();
    market.stripe.control.addRouteFault({
      method: "GET",
      path: "/v1/refunds",
      point: "before_handler",
      action: "server_error",
      ...everyTime,
    });
    const asked = timesAsked(market, it.refundId);
    expectThrown(await it.again(), "ProviderUnknown");
    expect(timesAsked(market, it.refundId)).toBe(asked);
    market.stripe.control.clearFaults();
    expect(await it.again()).toEqual([]);
    expect(await it.look()).toEqual(ARRIVED);
  });

  it("a wrong key of ours is nobody's answer about the refund", async () => {
    const provider = createStripeProvider({
      secretKey: "sk_live_not_for_the_sandbox",
      webhookSecret: "whsec_1234567890",
      apiBase: market.stripe.url,
    });
    await expect(
      provider.refund({ legId: "l", refundId: "r", paymentId: "pi_1", amountMinor: 1n, currency: "USD" }),
    ).rejects.toBeInstanceOf(ProviderUnknown);
  });

  it("several workers that ask at once, and again: one refund", { tags: ["deep"] }, async () => {
    const it = await refundCase(market);
    const { advanceRefund } = await import("../../src/refunds/advance.ts");
    await Promise.allSettled(Array.from({ length: 6 }, () => advanceRefund(market.services, it.refundId)));
    await it.again();
    expect(await it.look()).toEqual(ARRIVED);
  });
});

describe("a refusal of the provider restores and is told", () => {
  const atProvider = () => {
    const { hostname, port } = new URL(market.stripe.url);
    return new Stripe("sk_test_1234567890", { host: hostname, port, protocol: "http" });
  };
  const paymentOf = async (orderId: string) => {
    const [row] = await market.database.sql<{ id: string; charge: string }>(
      "SELECT provider_payment_id AS id, provider_charge_id AS charge FROM payment WHERE order_id = $1",
      [orderId],
    );
    return row ?? { id: "", charge: "" };
  };

  it("the charge is disputed, and we had not heard of it", { tags: ["deep"] }, async () => {
    const it = await refundCase(market);
    market.stripe.control.addEventFault({ type: "*", action: "drop", count: 10 });
    const dispute = market.stripe.control.openDispute((await paymentOf(it.orderId)).charge);
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toEqual({ ...RESTORED, failure: "charge_disputed", atStripe: [] });
    market.jobs.push({ name: "payments.catch_up", payload: {} });
    expect(await market.runJobs()).toEqual([]);
    expect((await it.look()).alerts).toEqual(["payment_disputed", "refund_failed"]);
    market.stripe.control.winDispute(dispute.id);
    await market.runJobs();
  });

  it("somebody returned all of it by hand", async () => {
    const it = await refundCase(market);
    await atProvider().refunds.create({ payment_intent: (await paymentOf(it.orderId)).id });
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toEqual({ ...RESTORED, failure: "charge_already_refunded", atStripe: [] });
  });

  it("somebody returned so much by hand that ours no longer fits", { tags: ["deep"] }, async () => {
    const it = await refundCase(market);
    await atProvider().refunds.create({ payment_intent: (await paymentOf(it.orderId)).id, amount: 101 });
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toMatchObject({ ...RESTORED, atStripe: [] });
  });
});

describe("a refund that takes its time", () => {
  const started = async (plan: "pending" | "requires_action") => {
    market.stripe.control.planRefunds(plan);
    const it = await refundCase(market);
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toMatchObject({
      refund: "pending",
      subscription: "refunding",
      atStripe: [`1900 ${plan}`],
    });
    return it;
  };

  it("pending, then succeeded", { tags: ["deep"] }, async () => {
    const it = await started("pending");
    market.stripe.control.settleRefund(it.stripeId());
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toEqual(ARRIVED);
  });

  it("pending, then succeeded, and nobody told us: the hourly look finds it", async () => {
    const it = await started("pending");
    market.stripe.control.addEventFault({ type: "*", action: "drop", count: 10 });
    market.stripe.control.settleRefund(it.stripeId());
    market.stripe.control.clearFaults();
    market.jobs.push({ name: "refunds.reconcile", payload: {} });
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toEqual(ARRIVED);
  });

  it("pending, then failed", async () => {
    const it = await started("pending");
    market.stripe.control.failRefund(it.stripeId(), "declined");
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toEqual({ ...RESTORED, failure: "declined", atStripe: ["1900 failed"] });
  });

  it("pending, then canceled by hand in the provider's dashboard", { tags: ["deep"] }, async () => {
    const it = await started("pending");
    market.stripe.control.cancelRefund(it.stripeId());
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toEqual({
      ...RESTORED,
      failure: "merchant_request",
      atStripe: ["1900 canceled"],
    });
  });

  it("asks the customer for something, goes on, and succeeds", { tags: ["deep"] }, async () => {
    const it = await started("requires_action");
    market.stripe.control.resumeRefund(it.stripeId());
    expect(await market.runJobs()).toEqual([]);
    expect((await it.look()).refund).toBe("pending");
    market.stripe.control.settleRefund(it.stripeId());
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toEqual(ARRIVED);
  });

  it("asks the customer for something, who never answers", { tags: ["deep"] }, async () => {
    const it = await started("requires_action");
    market.stripe.control.failRefund(it.stripeId(), "unknown");
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toEqual({ ...RESTORED, failure: "unknown", atStripe: ["1900 failed"] });
  });

  it("bounces after it was paid, told again and again: restored once", async () => {
    const it = await refundCase(market);
    expect(await market.runJobs()).toEqual([]);
    expect(await it.look()).toEqual(ARRIVED);
    const endsAt = async () =>
      (await market.database.sql("SELECT ends_at FROM term WHERE order_id = $1", [it.orderId]))[0]?.[
        "ends_at"
      ];
    for (const type of ["refund.failed", "refund.updated"])
      market.stripe.control.addEventFault({ type, action: "second_id" });
    market.stripe.control.failRefund(it.stripeId(), "expired_or_canceled_card");
    expect(await market.runJobs()).toEqual([]);
    const after = {
      ...RESTORED,
      failure: "expired_or_canceled_card",
      atStripe: ["1900 failed"],
      mails: ["refund_completed", "refund_failed", "refund_submitted"],
      journals: ["refund.bounced", "refund.frozen", "refund.paid", "refund.restored"],
    };
    expect(await it.look()).toEqual(after);
    const ends = await endsAt();
    for (const event of market.stripe.control
      .events()
      .filter((each) => each.type === "refund.failed")
      .slice(-2))
      await market.stripe.control.resendEvent(event.id);
    expect(await it.again()).toEqual([]);
    expect(await it.look()).toEqual(after);
    expect(await endsAt()).toEqual(ends);
  });
});

it("a surplus payment that cannot be returned is owed, and a person is told", {
  tags: ["deep"],
}, async () => {
  const customer = await market.customer();
  const [first, second] = [await customer.order(), await customer.order()];
  market.stripe.control.payCheckout(first.sessionId);
  await market.runJobs();
  market.stripe.control.planRefunds("pending");
  market.stripe.control.payCheckout(second.sessionId);
  expect(await market.runJobs()).toEqual([]);
  const [refund] = await market.database.sql<{ id: string }>(
    "SELECT id FROM refund WHERE account_id = $1 AND kind = 'surplus'",
    [customer.accountId],
  );
  const it = caseOf(market, customer, second.orderId, refund?.id ?? "");
  expect(await it.look()).toMatchObject({ refund: "pending", atStripe: ["2000 pending"] });
  market.stripe.control.failRefund(it.stripeId(), "lost_or_stolen_card");
  expect(await market.runJobs()).toEqual([]);
  expect(await it.look()).toEqual({
    refund: "failed",
    leg: "failed",
    failure: "lost_or_stolen_card",
    // The first order's subscription is untouched by the second one's money.
    subscription: "active",
    atStripe: ["2000 failed"],
    alerts: ["refund_failed", "refund_owed_to_customer"],
    mails: ["refund_bounced"],
    journals: ["refund.frozen", "refund.owed"],
  });
  const [owed] = await market.database.sql<{ balance: string }>(
    "SELECT balance::text FROM ledger_account WHERE account_id = $1 AND code = 'customer.owed'",
    [customer.accountId],
  );
  // The whole second payment, $20.00.
  expect(owed?.balance).toBe("20000000000");
});

it("the ledger is healthy after all of it", async () => {
  const report = await checkLedger(market.services.db);
  expect(isHealthy(report), JSON.stringify(report)).toBe(true);
});

import { beforeAll, describe, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { expireOrders } from "../../src/orders/expire.ts";
import { payUpgrade, runPayUpgrade } from "../../src/plan-changes/pay-upgrade.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { renewSubscriptions } from "../../src/renewals/plan.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { finishSubscriptions } from "../../src/subscriptions/finish.ts";
import { submit } from "../refunds/door.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { changing, DAY, HOUR, refusalsOf } from "./changing.ts";

let market: Market;
let plans: ReturnType<typeof changing>;
beforeAll(async () => {
  market = await openMarket();
  plans = changing(market);
});

const refund = async (customer: Customer, orderId: string) => {
  const refundId = await submit(market.services, customer.as(), orderId);
  await market.runJobs();
  return refundId;
};
const whyNot = async (customer: Customer, orderId: string) =>
  (await previewRefund(market.services, customer.as(), orderId)).refusals.map(({ code }) => code);

/** What is due is done: renewals and their charges, and the end of what was cancelled. */
const workers = async () => {
  await renewSubscriptions(market.services);
  await market.runJobs();
  await finishSubscriptions(market.services);
};
const leave = (customer: Customer) =>
  market.services.runner.run(
    cancel(market.services.tax),
    { reason: null, comment: null, confirmedEndsAt: null },
    customer.as(),
  );
/** The bank sends the newest refund back. @returns the errors of jobs */
const bounceLast = async () => {
  const [last] = market.stripe.control.refunds().slice(-1);
  market.stripe.control.failRefund(last?.id ?? "", "expired_or_canceled_card");
  return market.runJobs();
};

describe("an upgrade on day 10 of 30", () => {
  it("T1.4, R3.1: credits the smaller of time and usage left, suspends the old term, begins a new one", async () => {
    const customer = await plans.subscriber();
    // $20.00 of the $40.00 included are used: half of the $20.00 paid is left by usage, two thirds by time.
    await customer.use(2000);
    await customer.later(10 * DAY);
    const preview = await plans.preview(customer, "max");
    const dollars = preview.lines.map(({ key, amountNanos }) => [
      key,
      Math.round(Number(amountNanos) / 1e7) / 100,
    ]);
    expect(dollars).toEqual([
      ["plan_price", 100],
      ["change_paid_before", -20],
      // A third of the time, and usage beyond that third: half of it in all.
      ["change_time_gone", 6.67],
      ["change_usage_beyond", 3.33],
      ["change_due_before_tax", 90],
      ["tax", 0],
      ["total_due", 90],
      ["change_credit", 10],
      ["included_usage", 200],
    ]);
    const { orderId, cents } = await plans.upgrade(customer, "max");
    expect(cents).toBe(9000);
    const [pro, max] = await plans.terms(customer);
    expect(pro).toMatchObject({ plan: "pro", paid: 2000, suspended: true, ended: true });
    expect(max).toMatchObject({
      plan: "max",
      number: 2,
      paid: 9000,
      credited: 1000,
      included: 20_000,
      used: 0,
      suspends: 1,
      ended: false,
    });
    // June has 30 days: from 11 June to 11 July.
    expect((max?.endsAt ?? 0) - (max?.startsAt ?? 0)).toBe(30 * DAY);
    expect(await plans.subscription(customer)).toMatchObject({ plan: "max", state: "active" });
    expect(await plans.mails(customer)).toContain("plan_upgraded");

    // Usage is served by the new term; the old one stays as it was.
    await customer.use(500);
    expect((await plans.terms(customer)).map(({ used }) => used)).toEqual([2000, 500]);
    expect(plans.cash(customer)).toEqual({ in: 2000 + 9000, out: 0 });
    expect(await whyNot(customer, orderId)).toEqual([]);
  });

  it("T1.4: with little used, time decides: $13.33 of $20.00, and $86.67 are due", {
    tags: ["deep"],
  }, async () => {
    const customer = await plans.subscriber();
    await customer.use(500);
    await customer.later(10 * DAY);
    expect((await plans.upgrade(customer, "max")).cents).toBe(8667);
    expect((await plans.terms(customer))[1]).toMatchObject({ paid: 8667, credited: 1333 });
  });
});

describe("a refund of an upgrade", () => {
  it("R1.1, R3.1: returns its own cash less usage and fee, and the earlier term with all the time it had left", {
    tags: ["deep"],
  }, async () => {
    const customer = await plans.subscriber();
    await customer.later(10 * DAY);
    const { orderId } = await plans.upgrade(customer, "max");
    await customer.use(1667);
    await customer.later(23 * HOUR);
    const before = await plans.subscription(customer);
    await refund(customer, orderId);
    // $86.67 paid, $16.67 used: $70.00, less 5 %, is $66.50.
    expect(plans.cash(customer)).toEqual({ in: 2000 + 8667, out: 6650 });
    const [pro, max] = await plans.terms(customer);
    expect(max).toMatchObject({ ended: true, suspended: false });
    expect(pro).toMatchObject({ ended: false, suspended: false, used: 0 });
    // It had 20 days left when the upgrade was paid, and has them from now on.
    expect(Math.abs((pro?.endsAt ?? 0) - before.now.getTime() - 20 * DAY)).toBeLessThan(20_000);
    expect(await plans.subscription(customer)).toMatchObject({ plan: "pro", state: "active" });
    await customer.use(100);
    expect((await plans.terms(customer)).map(({ used }) => used)).toEqual([100, 1667]);
    expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
  });

  it("T1.4: the order whose value was credited is not refundable while the upgrade stands, and is again after it", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const proOrder = await customer.subscribe("pro");
    const { orderId } = await plans.upgrade(customer, "max");
    expect(await whyNot(customer, proOrder)).toEqual(["value_credited"]);
    await expect(submit(market.services, customer.as(), proOrder)).rejects.toMatchObject({
      name: "RefusedError",
    });
    expect(plans.cash(customer).out).toBe(0);
    await refund(customer, orderId);
    expect(await whyNot(customer, proOrder)).toEqual([]);
    await refund(customer, proOrder);
    // The first moment's credit is $19.99 or $20.00; all of it came as cash: 5 % of $100.00 at least stays.
    const { in: paid, out } = plans.cash(customer);
    expect(out).toBeLessThanOrEqual(Math.floor(paid * 0.95));
    expect(await plans.subscription(customer)).toMatchObject({ state: "ended" });
  });

  it("T1.4: a chain of two is given back link by link, newest first", { tags: ["deep"] }, async () => {
    const customer = await plans.subscriber();
    await customer.later(10 * DAY);
    const first = await plans.upgrade(customer, "max");
    await customer.later(15 * DAY);
    // Max: 15 of 30 days left of $86.67 + $13.33 = $100.00, which is $50.00 less the seconds that passed: $49.99.
    const second = await plans.upgrade(customer, "ultra");
    expect([15_000, 15_001]).toContain(second.cents);
    expect((await plans.terms(customer)).map(({ suspends, suspended }) => [suspends, suspended])).toEqual([
      [null, true],
      [1, true],
      [2, false],
    ]);
    expect(await whyNot(customer, first.orderId)).toContain("value_credited");
    await refund(customer, second.orderId);
    expect(await plans.subscription(customer)).toMatchObject({ plan: "max", state: "active" });
    expect(await whyNot(customer, first.orderId)).toEqual(["window_expired"]);
  });

  it("R6.4: one that fails leaves the upgrade, longer by the time it was closed, and the earlier term suspended", {
    tags: ["deep"],
  }, async () => {
    const customer = await plans.subscriber();
    await customer.later(10 * DAY);
    const { orderId } = await plans.upgrade(customer, "max");
    const [, before] = await plans.terms(customer);
    market.stripe.control.planRefunds("pending");
    await refund(customer, orderId);
    expect(await plans.subscription(customer)).toMatchObject({ plan: "max", state: "refunding" });
    await customer.later(2 * HOUR);
    const [atStripe] = market.stripe.control.refunds().slice(-1);
    market.stripe.control.failRefund(atStripe?.id ?? "", "declined");
    await market.runJobs();
    expect(await plans.subscription(customer)).toMatchObject({ plan: "max", state: "active" });
    const [pro, max] = await plans.terms(customer);
    expect(pro).toMatchObject({ suspended: true, ended: true });
    expect(max).toMatchObject({ ended: false });
    expect(Math.abs((max?.endsAt ?? 0) - (before?.endsAt ?? 0) - 2 * HOUR)).toBeLessThan(20_000);
    expect(plans.cash(customer).out).toBe(0);
    // What it returns is one payment, all of it or nothing: an order never has a second one.
    await expect(
      market.database.sql(
        `INSERT INTO payment (id, order_id, account_id, purpose, provider, provider_payment_id, amount_minor, currency, method_label, captured_at)
         SELECT gen_random_uuid(), order_id, account_id, 'order', 'stripe', 'pi_second', 1, currency, method_label, captured_at
           FROM payment WHERE order_id = $1`,
        [orderId],
      ),
    ).rejects.toThrow("payment_of_order");
  });

  it("R6.4: one that bounces later suspends the earlier term again", { tags: ["deep"] }, async () => {
    const customer = await plans.subscriber();
    await customer.later(10 * DAY);
    const { orderId } = await plans.upgrade(customer, "max");
    await refund(customer, orderId);
    await customer.later(2 * DAY);
    expect(await plans.subscription(customer)).toMatchObject({ plan: "pro" });
    const [atStripe] = market.stripe.control.refunds().slice(-1);
    market.stripe.control.failRefund(atStripe?.id ?? "", "expired_or_canceled_card");
    await market.runJobs();
    expect(await plans.subscription(customer)).toMatchObject({ plan: "max", state: "active" });
    const [pro, max] = await plans.terms(customer);
    expect(pro).toMatchObject({ suspended: true, ended: true });
    expect(max).toMatchObject({ ended: false });
    // Thirty days from the upgrade, and the two that it was away.
    expect(Math.abs((max?.endsAt ?? 0) - (max?.startsAt ?? 0) - 32 * DAY)).toBeLessThan(20_000);
    const [left] = await market.database.sql<{ left: string }>(
      "SELECT suspended_left_ms::text AS left FROM term WHERE account_id = $1 AND suspends_term_id IS NOT NULL",
      [customer.accountId],
    );
    // Of its 20 days it ran two meanwhile.
    expect(Math.abs(Number(left?.left) - 18 * DAY)).toBeLessThan(20_000);
    expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
  });

  it("R6.4, T2.6: one that bounces when its earlier term was cancelled and is over comes back cancelled", {
    tags: ["deep"],
  }, async () => {
    const customer = await plans.subscriber();
    await customer.later(10 * DAY);
    const { orderId } = await plans.upgrade(customer, "max", "year");
    await refund(customer, orderId);
    await leave(customer);
    await customer.later(21 * DAY);
    await workers();
    expect(await plans.subscription(customer)).toMatchObject({ plan: "pro", state: "ended" });
    expect(await bounceLast()).toEqual([]);
    expect(await plans.subscription(customer)).toMatchObject({ plan: "max", state: "canceling" });
    // The year from the upgrade, and the three weeks it was away; then it ends, and nothing more is charged.
    await customer.later(366 * DAY);
    await workers();
    expect(await plans.subscription(customer)).toMatchObject({ state: "ended" });
    expect(plans.cash(customer).in).toBe(2000 + 100_000 - ((await plans.terms(customer))[1]?.credited ?? 0));
  });

  it("R6.4: one that bounces when its earlier term was renewed since does not come back: the money is owed", {
    tags: ["deep"],
  }, async () => {
    const customer = await plans.subscriber();
    await customer.later(10 * DAY);
    const { orderId } = await plans.upgrade(customer, "max", "year");
    await refund(customer, orderId);
    await customer.later(21 * DAY);
    await workers();
    expect(await plans.terms(customer)).toHaveLength(3);
    await leave(customer);
    await customer.later(31 * DAY);
    await workers();
    expect(await plans.subscription(customer)).toMatchObject({ plan: "pro", state: "ended" });
    expect(await bounceLast()).toEqual([]);
    expect(await plans.subscription(customer)).toMatchObject({ plan: "pro", state: "ended" });
    expect(await plans.mails(customer)).toContain("refund_bounced");
    expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
  });
});

describe("the payment of an upgrade", () => {
  it("T1.4: after the quote closed it goes back whole, and the plan is as it was", {
    tags: ["deep"],
  }, async () => {
    const customer = await plans.subscriber();
    const { sessionId } = await plans.order(customer, "max");
    await customer.later(61 * 60_000);
    market.stripe.control.payCheckout(sessionId);
    await market.runJobs();
    const { in: paid, out } = plans.cash(customer);
    expect(paid - out).toBe(2000);
    expect(await plans.terms(customer)).toMatchObject([{ plan: "pro", suspended: false }]);
    expect(await plans.mails(customer)).toContain("upgrade_payment_returned");
  });

  it("T1.4: two tabs, both paid: the first upgrades, the second goes back whole", {
    tags: ["deep"],
  }, async () => {
    const customer = await plans.subscriber();
    const tabs = [await plans.order(customer, "max"), await plans.order(customer, "ultra")];
    const states = async () =>
      (
        await market.database.sql<{ state: string }>(
          `SELECT state FROM "order" WHERE account_id = $1 AND kind = 'upgrade' ORDER BY id`,
          [customer.accountId],
        )
      ).map(({ state }) => state);
    const found = [
      ["paid", "expired"],
      ["paid", "failed"],
    ];
    for (const [index, { sessionId }] of tabs.entries()) {
      market.stripe.control.payCheckout(sessionId);
      await market.runJobs();
      // Nobody is asked any more to pay for what the first has made worthless.
      expect(await states()).toEqual(found[index]);
    }
    const terms = await plans.terms(customer);
    expect(terms).toHaveLength(2);
    const { in: paid, out } = plans.cash(customer);
    expect(paid - out).toBe(2000 + (terms[1]?.paid ?? 0));
  });

  it("of two workers with the same payment one begins the term", { tags: ["deep"] }, async () => {
    const customer = await plans.subscriber();
    const { sessionId } = await plans.order(customer, "max");
    market.stripe.control.payCheckout(sessionId);
    await Promise.all([market.runJobs(), market.runJobs()]);
    expect(await plans.terms(customer)).toHaveLength(2);
    expect(plans.cash(customer).out).toBe(0);
  });

  it("T1.4: the saved card is charged exactly what the button said, once under one key, or not at all", async () => {
    const customer = await plans.subscriber();
    const quoted = await plans.preview(customer, "max");
    if (quoted.effects?.applies !== "now") throw new Error("no upgrade");
    const { totalNanos } = quoted.effects;
    const card = (total: bigint) => ({
      payWith: "saved_card",
      confirmed: { totalNanos: total.toString(), appliesAt: null },
    });
    await expect(plans.make(customer, "max", "month", card(totalNanos - 1n))).rejects.toMatchObject({
      code: "preview_outdated",
    });
    expect(await plans.terms(customer)).toHaveLength(1);
    const made = await plans.make(customer, "max", "month", card(totalNanos));
    if (made.applies !== "now") throw new Error("no upgrade");
    for (const _ of [1, 2])
      expect(await payUpgrade(market.services, made.orderId, "saved_card")).toMatchObject({ state: "paid" });
    await market.runJobs();
    expect(await plans.terms(customer)).toHaveLength(2);
    expect(plans.cash(customer)).toEqual({ in: 2000 + Number(totalNanos / 10_000_000n), out: 0 });
  });

  describe("of a saved card whose answer nobody heard", () => {
    /** The card is charged for an upgrade, and neither the answer nor the notification arrives. */
    const lost = async () => {
      const customer = await plans.subscriber();
      const quoted = await plans.preview(customer, "max");
      if (quoted.effects?.applies !== "now") throw new Error("no upgrade");
      const { totalNanos } = quoted.effects;
      const made = await plans.make(customer, "max", "month", {
        payWith: "saved_card",
        confirmed: { totalNanos: totalNanos.toString(), appliesAt: null },
      });
      if (made.applies !== "now") throw new Error("no upgrade");
      // The provider's library asks twice more by itself: none of the three is heard.
      market.stripe.control.addRouteFault({
        method: "POST",
        path: "/v1/payment_intents",
        point: "after_handler",
        action: "reset",
        count: 3,
      });
      market.stripe.control.addEventFault({ type: "*", action: "drop", count: 10 });
      const answer = await payUpgrade(market.services, made.orderId, "saved_card");
      market.stripe.control.clearFaults();
      await market.runJobs();
      // No page is opened: it would ask for the same money again.
      expect(answer).toEqual({ state: "pending", problem: null, checkoutUrl: null });
      expect(await plans.terms(customer)).toHaveLength(1);
      return { customer, orderId: made.orderId, paidCents: 2000 + Number(totalNanos / 10_000_000n) };
    };
    const upgradedOnce = async ({ customer, paidCents }: Awaited<ReturnType<typeof lost>>) => {
      await market.runJobs();
      expect((await plans.terms(customer)).map(({ plan }) => plan)).toEqual(["pro", "max"]);
      expect(plans.cash(customer)).toEqual({ in: paidCents, out: 0 });
    };

    it("the job asks again under the same key, and the card is charged once", {
      tags: ["deep"],
    }, async () => {
      const upgrade = await lost();
      await runPayUpgrade(market.services, upgrade);
      await runPayUpgrade(market.services, upgrade);
      await upgradedOnce(upgrade);
    });

    it("where the job is lost too, catching up with the provider finds the notification", {
      tags: ["deep"],
    }, async () => {
      const upgrade = await lost();
      market.jobs.push({ name: "payments.catch_up", payload: {} });
      await upgradedOnce(upgrade);
    });

    it("T1.4: where another upgrade was paid meanwhile, the job finds the charge and it goes back whole", {
      tags: ["deep"],
    }, async () => {
      const { customer, orderId, paidCents } = await lost();
      const { cents } = await plans.upgrade(customer, "ultra");
      await runPayUpgrade(market.services, { orderId });
      await market.runJobs();
      expect((await plans.terms(customer)).map(({ plan }) => plan)).toEqual(["pro", "ultra"]);
      expect(plans.cash(customer)).toEqual({ in: paidCents + cents, out: paidCents - 2000 });
    });

    it("where even that finds nothing, the provider is asked before the order is closed, and the money goes back", {
      tags: ["deep"],
    }, async () => {
      const { customer, orderId, paidCents } = await lost();
      await customer.later(61 * 60_000);
      await expireOrders(market.services, { accountId: customer.accountId });
      await market.runJobs();
      // The quote closed after an hour: the plan is as it was, and what was charged for Max is returned whole.
      expect((await plans.terms(customer)).map(({ plan }) => plan)).toEqual(["pro"]);
      expect(plans.cash(customer)).toEqual({ in: paidCents, out: paidCents - 2000 });
      // Closed, it is not charged again, whoever repeats the request.
      expect(await payUpgrade(market.services, orderId, "saved_card")).toMatchObject({
        state: "declined",
        problem: { code: "order_closed" },
      });
    });
  });

  it("T6.2: a bank that wants to see the card's owner is said so, with the page where the same card pays", {
    tags: ["deep"],
  }, async () => {
    const customer = await plans.subscriber();
    await plans.cardIs(customer, "4000002760003184");
    const quoted = await plans.preview(customer, "max");
    if (quoted.effects?.applies !== "now") throw new Error("no upgrade");
    const made = await plans.make(customer, "max", "month", {
      payWith: "saved_card",
      confirmed: { totalNanos: quoted.effects.totalNanos.toString(), appliesAt: null },
    });
    if (made.applies !== "now") throw new Error("no upgrade");
    const answer = await payUpgrade(market.services, made.orderId, "saved_card");
    expect(answer).toMatchObject({
      state: "declined",
      problem: { code: "authentication_required", authenticate: true },
    });
    expect(answer.checkoutUrl).toMatch(/^http/);
    expect(await plans.terms(customer)).toHaveLength(1);
  });

  it("refuses one to what runs already, of a cancelled plan, and of none", { tags: ["deep"] }, async () => {
    const customer = await plans.subscriber();
    expect(await refusalsOf(plans.make(customer, "pro"))).toEqual(["plan_change_same"]);
    await plans.cancel(customer);
    expect(await refusalsOf(plans.make(customer, "max"))).toEqual(["plan_change_canceling"]);
    await expect(plans.make(await market.customer(), "max")).rejects.toMatchObject({ name: "RefusedError" });
  });
});

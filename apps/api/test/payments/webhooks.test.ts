import Stripe from "stripe";
import { beforeAll, describe, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { applyProviderEvent } from "../../src/payments/apply-event.ts";
import { openMarket, type Customer, type Market } from "../support/market.ts";
import { submit } from "../refunds/door.ts";
import { eventAbout, notify } from "./signed.ts";

let market: Market;
let stripe: Stripe;
beforeAll(async () => {
  market = await openMarket();
  const { hostname, port } = new URL(market.stripe.url);
  // Somebody else with our key: a colleague at Stripe's dashboard, another program.
  stripe = new Stripe("sk_test_1234567890", { host: hostname, port, protocol: "http" });
});

/** Everything a notification may change, counted. */
async function rows() {
  const [row] = await market.database.sql<Record<string, number>>(
    `SELECT (SELECT count(*) FROM provider_event)::int AS events, (SELECT count(*) FROM payment)::int AS payments,
            (SELECT count(*) FROM ledger_journal)::int AS journals, (SELECT count(*) FROM refund)::int AS refunds,
            (SELECT count(*) FROM subscription)::int AS subscriptions, (SELECT count(*) FROM notice)::int AS notices,
            (SELECT count(*) FROM "order" WHERE state <> 'pending')::int AS decided_orders`,
  );
  return row;
}

const alertsAbout = (reference: string) =>
  market.database.sql<{ kind: string; account_id: string | null; problem: string }>(
    "SELECT kind, account_id, detail->>'problem' AS problem FROM operator_alert WHERE reference = $1",
    [reference],
  );

/** The payment behind a paid checkout. */
function intentOf(sessionId: string): string {
  const intent = market.stripe.control.checkoutSession(sessionId).payment_intent;
  if (typeof intent !== "string") throw new Error("the checkout has no payment yet");
  return intent;
}

const eventStates = (objectId: string) =>
  market.database.sql<{ state: string; problem: string | null }>(
    "SELECT state, problem FROM provider_event WHERE object_id = $1 ORDER BY id",
    [objectId],
  );

describe("a notification that is not the provider's, or not fresh, writes nothing", () => {
  let paid: object;
  beforeAll(async () => {
    const customer = await market.customer();
    const { sessionId } = await customer.order();
    expect(await market.runJobs()).toEqual([]);
    market.stripe.control.pauseWebhooks();
    market.stripe.control.payCheckout(sessionId);
    paid =
      market.stripe.control.events().findLast((each) => each.type === "checkout.session.completed") ?? {};
  });

  it.each([
    ["signed with another secret", { secret: "whsec_of_somebody_else" }],
    ["302 seconds old", { aheadSeconds: -302 }],
    ["a day old", { aheadSeconds: -86_400 }],
    ["an hour ahead, which the official helper lets pass", { aheadSeconds: 3600 }],
    ["without a signature", { signature: "" }],
    ["with a signature that is none", { signature: "t=now,v1=zz" }],
    ["with the unsigned scheme only", { signature: `t=${Math.floor(Date.now() / 1000)},v0=00` }],
  ])("%s", async (_how, tampering) => {
    const before = await rows();
    expect(await notify(market, paid, tampering)).toBe(400);
    expect(await rows()).toEqual(before);
    expect(market.jobs).toEqual([]);
  });

  it("with one byte added, or written anew with the same meaning", async () => {
    const before = await rows();
    expect(await notify(market, paid, { body: `${JSON.stringify(paid)} ` })).toBe(400);
    expect(await notify(market, paid, { body: JSON.stringify(paid, null, 2) })).toBe(400);
    expect(await rows()).toEqual(before);
  });

  it("is logged for the operator, and the same one, signed rightly 298 seconds ago, is taken", async () => {
    expect(market.logText()).toContain("stripe notification refused");
    expect(await notify(market, paid, { aheadSeconds: -298 })).toBe(200);
    market.stripe.control.resumeWebhooks();
    expect(await market.runJobs()).toEqual([]);
  });
});

describe("a notification that comes again changes nothing", () => {
  it("under the same id, at once and late, and the same change under a second id", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await customer.order();
    for (const type of ["payment_intent.succeeded", "checkout.session.completed"])
      market.stripe.control.addEventFault({ type, action: "second_id" });
    market.stripe.control.addEventFault({ type: "charge.succeeded", action: "duplicate" });
    market.stripe.control.payCheckout(sessionId);
    expect(await market.runJobs()).toEqual([]);
    const intent = intentOf(sessionId);
    // Two ids of the same change, each stored and handled.
    expect(await eventStates(intent)).toEqual(
      Array.from({ length: (await eventStates(intent)).length }, () => ({
        state: expect.any(String),
        problem: null,
      })),
    );
    expect((await eventStates(sessionId)).map((each) => each.state)).toEqual(["applied", "applied"]);
    const before = await rows();
    const events = market.stripe.control
      .events()
      .filter((each) => [sessionId, intent].includes((each.data.object as { id?: string }).id ?? ""));
    expect(events.length).toBeGreaterThanOrEqual(4);
    await Promise.all(events.flatMap((event) => [notify(market, event), notify(market, event)]));
    expect(await market.runJobs()).toEqual([]);
    expect(await rows()).toEqual(before);
    const [kept] = await market.database.sql<{ payments: number; terms: number; mails: number }>(
      `SELECT (SELECT count(*) FROM payment WHERE order_id = $1)::int AS payments,
              (SELECT count(*) FROM term WHERE order_id = $1)::int AS terms,
              (SELECT count(*) FROM notice WHERE account_id = $2)::int AS mails`,
      [orderId, customer.accountId],
    );
    expect(kept).toEqual({ payments: 1, terms: 1, mails: 1 });
  });

  it("and two workers that take the same one up at once record one payment", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await customer.order();
    market.stripe.control.addEventFault({ type: "payment_intent.succeeded", action: "drop" });
    market.stripe.control.payCheckout(sessionId);
    await market.stripe.control.deliverPending();
    const jobs = market.jobs.filter((job) => job.name === "payments.apply_event");
    // What the queue promises is at least once: all of them, three times, side by side.
    await Promise.all(
      [...jobs, ...jobs, ...jobs].map((job) =>
        applyProviderEvent(market.services, job.payload as { providerEventId: string }),
      ),
    );
    expect(await market.runJobs()).toEqual([]);
    const [kept] = await market.database.sql<{ payments: number; state: string }>(
      `SELECT (SELECT count(*) FROM payment WHERE order_id = $1)::int AS payments, state FROM "order" WHERE id = $1`,
      [orderId],
    );
    expect(kept).toEqual({ payments: 1, state: "paid" });
  });
});

describe("a notification about what does not fit is for a person, and nothing is written for it", () => {
  /** A captured payment that somebody made beside our checkout. */
  async function foreignPayment(amount: number, currency: string, metadata: Record<string, string>) {
    const customer = await stripe.customers.create({});
    const method = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
    return stripe.paymentIntents.create({
      amount,
      currency,
      customer: customer.id,
      payment_method: method.id,
      confirm: true,
      off_session: true,
      metadata,
    });
  }
  const quietly = async (arrange: () => Promise<unknown>) => {
    const before = await rows();
    await arrange();
    expect(await market.runJobs()).toEqual([]);
    const after = await rows();
    expect({ ...after, events: 0 }).toEqual({ ...before, events: 0 });
  };

  it.each([
    ["an unknown payment", "payment_intent.succeeded", "pi_of_nobody"],
    ["an unknown checkout", "checkout.session.completed", "cs_of_nobody"],
    ["an unknown refund", "refund.updated", "re_of_nobody"],
    ["an unknown dispute", "charge.dispute.created", "dp_of_nobody"],
  ])("%s", async (_what, type, id) => {
    await quietly(() => notify(market, eventAbout(type, { id })));
    expect((await eventStates(id)).map((each) => each.state)).toEqual(["problem"]);
    expect(await alertsAbout(id)).toMatchObject([{ kind: "provider_event_problem", account_id: null }]);
  });

  it("a kind we do not know is kept and left alone", async () => {
    await quietly(() => notify(market, eventAbout("climate.order.created", { id: "climorder_1" })));
    expect(await eventStates("climorder_1")).toEqual([{ state: "ignored", problem: null }]);
    expect(await alertsAbout("climorder_1")).toEqual([]);
  });

  it("a payment of no order of ours", async () => {
    let id = "";
    await quietly(async () => {
      id = (await foreignPayment(2000, "usd", { orderId: crypto.randomUUID() })).id;
    });
    expect(await alertsAbout(id)).toMatchObject([{ kind: "payment_unknown_order", account_id: null }]);
  });

  it("a payment whose order id is no id at all", async () => {
    let id = "";
    await quietly(async () => {
      id = (await foreignPayment(2000, "usd", { orderId: "'; DROP TABLE payment; --" })).id;
    });
    expect(await alertsAbout(id)).toMatchObject([{ kind: "payment_unknown_order" }]);
  });

  it.each([
    ["one cent less than ordered", 1999, "usd", "payment_amount_mismatch"],
    ["one cent more than ordered", 2001, "usd", "payment_amount_mismatch"],
    ["the same number in another currency", 2000, "eur", "payment_currency_mismatch"],
    ["the same number in a currency without cents", 2000, "jpy", "payment_currency_mismatch"],
  ])("a payment of %s", async (_what, amount, currency, problem) => {
    const customer = await market.customer();
    const { orderId } = await customer.order();
    let id = "";
    await quietly(async () => {
      id = (await foreignPayment(amount, currency, { orderId })).id;
    });
    // Twice told, one alert.
    await quietly(() => notify(market, eventAbout("payment_intent.succeeded", { id })));
    expect(await alertsAbout(id)).toEqual([
      { kind: "payment_mismatch", account_id: customer.accountId, problem },
    ]);
    const [order] = await market.database.sql<{ state: string }>(`SELECT state FROM "order" WHERE id = $1`, [
      orderId,
    ]);
    expect(order?.state).toBe("pending");
  });

  describe("of refunds", () => {
    let customer: Customer;
    let orderId: string;
    let payment: string;
    beforeAll(async () => {
      customer = await market.customer();
      orderId = await customer.subscribe("pro", "4000000000007726");
      const [row] = await market.database.sql<{ id: string }>(
        "SELECT provider_payment_id AS id FROM payment WHERE order_id = $1",
        [orderId],
      );
      payment = row?.id ?? "";
    });
    const refundOf = async (refundId: string) => {
      const [row] = await market.database.sql<{ state: string; leg: string; leg_state: string; re: string }>(
        `SELECT r.state, l.id AS leg, l.state AS leg_state, l.provider_refund_id AS re FROM refund r
           JOIN refund_leg l ON l.refund_id = r.id WHERE r.id = $1`,
        [refundId],
      );
      if (row === undefined) throw new Error("no leg");
      return row;
    };

    it("one made by hand at the provider", async () => {
      let id = "";
      await quietly(async () => {
        id = (await stripe.refunds.create({ payment_intent: payment, amount: 1 })).id;
      });
      expect(await alertsAbout(id)).toMatchObject([
        { kind: "provider_event_problem", problem: "a refund at the provider that we did not ask for" },
      ]);
    });

    it("one of another amount under our reference, and a second one of a leg that has one", {
      tags: ["deep"],
    }, async () => {
      const refundId = await submit(market.services, customer.as(), orderId);
      expect(await market.runJobs()).toEqual([]);
      const ours = await refundOf(refundId);
      expect([ours.state, ours.leg_state]).toEqual(["pending", "pending"]);
      let other = "";
      await quietly(async () => {
        const metadata = { legId: ours.leg, refundId };
        other = (await stripe.refunds.create({ payment_intent: payment, amount: 7, metadata })).id;
      });
      expect(await alertsAbout(other)).toMatchObject([
        {
          kind: "provider_event_problem",
          account_id: customer.accountId,
          problem: "a refund at the provider of another amount or currency than ours",
        },
      ]);
      // $19.00 of $20.00 are on their way back, 8 cents went by hand above: a same-sized second one does not fit at the
      // provider, so its notification is made up of a refund of another payment under our reference.
      const second = await foreignPayment(2000, "usd", {});
      let twin = "";
      await quietly(async () => {
        const metadata = { legId: ours.leg, refundId };
        twin = (await stripe.refunds.create({ payment_intent: second.id, amount: 1900, metadata })).id;
        market.stripe.control.failRefund(twin, "declined");
      });
      expect(await alertsAbout(twin)).toMatchObject([
        { problem: "a second refund at the provider of one that we asked for once" },
      ]);
      // The failure of the twin restored nothing: ours is still under way, and arrives.
      expect(await refundOf(refundId)).toMatchObject({ state: "pending", re: ours.re });
      market.stripe.control.settleRefund(ours.re);
      expect(await market.runJobs()).toEqual([]);
      expect((await refundOf(refundId)).state).toBe("refunded");
    });

    it("one for a refund that was canceled before the provider was asked", async () => {
      const other = await market.customer();
      const order = await other.subscribe("pro");
      await other.hold(100);
      const refundId = await submit(market.services, other.as(), order);
      await market.runJobs();
      const legId = crypto.randomUUID();
      // As if a version before this one had left the leg: canceled, never called.
      await market.database.sql(
        `INSERT INTO refund_leg (id, refund_id, account_id, payment_id, amount_minor, currency, state)
         SELECT $1, $2, account_id, id, 1900, 'USD', 'canceled' FROM payment WHERE order_id = $3`,
        [legId, refundId, order],
      );
      const [row] = await market.database.sql<{ id: string }>(
        "SELECT provider_payment_id AS id FROM payment WHERE order_id = $1",
        [order],
      );
      let id = "";
      await quietly(async () => {
        const metadata = { legId, refundId };
        id = (await stripe.refunds.create({ payment_intent: row?.id ?? "", amount: 1900, metadata })).id;
      });
      expect(await alertsAbout(id)).toMatchObject([
        { problem: "a refund at the provider that we have not asked it for" },
      ]);
    });
  });
});

describe("notifications out of order, early, or lost", () => {
  it("before the answer to the call that caused it: one refund, one booking", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    market.stripe.control.addEventFault({ type: "refund.created", action: "deliver_before_response" });
    const refundId = await submit(market.services, customer.as(), orderId);
    // The notification is stored while the answer is awaited; its job runs before the answer's reading is written.
    const early = { ran: 0 };
    const original = market.services.probe.reach.bind(market.services.probe);
    market.services.probe.reach = async (moment) => {
      if (moment === "refunds.advance:after_call")
        for (const job of market.jobs.splice(0))
          if (job.name === "payments.apply_event") {
            early.ran += 1;
            await applyProviderEvent(market.services, job.payload as { providerEventId: string });
          } else market.jobs.push({ ...job });
      await original(moment);
    };
    expect(await market.runJobs()).toEqual([]);
    market.services.probe.reach = original;
    expect(early.ran).toBeGreaterThan(0);
    const [row] = await market.database.sql<{ state: string; paid: number; mails: number }>(
      `SELECT state, (SELECT count(*) FROM ledger_journal WHERE account_id = refund.account_id AND kind = 'refund.paid')::int AS paid,
              (SELECT count(*) FROM notice WHERE account_id = refund.account_id AND kind = 'refund_completed')::int AS mails
         FROM refund WHERE id = $1`,
      [refundId],
    );
    expect(row).toEqual({ state: "refunded", paid: 1, mails: 1 });
  });

  it("a bounce, a dispute and its end whose notifications were lost are caught up within the hour", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const refundId = await submit(market.services, customer.as(), orderId);
    expect(await market.runJobs()).toEqual([]);
    const disputed = await market.customer();
    const disputedOrder = await disputed.subscribe("pro");
    const charge = market.stripe.control.charges().find((each) => each.metadata["orderId"] === disputedOrder);
    const refund = market.stripe.control.refunds().find((each) => each.metadata?.["refundId"] === refundId);
    market.stripe.control.addEventFault({ type: "*", action: "drop", count: 100 });
    market.stripe.control.failRefund(refund?.id ?? "", "declined");
    const dispute = market.stripe.control.openDispute(charge?.id ?? "");
    const disputeState = async () =>
      (
        await market.database.sql<{ state: string }>(
          "SELECT dispute_state AS state FROM payment WHERE order_id = $1",
          [disputedOrder],
        )
      )[0]?.state;
    expect(await market.runJobs()).toEqual([]);
    expect(await disputeState()).toBe("none");
    const catchUp = async () => {
      market.jobs.push({ name: "payments.catch_up", payload: {} });
      expect(await market.runJobs()).toEqual([]);
    };
    await catchUp();
    expect(await disputeState()).toBe("open");
    const [row] = await market.database.sql<{ state: string }>("SELECT state FROM refund WHERE id = $1", [
      refundId,
    ]);
    expect(row?.state).toBe("failed");
    market.stripe.control.winDispute(dispute.id);
    await catchUp();
    expect(await disputeState()).toBe("won");
    market.stripe.control.clearFaults();
    const before = await rows();
    await catchUp();
    expect(await rows()).toEqual(before);
  });

  it("a dispute read by two workers at different times ends as the provider holds it", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const charge = market.stripe.control.charges().find((each) => each.metadata["orderId"] === orderId);
    // Only the first notification arrives: no later one may repair what this one wrote.
    market.stripe.control.addEventFault({ type: "charge.dispute.funds_withdrawn", action: "drop" });
    const dispute = market.stripe.control.openDispute(charge?.id ?? "");
    market.stripe.control.addEventFault({ type: "*", action: "drop", count: 10 });
    const { stripe: provider } = market.services.payments;
    // The first reading is of before the win and is written after it.
    const fresh = provider.readDispute;
    let readings = 0;
    provider.readDispute = async (id) => {
      const read = await fresh(id);
      readings += 1;
      if (readings === 1) market.stripe.control.winDispute(dispute.id);
      return read;
    };
    expect(await market.runJobs()).toEqual([]);
    provider.readDispute = fresh;
    market.stripe.control.clearFaults();
    const [row] = await market.database.sql<{ state: string }>(
      "SELECT dispute_state AS state FROM payment WHERE order_id = $1",
      [orderId],
    );
    expect(row?.state).toBe("won");
  });
});

it("the ledger is healthy after all of it", async () => {
  const report = await checkLedger(market.services.db);
  expect(isHealthy(report), JSON.stringify(report)).toBe(true);
});

import Stripe from "stripe";
import { beforeAll, describe, expect, it } from "vitest";
import { createRunner } from "../../src/command/runner.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import { applyPaymentOf } from "../../src/payments/apply-payment.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { orderTopUp, topUp } from "./till.ts";

const HOUR = 3_600_000;
/** Cents to nanos, as text. */
const cents = (count: number) => (BigInt(count) * 10_000_000n).toString();

let market: Market;
let stripe: Stripe;
beforeAll(async () => {
  market = await openMarket();
  const { hostname, port } = new URL(market.stripe.url);
  stripe = new Stripe("sk_test_1234567890", { host: hostname, port, protocol: "http" });
});

const orderRow = async (orderId: string) => {
  const [row] = await market.database.sql<Record<string, string | null>>(
    `SELECT state, kind, number, total_minor, amount_nanos, bonus_nanos, used_before_nanos, paid_at IS NOT NULL AS paid
       FROM "order" WHERE id = $1`,
    [orderId],
  );
  return row;
};
const lotsOf = (orderId: string) =>
  market.database.sql<Record<string, unknown>>(
    `SELECT l.kind, l.state, l.granted_nanos, a.balance, l.reason,
            EXTRACT(DAY FROM l.expires_at - l.opened_at)::int AS days
       FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
      WHERE l.order_id = $1 ORDER BY l.id`,
    [orderId],
  );
/** What an account's movements come to, per ledger account: debit positive. */
const booked = async ({ accountId }: Customer) =>
  Object.fromEntries(
    (
      await market.database.sql<{ code: string; moved: string }>(
        `SELECT a.code, sum(p.amount)::text AS moved FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id
           JOIN ledger_account a ON a.id = p.ledger_account_id WHERE j.account_id = $1 GROUP BY a.code HAVING sum(p.amount) <> 0`,
        [accountId],
      )
    ).map(({ code, moved }) => [code, moved]),
  );
const alertsOf = ({ accountId }: Customer) =>
  market.database.sql<{ kind: string }>("SELECT kind FROM operator_alert WHERE account_id = $1", [accountId]);
const mailsTo = ({ email }: Customer) =>
  market.mail.mails
    .filter(({ recipients }) => recipients.includes(email))
    .map(({ parsed }) => ({ subject: parsed.subject ?? "", text: parsed.text ?? "" }));

/** The payment behind a paid checkout. */
function paymentOf(sessionId: string): string {
  const intent = market.stripe.control.checkoutSession(sessionId).payment_intent;
  if (typeof intent !== "string") throw new Error("the checkout has no payment yet");
  return intent;
}

/** A second captured payment that names the same order: another tab, or somebody with our key. */
async function payBeside(orderId: string, amountMinor: number, currency = "usd"): Promise<string> {
  const customer = await stripe.customers.create({});
  const method = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const intent = await stripe.paymentIntents.create({
    amount: amountMinor,
    currency,
    customer: customer.id,
    payment_method: method.id,
    confirm: true,
    off_session: true,
    metadata: { orderId },
  });
  return intent.id;
}

describe("a paid top-up", () => {
  it("R3.4: opens a lot of paid credits and a bonus lot that points at the same order, booked in one movement", async () => {
    const customer = await market.customer();
    const { orderId, number } = await topUp(market, customer, "50");
    expect(number).toMatch(/^TOP-\d{4}-\d{5}$/);
    // $50.00 is the first step: 5 %, $2.50.
    expect(await orderRow(orderId)).toEqual({
      state: "paid",
      kind: "top_up",
      number,
      total_minor: "5000",
      amount_nanos: cents(5000),
      bonus_nanos: cents(250),
      used_before_nanos: "0",
      paid: true,
    });
    expect(await lotsOf(orderId)).toEqual([
      {
        kind: "paid",
        state: "open",
        granted_nanos: cents(5000),
        balance: cents(5000),
        reason: number,
        days: null,
      },
      {
        kind: "bonus",
        state: "open",
        granted_nanos: cents(250),
        balance: cents(250),
        reason: number,
        days: 180,
      },
    ]);
    // Money in, credits owed: 50.00 + 2.50 = 52.50; the bonus is no money but less revenue.
    expect(await booked(customer)).toEqual({
      "cash.stripe": cents(5000),
      "revenue.bonus": cents(250),
      "wallet.lot": cents(-5250),
    });
    const journals = await market.database.sql("SELECT kind FROM ledger_journal WHERE account_id = $1", [
      customer.accountId,
    ]);
    expect(journals).toEqual([{ kind: "top_up.paid" }]);
    expect(isHealthy(await checkLedger(market.database.db))).toBe(true);
  });

  it("R3.3: each order keeps what usage had taken of the credits when it was paid; usage of a plan is not in it", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    await customer.subscribe("pro");
    // Pro includes $40.00: 4,100 cents of usage leave 100 for the credits.
    const first = await topUp(market, customer, "5");
    await customer.use(4100);
    const second = await topUp(market, customer, "50");
    await customer.use(77);
    const third = await topUp(market, customer, "5");
    const before = async ({ orderId }: { readonly orderId: string }) =>
      (await orderRow(orderId))?.["used_before_nanos"];
    expect([await before(first), await before(second), await before(third)]).toEqual([
      "0",
      cents(100),
      cents(177),
    ]);
    expect(isHealthy(await checkLedger(market.database.db))).toBe(true);
  });

  it("keeps the consents it was bought under, of the login that gave them", async () => {
    const customer = await market.customer();
    const { orderId } = await orderTopUp(market, customer, "5");
    const consents = await market.database.sql(
      "SELECT kind, login_id, version FROM consent WHERE order_id = $1 ORDER BY kind",
      [orderId],
    );
    expect(consents).toEqual([
      { kind: "charge", login_id: customer.loginId, version: "2026-11" },
      { kind: "terms", login_id: customer.loginId, version: "2026-11" },
    ]);
  });

  // $50.00 and 5 % on top: $52.50. Refundable for 24 hours.
  it.each([
    ["en", /^Receipt TOP-\d{4}-\d{5}: \$52\.50 in credits$/, "Bonus credits added, usable until"],
    ["zh", /^收据 TOP-\d{4}-\d{5}：\$52\.50 额度已到账$/, "充值赠送额度入账，有效期至"],
  ])("mails one receipt with its lines (%s)", async (language, subject, line) => {
    const customer = await market.customer({ language });
    await topUp(market, customer, "50");
    const mails = mailsTo(customer);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toMatch(subject);
    expect(mails[0]?.text).toContain(line);
    expect(mails[0]?.text).toContain("Visa •••• 4242");
  });

  it("T1.2: of an account with tax charges it on top and owes it to the authority", async () => {
    const customer = await market.customer();
    const { orderId } = await orderTopUp(
      {
        database: market.database,
        services: { ...market.services, tax: { rateBps: async () => 2000 } },
      },
      customer,
      "10",
    );
    // 20 % of $10.00 is $2.00.
    expect(await orderRow(orderId)).toMatchObject({ total_minor: "1200" });
    await applyPaymentOf(market.services, await payBeside(orderId, 1200));
    expect(await booked(customer)).toEqual({
      "cash.stripe": cents(1200),
      "tax.payable": cents(-200),
      "wallet.lot": cents(-1000),
    });
  });

  it("in a currency without minor units: 7,500 yen are 7,500 at the provider, and 375 come on top", async () => {
    const customer = await market.customer({ currency: "JPY" });
    const { orderId, sessionId } = await orderTopUp(market, customer, "7500", "JPY");
    expect(market.stripe.control.checkoutSession(sessionId)).toMatchObject({
      amount_total: 7500,
      currency: "jpy",
    });
    market.stripe.control.payCheckout(sessionId);
    await market.runJobs();
    expect((await lotsOf(orderId)).map((lot) => lot["granted_nanos"])).toEqual([
      "7500000000000",
      "375000000000",
    ]);
  });

  it("the payment page names what is bought and leads back to the credits", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await orderTopUp(market, customer, "100");
    const page = market.stripe.control.checkoutSession(sessionId);
    expect(page.amount_total).toBe(10_000);
    expect(page.success_url).toContain(`/dashboard/credits?order=${orderId}&checkout=done`);
    expect(page.cancel_url).toContain(`/dashboard/credits?order=${orderId}&checkout=cancelled`);
  });
});

describe("a top-up is paid once, whatever happens around its payment", () => {
  it("notified again and again, in parallel: one movement, one receipt", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await orderTopUp(market, customer, "50");
    market.stripe.control.payCheckout(sessionId);
    const paymentId = paymentOf(sessionId);
    await Promise.all(Array.from({ length: 8 }, () => applyPaymentOf(market.services, paymentId)));
    await market.runJobs();
    for (const event of market.stripe.control.events().slice(-3))
      await market.stripe.control.resendEvent(event.id);
    await market.runJobs();
    expect((await lotsOf(orderId)).map((lot) => lot["kind"])).toEqual(["paid", "bonus"]);
    expect(await booked(customer)).toMatchObject({ "wallet.lot": cents(-5250) });
    expect(mailsTo(customer)).toHaveLength(1);
  });

  it("T1.4: two tabs pay: one payment brings the credits, the other goes back whole", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await orderTopUp(market, customer, "50");
    market.stripe.control.payCheckout(sessionId);
    const [first, second] = [paymentOf(sessionId), await payBeside(orderId, 5000)];
    // At the same time: whichever is taken in first pays the order.
    await Promise.all([applyPaymentOf(market.services, first), applyPaymentOf(market.services, second)]);
    await market.runJobs();
    const purposes = await market.database.sql<{ purpose: string }>(
      "SELECT purpose FROM payment WHERE order_id = $1 ORDER BY purpose",
      [orderId],
    );
    expect(purposes).toEqual([{ purpose: "order" }, { purpose: "surplus" }]);
    expect(await lotsOf(orderId)).toHaveLength(2);
    // 50.00 came twice and 50.00 went back: the credits of one order are left.
    expect(await booked(customer)).toEqual({
      "cash.stripe": cents(5000),
      "revenue.bonus": cents(250),
      "wallet.lot": cents(-5250),
    });
    expect(market.stripe.control.refunds().filter(({ amount }) => amount === 5000).length).toBeGreaterThan(0);
    expect(
      mailsTo(customer)
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual([
      expect.stringMatching(/^Receipt TOP-/),
      expect.stringMatching(/^Refund REF-.*: \$50\.00 on its way$/),
      expect.stringMatching(/^Your payment for TOP-.* is on its way back$/),
    ]);
  });

  it("before the page's answer was kept: the payment is found by its order, and the page is not opened again", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await orderTopUp(market, customer, "5");
    // As if the process died between the provider's answer and our commit.
    await market.database.sql(
      `UPDATE "order" SET checkout_url = NULL, provider_session_id = NULL WHERE id = $1`,
      [orderId],
    );
    market.stripe.control.payCheckout(sessionId);
    await market.runJobs();
    expect(await orderRow(orderId)).toMatchObject({ state: "paid" });
    expect(await openCheckout(market.services, orderId)).toBeNull();
  });

  it("after a crash between the payment and its record: the next attempt delivers, once", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await orderTopUp(market, customer, "50");
    market.stripe.control.addEventFault({ type: "*", action: "drop", count: 10 });
    market.stripe.control.payCheckout(sessionId);
    const paymentId = paymentOf(sessionId);
    const dying = {
      ...market.services,
      probe: {
        reach: async (point: string) => {
          if (point.startsWith("payments.apply_event:after_record")) throw new Error("killed");
        },
      },
    };
    await expect(applyPaymentOf(dying, paymentId)).rejects.toThrow("killed");
    expect(await applyPaymentOf(market.services, paymentId)).toEqual({ state: "applied" });
    await market.runJobs();
    expect(await lotsOf(orderId)).toHaveLength(2);
    expect(mailsTo(customer)).toHaveLength(1);
    market.stripe.control.clearFaults();
  });

  it("after a crash before the commit: nothing of it stays, and the next attempt delivers", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await orderTopUp(market, customer, "50");
    market.stripe.control.addEventFault({ type: "*", action: "drop", count: 10 });
    market.stripe.control.payCheckout(sessionId);
    const paymentId = paymentOf(sessionId);
    const { db, signer, outbox } = market.services;
    const probe = {
      reach: async (point: string) => {
        if (point === "top_ups.record_payment:before_commit") throw new Error("killed");
      },
    };
    const dying = { ...market.services, runner: createRunner({ db, signer, outbox, probe }) };
    await expect(applyPaymentOf(dying, paymentId)).rejects.toThrow("killed");
    expect([await lotsOf(orderId), await booked(customer)]).toEqual([[], {}]);
    expect(await orderRow(orderId)).toMatchObject({ state: "pending", used_before_nanos: null });
    expect(await applyPaymentOf(market.services, paymentId)).toEqual({ state: "applied" });
    await market.runJobs();
    expect(await lotsOf(orderId)).toHaveLength(2);
    expect(mailsTo(customer)).toHaveLength(1);
    market.stripe.control.clearFaults();
  });

  it("R3.3: paid while requests are recorded: the usage before and after each payment is told apart exactly", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    await topUp(market, customer, "100");
    const orders = [];
    for (const amount of ["5", "6", "7"]) orders.push(await orderTopUp(market, customer, amount));
    for (const { sessionId } of orders) market.stripe.control.payCheckout(sessionId);
    const uses = Array.from({ length: 24 }, (_, index) => customer.use(index + 1));
    const payments = orders.map(({ sessionId }) => applyPaymentOf(market.services, paymentOf(sessionId)));
    await Promise.all([...uses, ...payments]);
    // Independently, from the events themselves: both clocks are read under the account's lock, to the millisecond.
    const bounds = await market.database.sql<{ kept: string; least: string; most: string }>(
      `SELECT o.used_before_nanos AS kept,
              coalesce(sum(e.credit_nanos + e.debt_nanos) FILTER (WHERE e.recorded_at < o.paid_at), 0) AS least,
              coalesce(sum(e.credit_nanos + e.debt_nanos) FILTER (WHERE e.recorded_at <= o.paid_at), 0) AS most
         FROM "order" o LEFT JOIN usage_event e ON e.account_id = o.account_id
        WHERE o.id = ANY ($1::uuid[]) GROUP BY o.id`,
      [orders.map(({ orderId }) => orderId)],
    );
    expect(bounds).toHaveLength(3);
    for (const { kept, least, most } of bounds) {
      expect(BigInt(kept) >= BigInt(least) && BigInt(kept) <= BigInt(most)).toBe(true);
    }
    // 1 + 2 + … + 24 = 300 cents, whoever came first.
    const [wallet] = await market.database.sql<{ used: string }>(
      "SELECT used_nanos::text AS used FROM wallet WHERE account_id = $1",
      [customer.accountId],
    );
    expect(wallet?.used).toBe(cents(300));
    await market.runJobs();
    expect(isHealthy(await checkLedger(market.database.db))).toBe(true);
  });

  it("paid late: an expired order comes back and brings its credits, from the payment on", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await orderTopUp(market, customer, "50");
    await customer.later(2 * HOUR);
    market.jobs.push({ name: "orders.expire", payload: {} });
    await market.runJobs();
    expect(await orderRow(orderId)).toMatchObject({ state: "expired", paid: false });
    market.stripe.control.payCheckout(sessionId);
    await market.runJobs();
    expect(await orderRow(orderId)).toMatchObject({ state: "paid", paid: true });
    expect((await lotsOf(orderId)).map((lot) => lot["days"])).toEqual([null, 180]);
  });

  it("T1.2: a wrong amount delivers nothing and a person hears of it", async () => {
    const customer = await market.customer();
    const { orderId } = await orderTopUp(market, customer, "50");
    await payBeside(orderId, 4999);
    await market.runJobs();
    expect(await orderRow(orderId)).toMatchObject({ state: "pending" });
    expect([await lotsOf(orderId), await booked(customer)]).toEqual([[], {}]);
    expect(await alertsOf(customer)).toEqual([{ kind: "payment_mismatch" }]);
  });

  it("T1.4: on an account that was terminated meanwhile: returned whole, no credits", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await orderTopUp(market, customer, "50");
    await market.database.sql("UPDATE account SET state = 'terminated' WHERE id = $1", [customer.accountId]);
    market.stripe.control.payCheckout(sessionId);
    await market.runJobs();
    expect(await orderRow(orderId)).toMatchObject({ state: "failed", paid: false });
    expect([await lotsOf(orderId), await booked(customer)]).toEqual([[], {}]);
    expect(mailsTo(customer).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Your payment for TOP-.* is on its way back$/),
      expect.stringMatching(/^Refund REF-.*: \$50\.00 on its way$/),
    ]);
  });

  it("R3.3: a paid top-up without the usage counted before it cannot be written at all", async () => {
    const customer = await market.customer();
    const { orderId } = await topUp(market, customer, "5");
    await expect(
      market.database.sql(`UPDATE "order" SET used_before_nanos = NULL WHERE id = $1`, [orderId]),
    ).rejects.toThrow("order_used_before");
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { previewRefund, readPreviewDecision } from "../../src/refunds/preview.ts";
import { signPreview } from "../../src/refunds/preview-token.ts";
import { submitTopUpRefund } from "../../src/refunds/submit-top-up.ts";
import { ARRIVED, RESTORED, refundCase } from "../refunds/refund-case.ts";
import { type AntomParts, createAntom } from "../support/antom.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { type Person, staff } from "../support/people.ts";
import { orderTopUp } from "../top-ups/till.ts";

let market: Market;
let antom: AntomParts;
let reportsDir: string;
let administrator: Person;
let reviewer: Person;
/** Stripe as somebody in its dashboard uses it. */
let dashboard: Stripe;
beforeAll(async () => {
  reportsDir = await mkdtemp(join(tmpdir(), "tenure-reports-"));
  antom = createAntom(reportsDir);
  market = await openMarket({ antom });
  administrator = await staff(market, "administrator");
  reviewer = await staff(market, "reviewer");
  const at = new URL(market.stripe.url);
  dashboard = new Stripe("sk_test_1234567890", { host: at.hostname, port: at.port, protocol: "http" });
});
afterAll(() => rm(reportsDir, { recursive: true, force: true }));

/** Something happens at the providers, and no word of it ever reaches us. */
async function unheard<T>(happen: () => T | Promise<T>): Promise<T> {
  market.stripe.control.addEventFault({ action: "drop", count: 100 });
  antom.simulator.control.addEventFault({ action: "drop", count: 100 });
  const result = await happen();
  await market.runJobs();
  market.stripe.control.clearFaults();
  antom.simulator.control.clearFaults();
  return result;
}

/** Compares, and lets the run come to its end. */
async function compare(input: { readonly takesOver?: boolean; readonly days?: number } = {}) {
  const { data, status } = await reviewer.mutate("reconciliations.start", { settleMinutes: 0, ...input });
  expect(status).toBe(200);
  expect(await market.runJobs()).toEqual([]);
  const run = (await reviewer.query("reconciliations.get", { reconciliationId: data["reconciliationId"] }))
    .data as Record<string, unknown> & { readonly totals: readonly Record<string, unknown>[] };
  expect(run["state"]).toBe("done");
  return run;
}

interface Found extends Record<string, unknown> {
  readonly id: string;
  readonly subject: string;
  readonly state: string;
  readonly remedy: string;
}
const differences = async (): Promise<Found[]> =>
  (await administrator.query("reconciliations.differences", { limit: 100 })).data["items"] as Found[];
/** Object, kind and remedy of what is in a state, by the provider's id. */
const wordsOf = async (state = "open") =>
  Object.fromEntries(
    (await differences())
      .filter((each) => each.state === state)
      .map((each) => [each.subject, `${String(each["object"])} ${String(each["kind"])}: ${each.remedy}`]),
  );
const charge = (orderId: string) =>
  market.stripe.control.charges().find((each) => each.metadata["orderId"] === orderId);
const paymentOf = (orderId: string): string => {
  const intent = charge(orderId)?.payment_intent;
  return typeof intent === "string" ? intent : "none";
};
const rows = (sql: string, ...values: unknown[]) => market.database.sql<Record<string, unknown>>(sql, values);
const alertIsOpen = async () =>
  (
    await rows(
      "SELECT reference FROM operator_alert WHERE kind = 'reconciliation_differences' AND resolved_at IS NULL",
    )
  ).map((each) => each["reference"]);

describe("a provider's books beside ours", () => {
  const at: Record<string, string> = {};
  let lost: { readonly orderId: string; readonly accountId: string };
  let bounced: Awaited<ReturnType<typeof refundCase>>;
  let disputed: string;

  it("finds nothing where both hold the same, down to the sums", async () => {
    const customer = await market.customer();
    await customer.subscribe("pro");
    const it = await refundCase(market);
    await market.runJobs();
    expect(await it.look()).toEqual(ARRIVED);
    const run = await compare();
    expect(await differences()).toEqual([]);
    expect(run).toMatchObject({ compared: 2, found: 0, problem: null, trigger: "staff" });
    // Two payments of $20.00, one refund of $19.00.
    expect(run.totals).toEqual([
      {
        channel: "stripe",
        object: "payment",
        currency: "USD",
        thereCount: 2,
        hereCount: 2,
        thereMinor: "4000",
        hereMinor: "4000",
        differenceMinor: "0",
      },
      {
        channel: "stripe",
        object: "refund",
        currency: "USD",
        thereCount: 1,
        hereCount: 1,
        thereMinor: "1900",
        hereMinor: "1900",
        differenceMinor: "0",
      },
    ]);
    expect(await alertIsOpen()).toEqual([]);
  });

  it("finds each kind of difference once, with what resolves it, and the sums differ by just that", async () => {
    const pay = (amount: number, currency: string, orderId: string) =>
      dashboard.paymentIntents.create({
        amount,
        currency,
        confirm: true,
        payment_method: "pm_card_visa",
        metadata: { orderId },
      });
    // A payment whose notification is lost.
    const waiting = await market.customer();
    const order = await waiting.order("pro");
    await unheard(() => market.stripe.control.payCheckout(order.sessionId));
    lost = { orderId: order.orderId, accountId: waiting.accountId };
    at["lost"] = paymentOf(order.orderId);
    // A payment of $19.99 for an order of $20.00, and one of €20.00.
    for (const [name, amount, currency] of [
      ["amount", 1999, "usd"],
      ["currency", 2000, "eur"],
    ] as const) {
      const { orderId } = await (await market.customer()).order("pro");
      at[name] = (await unheard(() => pay(amount, currency, orderId))).id;
    }
    // A payment that names no order of ours, sixty days ago.
    market.stripe.control.advanceClock(-60 * 86_400_000);
    at["nobody"] = (await unheard(() => pay(500, "usd", newId()))).id;
    market.stripe.control.resetClock();
    // A second payment of an order that is paid.
    const twice = await (await market.customer()).subscribe("pro");
    at["second"] = (await unheard(() => pay(2000, "usd", twice))).id;
    // A refund that somebody made in the dashboard.
    const orderId = await (await market.customer()).subscribe("pro");
    const made = { payment_intent: paymentOf(orderId), amount: 700 };
    at["made"] = (await unheard(() => dashboard.refunds.create(made))).id;
    // A refund that bounced, unheard.
    bounced = await refundCase(market);
    await market.runJobs();
    at["bounced"] = bounced.stripeId();
    await unheard(() => market.stripe.control.failRefund(bounced.stripeId()));
    // A refund that left twice for one leg. $20.00 were paid, $19.00 returned, and then $1.00 more.
    const double = await refundCase(market);
    await market.runJobs();
    const [leg] = await rows("SELECT id FROM refund_leg WHERE refund_id = $1", double.refundId);
    at["double"] = (
      await unheard(() =>
        dashboard.refunds.create({
          payment_intent: paymentOf(double.orderId),
          amount: 100,
          metadata: { legId: String(leg?.["id"]) },
        }),
      )
    ).id;
    // A refund that we believe under way, and that has arrived.
    market.stripe.control.planRefunds("pending");
    const arrived = await refundCase(market);
    await market.runJobs();
    at["arrived"] = arrived.stripeId();
    await unheard(() => market.stripe.control.settleRefund(arrived.stripeId()));
    // A dispute that nobody told us of.
    disputed = await (await market.customer()).subscribe("pro");
    at["dispute"] = (await unheard(() => market.stripe.control.openDispute(charge(disputed)?.id ?? ""))).id;

    const run = await compare({ days: 100 });
    const expected = {
      [at["lost"] ?? ""]: "payment missing_here: take_over",
      [at["amount"] ?? ""]: "payment amount: correct_amount",
      [at["currency"] ?? ""]: "payment currency: correct_amount",
      [at["nobody"] ?? ""]: "payment missing_here: find_order",
      [at["second"] ?? ""]: "payment duplicate: take_over",
      [at["made"] ?? ""]: "refund missing_here: book_refund",
      [at["bounced"] ?? ""]: "refund bounced: take_over",
      [at["double"] ?? ""]: "refund duplicate: claim_back",
      [at["arrived"] ?? ""]: "refund state: take_over",
      [at["dispute"] ?? ""]: "dispute unmatched_dispute: take_over",
    };
    expect(await wordsOf()).toEqual(expected);
    expect(run).toMatchObject({ found: 10, resolved: 0, tookOver: 0 });
    expect(await alertIsOpen()).toEqual(["10"]);
    // Captured there and not here: 20.00 lost, 19.99, 5.00, 20.00 a second time, and 20.00 euros.
    // Refunds: there 7.00 + 1.00 + 19.00 that arrived, here 19.00 that bounced: 8.00 less here.
    const off = run.totals.map((each) => [each["object"], each["currency"], each["differenceMinor"]]);
    expect(off).toEqual([
      ["dispute", "USD", "-2000"],
      ["payment", "EUR", "-2000"],
      ["payment", "USD", "-6499"],
      ["refund", "USD", "-800"],
    ]);
  });

  it("found again, it is the same row; two runs asked for at once are one", async () => {
    const before = await differences();
    const both = await Promise.all(
      [1, 2].map(() => reviewer.mutate("reconciliations.start", { settleMinutes: 0 })),
    );
    expect(new Set(both.map((each) => each.data["reconciliationId"])).size).toBe(1);
    expect(both.filter((each) => each.data["started"] === true)).toHaveLength(1);
    // Both workers may get the job: the one that was overtaken writes nothing more.
    market.jobs.push({
      name: "reconciliations.run",
      payload: { reconciliationId: both[0]?.data["reconciliationId"] },
    });
    await market.runJobs();
    const after = await differences();
    expect(after.map(({ lastFoundAt: _, ...each }) => each)).toEqual(
      before.map(({ lastFoundAt: _, ...each }) => each),
    );
    // What was found before is looked at again, however long it lies back.
    const seenAt = async () =>
      Date.parse(
        String((await differences()).find((each) => each.subject === at["nobody"])?.["lastFoundAt"]),
      );
    const last = await seenAt();
    expect(await compare({ days: 1 })).toMatchObject({ found: 0, resolved: 0 });
    expect(await seenAt()).toBeGreaterThan(last);
  });

  it("taking over goes the way of the notification, and the difference is gone", async () => {
    const [first] = (await differences()).filter((each) => each.subject === at["lost"]);
    const differenceId = first?.id ?? "";
    expect((await reviewer.mutate("reconciliations.takeOver", { differenceId })).problem.code).toBe(
      "forbidden",
    );
    expect((await rows(`SELECT state FROM "order" WHERE id = $1`, lost.orderId))[0]).toEqual({
      state: "pending",
    });
    for (const { id, remedy } of await differences())
      if (remedy === "take_over") {
        const { data, status } = await administrator.mutate("reconciliations.takeOver", { differenceId: id });
        expect([status, data["state"], data["actions"]]).toEqual([200, "resolved", []]);
      }
    await market.runJobs();
    // The order is paid and its subscription runs; the refund came back as a bounce does; the dispute is open.
    expect((await rows(`SELECT state FROM "order" WHERE id = $1`, lost.orderId))[0]).toEqual({
      state: "paid",
    });
    expect(await rows("SELECT state FROM subscription WHERE account_id = $1", lost.accountId)).toEqual([
      { state: "active" },
    ]);
    expect(await bounced.look()).toMatchObject({
      ...RESTORED,
      mails: ["refund_completed", "refund_failed", "refund_submitted"],
      journals: ["refund.bounced", "refund.frozen", "refund.paid", "refund.restored"],
    });
    expect(await rows("SELECT dispute_state FROM payment WHERE order_id = $1", disputed)).toEqual([
      { dispute_state: "open" },
    ]);
    // The second payment of an order goes back whole, as one that was told of would.
    expect(
      market.stripe.control.refunds().filter((each) => each.payment_intent === at["second"]),
    ).toMatchObject([{ amount: 2000, status: "succeeded" }]);
    const again = await administrator.mutate("reconciliations.takeOver", { differenceId });
    expect(again.problem.code).toBe("conflict");
    expect(
      await rows(
        `SELECT actor_kind, count(*)::int AS rows FROM audit_row WHERE action = 'reconciliations.take_over' GROUP BY 1`,
      ),
    ).toEqual([{ actor_kind: "staff", rows: 5 }]);
    expect(isHealthy(await checkLedger(market.database.db))).toBe(true);
  });

  it("what a person dealt with elsewhere is set aside while it stays the same, and the alert closes", async () => {
    for (const { id, state } of await differences())
      if (state === "open") {
        const input = { differenceId: id, reason: "Agreed with the customer by telephone." };
        expect((await administrator.mutate("reconciliations.setAside", input)).data["state"]).toBe(
          "set_aside",
        );
      }
    expect(await compare()).toMatchObject({ found: 0, resolved: 0 });
    expect(await wordsOf()).toEqual({});
    expect(new Set(Object.keys(await wordsOf("set_aside")))).toEqual(
      new Set([at["amount"], at["currency"], at["nobody"], at["made"], at["double"]]),
    );
    expect(await alertIsOpen()).toEqual([]);
    // The refund that was made in the dashboard fails there: nothing is missing any more.
    await unheard(() => market.stripe.control.failRefund(at["made"] ?? ""));
    expect(await compare()).toMatchObject({ found: 0, resolved: 1 });
    expect(Object.keys(await wordsOf("set_aside"))).not.toContain(at["made"]);
  });

  it("the file holds every difference, for staff alone", async () => {
    const file = await reviewer.send("GET", "/v1/reconciliations/differences.csv?state=resolved");
    const lines = file.body.trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^\u{FEFF}difference_id,channel,object,kind,provider_id,/u);
    expect(lines).toHaveLength(1 + 6);
    expect(file.body).toContain(`stripe,refund,bounced,${at["bounced"]},`);
    const nobody = await market.app.inject({ method: "GET", url: "/v1/reconciliations/differences.csv" });
    expect(nobody.statusCode).toBe(401);
  });

  it("what the provider was never asked about is missing there", async () => {
    const orderId = await (await market.customer()).subscribe("pro");
    const before = paymentOf(orderId);
    await rows("UPDATE payment SET provider_payment_id = 'pi_of_nobody' WHERE order_id = $1", orderId);
    await compare();
    // The order is paid by a payment that the provider does not know; what it knows is then one too many.
    expect(await wordsOf()).toEqual({
      pi_of_nobody: "payment missing_there: ask_provider",
      [before]: "payment duplicate: take_over",
    });
    await rows("UPDATE payment SET provider_payment_id = $2 WHERE order_id = $1", orderId, before);
    expect(await compare()).toMatchObject({ found: 0, resolved: 2 });
  });

  it("what is too young for its notification to have come is left alone", async () => {
    const { sessionId } = await (await market.customer()).order("pro");
    await unheard(() => market.stripe.control.payCheckout(sessionId));
    const young = await reviewer.mutate("reconciliations.start", { settleMinutes: 15 });
    expect(young.status).toBe(200);
    await market.runJobs();
    expect(await wordsOf()).toEqual({});
    expect(await compare({ takesOver: true })).toMatchObject({ found: 1, tookOver: 1, resolved: 1 });
    expect(await wordsOf()).toEqual({});
  });
});

describe("Antom, which lists nothing: asked payment by payment", () => {
  /** A top-up of ¥40.00 by Alipay, or of $40.00 by card, refunded whole. @returns the refund */
  async function refundedTopUp(customer: Customer, currency: "CNY" | "USD") {
    const { sessionId, orderId } = await orderTopUp(
      market,
      customer,
      "40",
      currency,
      currency === "CNY" ? "alipay" : "card",
    );
    if (currency === "CNY") antom.simulator.control.pay(sessionId);
    else market.stripe.control.payCheckout(sessionId);
    await market.runJobs();
    const { runner, signer } = market.services;
    const decision = await previewRefund(market.services, customer.as(), orderId);
    const previewToken = signPreview(signer, {
      accountId: customer.accountId,
      orderId,
      previewVersion: readPreviewDecision(decision).version,
      finalNanos: "0",
    });
    const { answer } = await runner.run(submitTopUpRefund(signer), { orderId, previewToken }, customer.as());
    await market.runJobs();
    return { orderId, refundId: answer.refundId };
  }
  /** Everything a bounce leaves behind. */
  const lookAt = async (customer: Customer, refundId: string) => ({
    refund: await rows("SELECT state FROM refund WHERE id = $1", refundId),
    lots: await rows(
      `SELECT l.kind, l.state, a.balance::text FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
        WHERE l.account_id = $1 ORDER BY l.id`,
      customer.accountId,
    ),
    journals: await rows(
      "SELECT kind FROM ledger_journal WHERE account_id = $1 ORDER BY id",
      customer.accountId,
    ),
    mails: await rows("SELECT kind FROM notice WHERE account_id = $1 ORDER BY kind", customer.accountId),
    alerts: await rows(
      "SELECT kind FROM operator_alert WHERE account_id = $1 AND resolved_at IS NULL ORDER BY kind",
      customer.accountId,
    ),
  });

  it("R6.4: a refund that came back silently restores exactly as one that bounced at Stripe", async () => {
    const [byCard, byWallet] = [await market.customer(), await market.customer({ currency: "CNY" })];
    const card = await refundedTopUp(byCard, "USD");
    const wallet = await refundedTopUp(byWallet, "CNY");
    const atStripe = market.stripe.control
      .refunds()
      .find((each) => each.metadata?.["refundId"] === card.refundId);
    market.stripe.control.failRefund(atStripe?.id ?? "");
    await market.runJobs();
    const atAntom = antom.simulator.control.refunds().at(-1);
    antom.simulator.control.returnRefund(atAntom?.id ?? "");
    // Every call goes on saying that it was paid: without the report nothing differs.
    expect(await compare()).toMatchObject({ found: 0 });
    antom.simulator.control.writeReports(reportsDir);
    expect(await compare()).toMatchObject({ found: 1 });
    expect(await wordsOf()).toEqual({ [atAntom?.id ?? ""]: "refund bounced: take_over" });
    // The nightly run takes it over by itself.
    market.jobs.push({ name: "reconciliations.nightly", payload: {} });
    await market.runJobs();
    expect(await wordsOf()).toEqual({});
    expect(await lookAt(byWallet, wallet.refundId)).toEqual(await lookAt(byCard, card.refundId));
    expect(await lookAt(byWallet, wallet.refundId)).toMatchObject({
      refund: [{ state: "failed" }],
      lots: [{ kind: "paid", state: "open", balance: "40000000000" }],
    });
    // The report still lies there, and changes nothing more.
    expect(await compare({ takesOver: true })).toMatchObject({ found: 0, tookOver: 0 });
    expect(isHealthy(await checkLedger(market.database.db))).toBe(true);
  });

  it("a payment nobody told us of is found through its order, and taken over", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer({ currency: "CNY" });
    const { sessionId, orderId } = await orderTopUp(market, customer, "50", "CNY", "alipay");
    await unheard(() => antom.simulator.control.pay(sessionId));
    expect(await compare({ takesOver: true })).toMatchObject({ found: 1, tookOver: 1 });
    await market.runJobs();
    expect(await rows(`SELECT state FROM "order" WHERE id = $1`, orderId)).toEqual([{ state: "paid" }]);
    expect(await wordsOf()).toEqual({});
  });

  it("a run that breaks off says why, and begins anew", async () => {
    antom.simulator.control.addRouteFault({
      path: "/ams/api/v1/payments/inquiryPayment",
      point: "before_handler",
      action: "server_error",
      count: 1,
    });
    const { data } = await reviewer.mutate("reconciliations.start", { settleMinutes: 0 });
    const id = { reconciliationId: data["reconciliationId"] };
    expect(await market.runJobs()).toHaveLength(1);
    expect((await reviewer.query("reconciliations.get", id)).data).toMatchObject({
      state: "running",
      problem: expect.stringContaining("HTTP 500"),
    });
    market.jobs.push({ name: "reconciliations.run", payload: id });
    expect(await market.runJobs()).toEqual([]);
    expect((await reviewer.query("reconciliations.get", id)).data).toMatchObject({
      state: "done",
      problem: null,
      found: 0,
    });
    expect(await rows("SELECT count(*)::int AS lines FROM reconciliation_line")).toEqual([{ lines: 0 }]);
  });
});

describe("a refund that somebody made at the provider itself (decision 0036)", () => {
  /** What is left of it all at the account. */
  const lookAt = async ({ accountId }: Customer, orderId: string) => ({
    refunds: await rows(
      `SELECT kind, state, net_nanos::text AS net, tax_nanos::text AS tax FROM refund WHERE order_id = $1`,
      orderId,
    ),
    lots: await rows(
      `SELECT l.kind, l.state, a.balance::text FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
        WHERE l.order_id = $1 ORDER BY l.kind`,
      orderId,
    ),
    expense: await rows(
      `SELECT sum(p.amount)::text AS nanos FROM ledger_posting p JOIN ledger_account a ON a.id = p.ledger_account_id
         JOIN ledger_journal j ON j.id = p.journal_id WHERE j.account_id = $1 AND a.code = 'expense.goodwill'`,
      accountId,
    ),
    mails: await rows(
      "SELECT kind FROM notice WHERE account_id = $1 AND kind LIKE 'refund%' ORDER BY kind",
      accountId,
    ),
    notes: await rows(
      "SELECT total_nanos::text AS total FROM invoice WHERE account_id = $1 AND kind = 'credit_note'",
      accountId,
    ),
  });
  /** Finds the one difference and has an administrator take it over. */
  async function book(subject: string) {
    await compare();
    const found = (await differences()).find((each) => each.subject === subject);
    expect([found?.["object"], found?.["kind"], found?.remedy]).toEqual([
      "refund",
      "missing_here",
      "book_refund",
    ]);
    return administrator.mutate("reconciliations.takeOver", { differenceId: found?.id });
  }
  const refusalsOf = async (customer: Customer, orderId: string) =>
    (await previewRefund(market.services, customer.as(), orderId)).refusals.map(({ code }) => code);

  let customer: Customer;
  let orderId: string;
  let made: string;

  it("Stripe: takes the credits that are unspent, books the rest as our expense, and tells the customer", async () => {
    customer = await market.customer();
    // $50.00 with a bonus of $2.50. Used: $10.00, the bonus first and then $7.50 of what was paid.
    const ordered = await orderTopUp(market, customer, "50");
    orderId = ordered.orderId;
    market.stripe.control.payCheckout(ordered.sessionId);
    await market.runJobs();
    await customer.use(1000);
    made = (await unheard(() => dashboard.refunds.create({ payment_intent: paymentOf(orderId) }))).id;
    // The nightly run takes nothing of the kind over: a person says so.
    expect(await compare({ takesOver: true })).toMatchObject({ found: 1, tookOver: 0 });
    expect((await book(made)).data).toMatchObject({ state: "resolved" });
    await market.runJobs();
    // $42.50 of credits go; $50.00 − $42.50 = $7.50 are ours.
    expect(await lookAt(customer, orderId)).toEqual({
      refunds: [{ kind: "outside", state: "refunded", net: "50000000000", tax: "0" }],
      lots: [
        { kind: "bonus", state: "spent", balance: "0" },
        { kind: "paid", state: "refunded", balance: "0" },
      ],
      expense: [{ nanos: "7500000000" }],
      mails: [{ kind: "refund_completed" }],
      notes: [{ total: "-50000000000" }],
    });
    expect(await refusalsOf(customer, orderId)).toContain("fully_refunded");
    expect(
      await rows(
        "SELECT actor_id FROM audit_row WHERE action = 'reconciliations.book_refund' AND account_id = $1",
        customer.accountId,
      ),
    ).toEqual([{ actor_id: administrator.loginId }]);
    expect(await compare()).toMatchObject({ found: 0 });
  });

  it("a word that comes late changes nothing; bounced, the amount is owed and a person is told (R6.4)", async () => {
    await market.runJobs();
    market.stripe.control.failRefund(made);
    await market.runJobs();
    expect(
      await rows(
        "SELECT balance::text FROM ledger_account WHERE account_id = $1 AND code = 'customer.owed'",
        customer.accountId,
      ),
    ).toEqual([{ balance: "50000000000" }]);
    expect((await lookAt(customer, orderId)).refunds).toEqual([
      { kind: "outside", state: "failed", net: "50000000000", tax: "0" },
    ]);
    expect(await compare()).toMatchObject({ found: 0 });
  });

  it("a plan ends with its whole payment, and goes on with a part of it (R6.1)", {
    tags: ["deep"],
  }, async () => {
    const [whole, part] = [await market.customer(), await market.customer()];
    const [all, some] = [await whole.subscribe("pro"), await part.subscribe("pro")];
    const state = async ({ accountId }: Customer) =>
      (await rows("SELECT state FROM subscription WHERE account_id = $1", accountId)).map(
        (each) => each["state"],
      );
    const back = await unheard(() => dashboard.refunds.create({ payment_intent: paymentOf(all) }));
    const little = await unheard(() =>
      dashboard.refunds.create({ payment_intent: paymentOf(some), amount: 700 }),
    );
    for (const { id } of [back, little]) expect((await book(id)).status).toBe(200);
    await market.runJobs();
    expect([await state(whole), await state(part)]).toEqual([["ended"], ["active"]]);
    // All of the price went back out of what was paid; $7.00 of the other one are ours.
    expect((await lookAt(whole, all)).expense).toEqual([{ nanos: null }]);
    expect((await lookAt(part, some)).expense).toEqual([{ nanos: "7000000000" }]);
    // By the rules $20.00 − $7.00 = $13.00 are left to return, less 5 %: $12.35.
    const left = await previewRefund(market.services, part.as(), some);
    expect(left.lines.findLast(({ key }) => key === "final_amount")?.amountNanos).toBe("12350000000");
  });

  it("Antom: the same, though its portal numbers the refund by itself", { tags: ["deep"] }, async () => {
    const wallet = await market.customer({ currency: "CNY" });
    const ordered = await orderTopUp(market, wallet, "40", "CNY", "alipay");
    antom.simulator.control.pay(ordered.sessionId);
    await market.runJobs();
    const [payment] = await rows(
      "SELECT provider_payment_id AS id FROM payment WHERE order_id = $1",
      ordered.orderId,
    );
    // ¥15.00 of ¥40.00.
    const refund = await unheard(() =>
      market.services.payments.antom?.refund({
        legId: newId(),
        refundId: newId(),
        paymentId: String(payment?.["id"]),
        amountMinor: 1500n,
        currency: "CNY",
      }),
    );
    expect((await book(refund?.providerRefundId ?? "")).data).toMatchObject({ state: "resolved" });
    await market.runJobs();
    const seen = await lookAt(wallet, ordered.orderId);
    expect(seen.refunds).toEqual([{ kind: "outside", state: "refunded", net: "15000000000", tax: "0" }]);
    expect(seen.lots).toEqual([{ kind: "paid", state: "open", balance: "25000000000" }]);
    expect([seen.expense, seen.mails]).toEqual([[{ nanos: null }], [{ kind: "refund_completed" }]]);
    expect(await compare()).toMatchObject({ found: 0 });
    expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
  });
});

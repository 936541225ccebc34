import { beforeAll, describe, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { cancelRefund } from "../../src/refunds/cancel.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { signPreview } from "../../src/refunds/preview-token.ts";
import { submitRefund } from "../../src/refunds/submit.ts";
import { readVelocity } from "../../src/refunds/velocity.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { policyAt } from "@tenure/core/policy";
import { previewVersion, subscriptionRefundFactsSchema } from "@tenure/core/refunds";
import { staff } from "../support/people.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Previews and submits as the dialog does. */
async function refund(customer: Customer, orderId: string, key?: string) {
  const { runner, signer } = market.services;
  return runner.run(
    submitRefund(signer),
    { orderId, previewToken: await token(customer, orderId) },
    customer.as(key),
  );
}

async function token(customer: Customer, orderId: string): Promise<string> {
  const decision = await previewRefund(market.services, customer.as(), orderId);
  const facts = subscriptionRefundFactsSchema.parse(decision.facts);
  return signPreview(market.services.signer, {
    accountId: customer.accountId,
    orderId,
    previewVersion: previewVersion(facts, policyAt(facts.now), []),
    finalNanos: "0",
  });
}

const refundRow = async (refundId: string) => {
  const [row] = await market.database.sql<Record<string, string | null>>(
    `SELECT state, gross_nanos::text gross, fee_nanos::text fee, remainder_nanos::text rest, net_nanos::text net,
            failure_code FROM refund WHERE id = $1`,
    [refundId],
  );
  return row;
};

const planOf = async (customer: Customer) => {
  const [row] = await market.database.sql<{ state: string; ends_at: Date }>(
    `SELECT s.state, t.ends_at FROM subscription s JOIN term t ON t.subscription_id = s.id
      WHERE s.account_id = $1 ORDER BY s.created_at DESC LIMIT 1`,
    [customer.accountId],
  );
  return row;
};

const atStripe = (orderRefundId: string) =>
  market.stripe.control.refunds().filter((each) => each.metadata?.["refundId"] === orderRefundId);

const mails = async (customer: Customer) =>
  (
    await market.database.sql<{ kind: string }>(`SELECT kind FROM notice WHERE account_id = $1 ORDER BY id`, [
      customer.accountId,
    ])
  ).map((row) => row.kind);

describe("a subscription refund from submit to the card", () => {
  it("returns the price less 5 % when nothing was used, and the account is on Free (R3.1, R6.1)", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const { answer } = await refund(customer, orderId);
    expect(await market.runJobs()).toEqual([]);
    // $20.00 paid, nothing used: balance 20.00; fee 5 % of it is 1.00; 19.00 is whole cents, so nothing remains.
    expect(await refundRow(answer.refundId)).toMatchObject({
      state: "refunded",
      gross: "20000000000",
      fee: "1000000000",
      rest: "0",
      net: "19000000000",
    });
    expect(atStripe(answer.refundId).map((each) => [each.amount, each.status])).toEqual([
      [1900, "succeeded"],
    ]);
    expect((await planOf(customer))?.state).toBe("ended");
    expect(await mails(customer)).toEqual(["subscription_started", "refund_submitted", "refund_completed"]);
  });

  it("rounds once, downwards, and the lines still add up (R3.7)", { tags: ["deep"] }, async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await customer.use(737);
    const { answer } = await refund(customer, orderId);
    await market.runJobs();
    // 20.00 − 7.37 = 12.63. Fee: 12.63 × 5 % = 0.6315. Net: 12.63 × 95 % = 11.9985, down to 11.99.
    // Remainder: 12.63 − 0.6315 − 11.99 = 0.0085.
    expect(await refundRow(answer.refundId)).toMatchObject({
      gross: "12630000000",
      fee: "631500000",
      rest: "8500000",
      net: "11990000000",
    });
    expect(atStripe(answer.refundId).map((each) => each.amount)).toEqual([1199]);
  });

  it("waits for the request in flight and pays the settled amount between floor and expectation (R3.6)", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await customer.use(200);
    const holdId = await customer.hold(500);
    const { answer } = await refund(customer, orderId);
    await market.runJobs();
    expect(await refundRow(answer.refundId)).toMatchObject({ state: "draining", net: null });
    const [range] = await market.database.sql<{ floor: string; expected: string }>(
      `SELECT floor_nanos::text floor, expected_nanos::text expected FROM refund WHERE id = $1`,
      [answer.refundId],
    );
    // Expected: (20 − 2) × 95 % = 17.10. Floor, the hold used in full: (20 − 2 − 5) × 95 % = 12.35.
    expect(range).toEqual({ floor: "12350000000", expected: "17100000000" });
    await customer.settle(holdId, 300);
    await market.runJobs();
    // Settled: (20 − 2 − 3) × 95 % = 14.25.
    expect(await refundRow(answer.refundId)).toMatchObject({ state: "refunded", net: "14250000000" });
    expect(atStripe(answer.refundId).map((each) => each.amount)).toEqual([1425]);
  });

  it("counts a request that never reports in full at the deadline, and gives the rest as credit later (R3.6)", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const holdId = await customer.hold(500);
    const { answer } = await refund(customer, orderId);
    await market.runJobs();
    await customer.later(HOUR);
    // Settled by the refund's job before the hold's own expiry is noticed, as when the deadline job runs first.
    market.jobs.push({ name: "refunds.advance", payload: { refundId: answer.refundId } });
    await market.runJobs();
    // (20 − 5) × 95 % = 14.25.
    expect(await refundRow(answer.refundId)).toMatchObject({ state: "refunded", net: "14250000000" });
    await customer.settle(holdId, 100);
    const wallet = await market.database.sql<{ code: string; sum: string }>(
      `SELECT code, sum(balance)::text AS sum FROM ledger_account WHERE account_id = $1 AND code LIKE 'wallet.%' GROUP BY code ORDER BY code`,
      [customer.accountId],
    );
    // Counted 5.00: the hold was over when its request reported, so all of it is credit; the late 1.00 is owed until
    // the next authorisation takes it from there. Together 4.00 is the customer's.
    expect(wallet).toEqual([
      { code: "wallet.debt", sum: "1000000000" },
      { code: "wallet.lot", sum: "5000000000" },
    ]);
  });

  it("shuts included usage from submit on: later usage never counts in the refund", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const holdId = await customer.hold(100);
    const { answer } = await refund(customer, orderId);
    await customer.use(700);
    await customer.settle(holdId, 100);
    await market.runJobs();
    // Only the request that was running counts: (20 − 1) × 95 % = 18.05. The 7.00 became a debt.
    expect(await refundRow(answer.refundId)).toMatchObject({ state: "refunded", net: "18050000000" });
    const [debt] = await market.database.sql<{ balance: string }>(
      `SELECT balance::text FROM ledger_account WHERE account_id = $1 AND code = 'wallet.debt'`,
      [customer.accountId],
    );
    expect(debt?.balance).toBe("7000000000");
  });

  it("can be canceled while it drains, and the subscription goes on", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await customer.hold(100);
    const { answer } = await refund(customer, orderId);
    await market.services.runner.run(
      cancelRefund,
      { refundId: answer.refundId, because: null },
      customer.as(),
    );
    await market.runJobs();
    expect((await refundRow(answer.refundId))?.["state"]).toBe("canceled");
    expect((await planOf(customer))?.state).toBe("active");
    expect(atStripe(answer.refundId)).toEqual([]);
  });

  it("refuses to cancel once the provider was asked", { tags: ["deep"] }, async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const { answer } = await refund(customer, orderId);
    await market.runJobs();
    await expect(
      market.services.runner.run(cancelRefund, { refundId: answer.refundId, because: null }, customer.as()),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("returns tax in proportion on its own line (R3.9)", { tags: ["deep"] }, async () => {
    const taxed = await market.customer();
    const { subscribe } = await import("../../src/orders/subscribe.ts");
    const { openCheckout } = await import("../../src/orders/open-checkout.ts");
    const [price] = await market.database.sql<{ id: string }>(
      `SELECT id FROM plan_price WHERE plan_id = 'pro' AND interval = 'month'`,
    );
    const { answer: order } = await market.services.runner.run(
      subscribe({ rateBps: async () => 2000 }),
      {
        planPriceId: price?.id,
        consents: { termsVersion: "2026-11", termsHash: "0".repeat(64), language: "en" },
        loginId: taxed.loginId,
      },
      taxed.as(),
    );
    await openCheckout(market.services, order.orderId);
    const [row] = await market.database.sql<{ provider_session_id: string; total_minor: string }>(
      `SELECT provider_session_id, total_minor::text FROM "order" WHERE id = $1`,
      [order.orderId],
    );
    // 20.00 and 20 % tax of it, 4.00: 24.00 is charged.
    expect(row?.total_minor).toBe("2400");
    market.stripe.control.payCheckout(row?.provider_session_id ?? "");
    await market.runJobs();
    await taxed.use(500);
    const { answer } = await refund(taxed, order.orderId);
    await market.runJobs();
    // Balance 15.00, net 14.25. Tax: 4.00 × 14.25 / 20.00 = 2.85. To the card: 17.10.
    expect(atStripe(answer.refundId).map((each) => each.amount)).toEqual([1710]);
  });
});

describe("what a refund refuses, in the order of R2", () => {
  const refusedWith = async (customer: Customer, orderId: string) => {
    const decision = await previewRefund(market.services, customer.as(), orderId);
    return decision.refusals.map((each) => each.code);
  };

  it("R2.1: exactly 24 hours after payment is inside, one millisecond later is not", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const decided = async (sinceMs: number) => {
      // The account's clock is set so that "now" is the payment plus the given time, give or take what the call takes:
      // the facts say exactly when it was decided, and the rule is held to that instant.
      await market.database.sql(`UPDATE account SET clock_offset_ms = 0 WHERE id = $1`, [customer.accountId]);
      await market.database.sql(
        `UPDATE account SET clock_offset_ms = floor(extract(epoch FROM (SELECT paid_at FROM "order" WHERE id = $2) - clock_timestamp()) * 1000) + $3 WHERE id = $1`,
        [customer.accountId, orderId, sinceMs],
      );
      return refusedWith(customer, orderId);
    };
    expect(await decided(DAY - 60_000)).toEqual([]);
    expect(await decided(DAY + 1)).toEqual(["window_expired"]);
  });

  it("R2.4: usage that consumed the payment leaves nothing, and one cent less leaves something", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await customer.use(1999);
    // 20.00 − 19.99 = 0.01; 95 % of a cent is less than a cent.
    expect(await refusedWith(customer, orderId)).toEqual(["below_provider_minimum"]);
    await customer.use(1);
    expect((await refusedWith(customer, orderId))[0]).toBe("usage_exceeds_refundable");
  });

  it("R2.6: an order that was not paid", async () => {
    const customer = await market.customer();
    const { orderId } = await customer.order();
    expect((await refusedWith(customer, orderId))[0]).toBe("order_not_completed");
  });

  it("R2.2, R2.3: under way, then refunded in full", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await customer.hold(100);
    await refund(customer, orderId);
    expect((await refusedWith(customer, orderId))[0]).toBe("refund_in_progress");
    await customer.later(HOUR);
    market.jobs.push({ name: "refunds.reconcile", payload: {} });
    await market.runJobs();
    expect((await refusedWith(customer, orderId))[0]).toBe("fully_refunded");
  });

  it("R2.7: a gift", { tags: ["deep"] }, async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await market.database.sql(`UPDATE "order" SET gift = true WHERE id = $1`, [orderId]);
    expect((await refusedWith(customer, orderId))[0]).toBe("gift_subscription");
  });

  it("R2.8: a dispute that is open, and no longer once it is won", { tags: ["deep"] }, async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const charge = market.stripe.control.charges().find((each) => each.metadata["orderId"] === orderId);
    const dispute = market.stripe.control.openDispute(charge?.id ?? "");
    await market.runJobs();
    expect(await refusedWith(customer, orderId)).toEqual(["disputed"]);
    market.stripe.control.winDispute(dispute.id);
    await market.runJobs();
    expect(await refusedWith(customer, orderId)).toEqual([]);
  });

  it("T1.3, T4.2: a distributor's purchase, a terminated account", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await market.database.sql(`UPDATE "order" SET distributor = 'App Store' WHERE id = $1`, [orderId]);
    await market.database.sql(`UPDATE account SET state = 'terminated' WHERE id = $1`, [customer.accountId]);
    expect(await refusedWith(customer, orderId)).toEqual([
      "distributor_purchase",
      "terminated_for_violation",
    ]);
  });

  it("R2.10: the fourth refund within thirty days is a case for a person, said openly", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    for (let count = 1; count <= 3; count += 1) {
      await refund(customer, await customer.subscribe("pro"));
      await market.runJobs();
    }
    const orderId = await customer.subscribe("pro");
    const decision = await previewRefund(market.services, customer.as(), orderId);
    expect([decision.outcome, decision.refusals.map((each) => each.code)]).toEqual([
      "review",
      ["review_required"],
    ]);
    await expect(refund(customer, orderId)).rejects.toBeInstanceOf(RefusedError);
  });

  it("R2.10: refunds of other live accounts count where person, card or device is the same, and nowhere else", {
    tags: ["deep"],
  }, async () => {
    const { sql } = market.database;
    const serial = await market.customer();
    for (let count = 1; count <= 3; count += 1) {
      await refund(serial, await serial.subscribe("pro"));
      await market.runJobs();
    }
    const outcome = async (other: Customer, orderId: string) =>
      (await previewRefund(market.services, other.as(), orderId)).outcome;
    const live = (accountId: string, cards: string) =>
      sql(
        `WITH card AS (UPDATE payment_method SET fingerprint = $2 WHERE account_id = $1)
         UPDATE account SET livemode = true WHERE id = $1`,
        [accountId, cards],
      );
    await live(serial.accountId, "card-of-serial");
    await sql("INSERT INTO account_device VALUES ($1, 'device-of-serial', now())", [serial.accountId]);
    const shared = {
      holder: `UPDATE holder_period SET subject_id = (SELECT subject_id FROM holder_period WHERE account_id = $2)
                WHERE account_id = $1`,
      owner: `UPDATE member SET login_id = (SELECT login_id FROM member WHERE account_id = $2) WHERE account_id = $1`,
      card: `UPDATE payment_method SET fingerprint = 'card-of-serial' WHERE account_id = $1 AND $2::uuid IS NOT NULL`,
      device: `INSERT INTO account_device SELECT $1, device_hash, now() FROM account_device WHERE account_id = $2`,
    };
    for (const [what, statement] of Object.entries(shared)) {
      const other = await market.customer();
      const orderId = await other.subscribe("pro");
      await live(other.accountId, `card-of-${what}`);
      expect([what, await outcome(other, orderId)]).toEqual([what, "granted"]);
      await sql(statement, [other.accountId, serial.accountId]);
      expect([what, await outcome(other, orderId)]).toEqual([what, "review"]);
      // In the sandbox everybody pays with the same test cards: there an account counts by itself.
      await sql("UPDATE account SET livemode = false WHERE id = $1", [other.accountId]);
      expect([what, await outcome(other, orderId)]).toEqual([what, "granted"]);
    }
    // The three refunds of the one live account that had any, seen from each side; the sandbox's are not among them.
    const query = { from: new Date(Date.now() - DAY), livemode: true, atLeast: 3, limit: 10 };
    expect(await readVelocity(market.database.db, query)).toMatchObject([
      { trait: "account", value: serial.accountId, accounts: 1, refunds: 3 },
      { trait: "card", value: "card-of-serial", accounts: 1, refunds: 3 },
      { trait: "device", value: "device-of-serial", accounts: 1, refunds: 3 },
      { trait: "person", accounts: 1, refunds: 3 },
    ]);
    expect(await readVelocity(market.database.db, { ...query, atLeast: 4 })).toEqual([]);
    // Staff see the same with names, sums and cases; this deployment looks at sandbox accounts, so the one goes there.
    await sql("UPDATE account SET livemode = false WHERE id = $1", [serial.accountId]);
    const reviewer = await staff(market, "reviewer");
    const { data } = await reviewer.query("refunds.velocity", { days: 1, atLeast: 3 });
    expect(data["limit"]).toEqual({ refunds: 3, days: 30 });
    const rows = data["rows"] as Record<string, unknown>[];
    expect(rows.find((row) => row["value"] === "card-of-serial")).toMatchObject({
      trait: "card",
      cardLabel: "Visa •••• 4242",
      refunds: 3,
      accountCount: 1,
      accounts: [{ id: serial.accountId }],
      cases: [],
      reviewed: true,
    });
    expect(rows.find((row) => row["trait"] === "person")).toMatchObject({ cardLabel: null });
    // Three times 20.00 less 5 %: 19.00 each.
    expect(rows.find((row) => row["value"] === serial.accountId)?.["paid"]).toEqual([
      { amount: "57.00", currency: "USD" },
    ]);
  });
});

describe("a refund that does not arrive (R6.4)", () => {
  it("R6.4: fails at the provider: the term is back, longer by the time it was gone, and said", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const before = await planOf(customer);
    market.stripe.control.planRefunds("pending");
    const { answer } = await refund(customer, orderId);
    await market.runJobs();
    expect((await refundRow(answer.refundId))?.["state"]).toBe("pending");
    await customer.later(HOUR);
    market.stripe.control.failRefund(atStripe(answer.refundId)[0]?.id ?? "", "lost_or_stolen_card");
    await market.runJobs();
    expect(await refundRow(answer.refundId)).toMatchObject({
      state: "failed",
      failure_code: "lost_or_stolen_card",
    });
    const after = await planOf(customer);
    expect(after?.state).toBe("active");
    const extendedMs = (after?.ends_at.getTime() ?? 0) - (before?.ends_at.getTime() ?? 0);
    expect(extendedMs).toBeGreaterThanOrEqual(HOUR);
    expect(extendedMs).toBeLessThan(HOUR + 60_000);
    expect(await mails(customer)).toEqual(["subscription_started", "refund_submitted", "refund_failed"]);
  });

  it("R6.4: bounces days after it was paid: the term returns and can be refunded no more than once", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const { answer } = await refund(customer, orderId);
    await market.runJobs();
    await customer.later(5 * DAY);
    market.stripe.control.failRefund(atStripe(answer.refundId)[0]?.id ?? "", "expired_or_canceled_card");
    await market.runJobs();
    expect((await refundRow(answer.refundId))?.["state"]).toBe("failed");
    expect((await planOf(customer))?.state).toBe("active");
    const [owed] = await market.database.sql<{ count: string }>(
      `SELECT count(*)::text FROM ledger_account WHERE account_id = $1 AND code = 'customer.owed' AND balance <> 0`,
      [customer.accountId],
    );
    expect(owed?.count).toBe("0");
  });

  it("R6.4: bounces after another subscription began: the net is owed, and a person is told", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const { answer } = await refund(customer, await customer.subscribe("pro"));
    await market.runJobs();
    await customer.subscribe("max");
    market.stripe.control.failRefund(atStripe(answer.refundId)[0]?.id ?? "");
    await market.runJobs();
    const [owed] = await market.database.sql<{ balance: string }>(
      `SELECT balance::text FROM ledger_account WHERE account_id = $1 AND code = 'customer.owed'`,
      [customer.accountId],
    );
    expect(owed?.balance).toBe("19000000000");
    const alerts = await market.database.sql<{ kind: string }>(
      `SELECT kind FROM operator_alert WHERE account_id = $1 ORDER BY kind`,
      [customer.accountId],
    );
    expect(alerts.map((each) => each.kind)).toEqual(["refund_failed", "refund_owed_to_customer"]);
  });
});

describe("paying", () => {
  it("paid twice in two tabs: the second payment goes back whole, and the customer is told", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const [first, second] = [await customer.order("pro"), await customer.order("pro")];
    market.stripe.control.payCheckout(first.sessionId);
    market.stripe.control.payCheckout(second.sessionId);
    expect(await market.runJobs()).toEqual([]);
    const returned = market.stripe.control
      .refunds()
      .filter((each) => {
        const session = market.stripe.control.sessionOfIntent(
          typeof each.payment_intent === "string" ? each.payment_intent : "",
        );
        return session?.id === first.sessionId || session?.id === second.sessionId;
      })
      .map((each) => each.amount);
    expect(returned).toEqual([2000]);
    const kinds = await mails(customer);
    expect(kinds).toContain("payment_returned");
    const states = await market.database.sql<{ state: string }>(
      `SELECT state FROM "order" WHERE account_id = $1 ORDER BY state`,
      [customer.accountId],
    );
    expect(states.map((each) => each.state)).toEqual(["failed", "paid"]);
  });

  it("a payment that arrives after the order expired re-opens it", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await customer.order("pro");
    market.stripe.control.pauseWebhooks();
    market.stripe.control.payCheckout(sessionId);
    await market.database.sql(`UPDATE "order" SET state = 'expired' WHERE id = $1`, [orderId]);
    market.stripe.control.resumeWebhooks();
    await market.runJobs();
    const [row] = await market.database.sql<{ state: string }>(`SELECT state FROM "order" WHERE id = $1`, [
      orderId,
    ]);
    expect([row?.state, (await planOf(customer))?.state]).toEqual(["paid", "active"]);
  });

  it("a lost notification loses no payment: the expiry asks the provider first", async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await customer.order("pro");
    market.stripe.control.addEventFault({ type: "*", action: "drop", count: 3 });
    market.stripe.control.payCheckout(sessionId);
    await market.runJobs();
    market.stripe.control.clearFaults();
    await customer.later(2 * HOUR);
    market.jobs.push({ name: "orders.expire", payload: {} });
    await market.runJobs();
    const [row] = await market.database.sql<{ state: string }>(`SELECT state FROM "order" WHERE id = $1`, [
      orderId,
    ]);
    expect(row?.state).toBe("paid");
  });
});

it("the ledger is healthy after all of it", async () => {
  const report = await checkLedger(market.services.db);
  expect(report.journals).toBeGreaterThan(20);
  expect(isHealthy(report), JSON.stringify(report)).toBe(true);
});

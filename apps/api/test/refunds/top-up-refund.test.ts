import { beforeAll, describe, expect, it } from "vitest";
import { RefusedError } from "../../src/errors/app-error.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { cancelRefund } from "../../src/refunds/cancel.ts";
import { previewRefund, readPreviewDecision } from "../../src/refunds/preview.ts";
import { signPreview } from "../../src/refunds/preview-token.ts";
import { submitTopUpRefund } from "../../src/refunds/submit-top-up.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { topUp } from "../top-ups/till.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Cents to nanos, as text. */
const cents = (count: number) => (BigInt(count) * 10_000_000n).toString();

/** Previews and submits as the dialog does. */
async function refund(customer: Customer, orderId: string, key?: string) {
  const { runner, signer } = market.services;
  const decision = await previewRefund(market.services, customer.as(), orderId);
  const previewToken = signPreview(signer, {
    accountId: customer.accountId,
    orderId,
    previewVersion: readPreviewDecision(decision).version,
    finalNanos: "0",
  });
  return runner.run(submitTopUpRefund(signer), { orderId, previewToken }, customer.as(key));
}

const refundRow = async (refundId: string) => {
  const [row] = await market.database.sql<Record<string, string | null>>(
    `SELECT state, gross_nanos::text gross, fee_nanos::text fee, net_nanos::text net, wallet_debit_nanos::text debit,
            failure_code FROM refund WHERE id = $1`,
    [refundId],
  );
  return row;
};
/** The lots of an order: paid first. */
const lotsOf = (orderId: string) =>
  market.database.sql<{ kind: string; state: string; balance: string; days: number | null }>(
    `SELECT l.kind, l.state, a.balance::text, round(EXTRACT(EPOCH FROM l.expires_at - l.opened_at) / 86400)::int AS days
       FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
      WHERE l.order_id = $1 ORDER BY l.kind DESC, l.id`,
    [orderId],
  );
const debtOf = async ({ accountId }: Customer) =>
  (
    await market.database.sql<{ balance: string }>(
      "SELECT balance::text FROM ledger_account WHERE account_id = $1 AND code = 'wallet.debt'",
      [accountId],
    )
  )[0]?.balance ?? "0";
const atStripe = (refundId: string) =>
  market.stripe.control.refunds().filter((each) => each.metadata?.["refundId"] === refundId);
const mails = async ({ accountId }: Customer) =>
  (
    await market.database.sql<{ kind: string }>("SELECT kind FROM notice WHERE account_id = $1 ORDER BY id", [
      accountId,
    ])
  ).map((row) => row.kind);
/** Lets a draining refund be looked at again, as its own later job would. */
const lookAgain = async (refundId: string) => {
  market.jobs.push({ name: "refunds.advance", payload: { refundId } });
  await market.runJobs();
};

describe("a top-up refund from submit to the card", () => {
  it("R3.3, R3.4: takes the unused credits gross, forfeits the bonus, pays 95 % and tells the customer", async () => {
    const customer = await market.customer();
    // $100.00 with a bonus of 10 %: $10.00.
    const { orderId } = await topUp(market, customer, "100.00");
    await customer.use(250);
    const { answer } = await refund(customer, orderId);
    // Set aside in the same commit: 100.00 − 2.50, while the 7.50 that are left of the bonus are gone.
    expect(await lotsOf(orderId)).toMatchObject([
      { kind: "paid", state: "open", balance: cents(250) },
      { kind: "bonus", state: "forfeited", balance: "0" },
    ]);
    expect(await market.runJobs()).toEqual([]);
    // Balance 97.50; fee 4.875; net 92.625, down to 92.62.
    expect(await refundRow(answer.refundId)).toEqual({
      state: "refunded",
      gross: cents(9750),
      fee: "4875000000",
      net: cents(9262),
      debit: cents(9750),
      failure_code: null,
    });
    expect(atStripe(answer.refundId).map((each) => [each.amount, each.status])).toEqual([
      [9262, "succeeded"],
    ]);
    expect(await mails(customer)).toEqual(["top_up_received", "refund_submitted", "refund_completed"]);
  });

  it("R3.6: a request in flight keeps its promise; what it used is taken off the refund and comes back to the wallet", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const { orderId } = await topUp(market, customer, "20.00");
    const held = await customer.hold(400);
    const { answer } = await refund(customer, orderId);
    await market.runJobs();
    expect((await refundRow(answer.refundId))?.["state"]).toBe("draining");
    // Nothing is left for a request that starts now.
    await expect(customer.hold(1)).rejects.toThrow(RefusedError);
    // Paid from debt, since all credits are set aside.
    await customer.settle(held, 150);
    expect(await debtOf(customer)).toBe(cents(150));
    await lookAgain(answer.refundId);
    // 20.00 − 1.50 = 18.50; fee 0.925; net 17.575, down to 17.57. 1.50 return, which pay the debt with the next request.
    expect(await refundRow(answer.refundId)).toMatchObject({
      state: "refunded",
      gross: cents(1850),
      net: cents(1757),
      debit: cents(1850),
    });
    expect(await lotsOf(orderId)).toMatchObject([{ state: "open", balance: cents(150) }]);
  });

  it("R3.6: what a request uses beyond its promise is no matter of the refund: the floor holds", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const { orderId } = await topUp(market, customer, "20.00");
    const held = await customer.hold(400);
    const { answer } = await refund(customer, orderId);
    await customer.settle(held, 900);
    await lookAgain(answer.refundId);
    // Floor: 20.00 − 4.00 = 16.00, net 15.20. Five dollars beyond the promise stay the account's debt.
    expect(await refundRow(answer.refundId)).toMatchObject({ state: "refunded", net: cents(1520) });
    expect(await debtOf(customer)).toBe(cents(900));
    expect(await lotsOf(orderId)).toMatchObject([{ state: "open", balance: cents(400) }]);
  });

  it("R2.5: a debt that the paid credits do not cover refuses it, and says so", async () => {
    const customer = await market.customer();
    const { orderId: first } = await topUp(market, customer, "20.00");
    await customer.use(2300);
    const { orderId } = await topUp(market, customer, "20.00");
    const decision = await previewRefund(market.services, customer.as(), orderId);
    expect(decision.refusals.map(({ code }) => code)).toEqual(["insufficient_balance"]);
    expect((await previewRefund(market.services, customer.as(), first)).refusals[0]?.code).toBe(
      "usage_exceeds_refundable",
    );
    await expect(refund(customer, orderId)).rejects.toThrow(RefusedError);
  });

  it("R2.1, R1.2: each order has its own window", { tags: ["deep"] }, async () => {
    const customer = await market.customer();
    const { orderId: early } = await topUp(market, customer, "20.00");
    await customer.later(20 * HOUR);
    const { orderId: late } = await topUp(market, customer, "20.00");
    await customer.later(5 * HOUR);
    expect(
      (await previewRefund(market.services, customer.as(), early)).refusals.map(({ code }) => code),
    ).toEqual(["window_expired"]);
    expect((await previewRefund(market.services, customer.as(), late)).outcome).toBe("granted");
  });

  it("can be called off while requests are in flight: credits and bonus are back", async () => {
    const customer = await market.customer();
    const { orderId } = await topUp(market, customer, "100.00");
    await customer.hold(400);
    const { answer } = await refund(customer, orderId);
    await market.services.runner.run(
      cancelRefund,
      { refundId: answer.refundId, because: null },
      customer.as(),
    );
    expect(await lotsOf(orderId)).toMatchObject([
      { kind: "paid", state: "open", balance: cents(10_000) },
      { kind: "bonus", state: "open", balance: cents(1000) },
    ]);
    // And it may be asked for again.
    expect((await previewRefund(market.services, customer.as(), orderId)).outcome).toBe("granted");
  });

  it("R6.4: bounces after 20 days: wallet and bonus return, their expiry extended by the absence, once", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const { orderId } = await topUp(market, customer, "100.00");
    const before = await lotsOf(orderId);
    const { answer } = await refund(customer, orderId);
    await market.runJobs();
    expect(await lotsOf(orderId)).toMatchObject([
      { kind: "paid", state: "refunded", balance: "0" },
      { kind: "bonus", state: "forfeited", balance: "0" },
    ]);
    await customer.later(20 * DAY);
    const [paid] = atStripe(answer.refundId);
    market.stripe.control.failRefund(paid?.id ?? "", "lost_or_stolen_card");
    await market.runJobs();
    await lookAgain(answer.refundId);
    expect(await refundRow(answer.refundId)).toMatchObject({ state: "failed", debit: "0" });
    expect(await lotsOf(orderId)).toEqual([
      // Paid credits never expire; the bonus lives as many days longer as it was gone.
      { kind: "paid", state: "open", balance: cents(10_000), days: null },
      { kind: "bonus", state: "open", balance: cents(1000), days: (before[1]?.days ?? 0) + 20 },
    ]);
    expect((await mails(customer)).filter((kind) => kind === "refund_failed")).toHaveLength(1);
  });

  it("twenty at once, with the same key and with others: one refund", async () => {
    const customer = await market.customer();
    const { orderId } = await topUp(market, customer, "20.00");
    const ended = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        refund(customer, orderId, index % 2 === 0 ? `same-${orderId}` : undefined),
      ),
    );
    expect(ended.some(({ status }) => status === "fulfilled")).toBe(true);
    await market.runJobs();
    const rows = await market.database.sql("SELECT id FROM refund WHERE order_id = $1", [orderId]);
    expect(rows).toHaveLength(1);
    expect(market.stripe.control.refunds().filter((each) => each.amount === 1900).length).toBe(1);
  });

  it("leaves books that add up", async () => {
    const report = await checkLedger(market.database.db);
    expect(isHealthy(report), JSON.stringify(report)).toBe(true);
  });
});

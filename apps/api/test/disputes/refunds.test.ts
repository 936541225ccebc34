import { beforeAll, describe, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { recordDispute } from "../../src/payments/record-dispute.ts";
import { previewRefund, readPreviewDecision } from "../../src/refunds/preview.ts";
import { signPreview } from "../../src/refunds/preview-token.ts";
import { submitTopUpRefund } from "../../src/refunds/submit-top-up.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { orderTopUp, topUp } from "../top-ups/till.ts";
import { booksOf, chargeOf, disputeRow, lotsOf } from "./bank.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

async function token(customer: Customer, orderId: string): Promise<string> {
  const decision = await previewRefund(market.services, customer.as(), orderId);
  return signPreview(market.services.signer, {
    accountId: customer.accountId,
    orderId,
    previewVersion: readPreviewDecision(decision).version,
    finalNanos: "0",
  });
}
const submit = async (customer: Customer, orderId: string, previewToken: string) =>
  (
    await market.services.runner.run(
      submitTopUpRefund(market.services.signer),
      { orderId, previewToken },
      customer.as(),
    )
  ).answer.refundId;
const refundOf = async (refundId: string) => {
  const [row] = await market.database.sql<{ state: string; code: string | null }>(
    "SELECT state, failure_code AS code FROM refund WHERE id = $1",
    [refundId],
  );
  return row;
};
const lookAgain = async (refundId: string) => {
  market.jobs.push({ name: "refunds.advance", payload: { refundId } });
  await market.runJobs();
};
const alertsAbout = async (dispute: { readonly id: string }) =>
  (
    await market.database.sql<{ dedupe_key: string }>(
      "SELECT dedupe_key FROM operator_alert WHERE dedupe_key LIKE 'payment_disputed:' || $1 || '%' ORDER BY 1",
      [dispute.id],
    )
  ).map((row) => row.dedupe_key);
/** What left Stripe by refunds of an order, in cents. */
const refundedAt = (orderId: string) =>
  market.stripe.control
    .refunds()
    .filter((each) => each.charge === chargeOf(market, orderId) && each.status === "succeeded")
    .reduce((sum, each) => sum + each.amount, 0);

describe("a dispute and a refund of the same payment", () => {
  it("R2.8: a refund that drains is called off, and what comes back of it is frozen in the same commit", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const { orderId } = await topUp(market, customer, "20.00");
    const holdId = await customer.hold(300);
    const refundId = await submit(customer, orderId, await token(customer, orderId));
    await market.runJobs();
    expect((await refundOf(refundId))?.state).toBe("draining");
    const dispute = market.stripe.control.openDispute(chargeOf(market, orderId));
    await market.runJobs();
    // The refund holds the credits; nothing is left to freeze.
    expect(await disputeRow(market, dispute.id)).toMatchObject({ state: "open", frozen: "0.00" });
    await customer.settle(holdId, 100);
    await lookAgain(refundId);
    expect(await refundOf(refundId)).toEqual({ state: "canceled", code: "disputed" });
    // Set aside were 20.00 − 0.00; the request in flight was paid from debt: 1.00.
    expect(await disputeRow(market, dispute.id)).toMatchObject({ frozen: "20.00" });
    expect(await lotsOf(market, orderId)).toEqual(["paid frozen 0.00"]);
    expect(await booksOf(market, customer)).toMatchObject({
      "dispute.frozen": "20.00",
      "wallet.debt": "1.00",
    });
    await expect(customer.hold(1)).rejects.toThrow("debt_outstanding");
    expect(refundedAt(orderId)).toBe(0);
  });

  it("a refund that the bank stops for the dispute gives its credits back frozen", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const { orderId, sessionId } = await orderTopUp(market, customer, "20.00");
    // A card whose refunds wait for the bank's word.
    market.stripe.control.payCheckout(sessionId, "4000000000007726");
    await market.runJobs();
    const refundId = await submit(customer, orderId, await token(customer, orderId));
    await market.runJobs();
    expect((await refundOf(refundId))?.state).toBe("pending");
    const dispute = market.stripe.control.openDispute(chargeOf(market, orderId));
    await market.runJobs();
    expect(await refundOf(refundId)).toEqual({
      state: "failed",
      code: "charge_for_pending_refund_disputed",
    });
    expect(await lotsOf(market, orderId)).toEqual(["paid frozen 0.00"]);
    expect(await disputeRow(market, dispute.id)).toMatchObject({ state: "open", frozen: "20.00" });
    market.stripe.control.winDispute(dispute.id);
    await market.runJobs();
    expect(await lotsOf(market, orderId)).toEqual(["paid open 20.00"]);
  });

  it("refunded and charged back: a person is told, and what the bank took again is the customer's debt", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const { orderId } = await topUp(market, customer, "20.00");
    const refundId = await submit(customer, orderId, await token(customer, orderId));
    await market.runJobs();
    expect((await refundOf(refundId))?.state).toBe("refunded");
    const dispute = market.stripe.control.openDispute(chargeOf(market, orderId));
    await market.runJobs();
    expect(await alertsAbout(dispute)).toEqual([
      `payment_disputed:${dispute.id}`,
      `payment_disputed:${dispute.id}:refunded`,
    ]);
    market.stripe.control.loseDispute(dispute.id);
    await market.runJobs();
    expect(await booksOf(market, customer)).toEqual({
      "wallet.debt": "20.00",
      "revenue.refund_fee": "1.00",
      "expense.dispute_fees": "15.00",
      // 20.00 − 19.00 − 20.00 − 15.00
      "cash.stripe": "-34.00",
    });
  });

  it("submitted and disputed at the same moment, ten times: never both unseen", {
    tags: ["deep"],
  }, async () => {
    for (let round = 0; round < 10; round += 1) {
      const customer = await market.customer();
      const { orderId } = await topUp(market, customer, "20.00");
      const previewToken = await token(customer, orderId);
      market.stripe.control.addEventFault({ type: "*", action: "drop", count: 3 });
      const dispute = market.stripe.control.openDispute(chargeOf(market, orderId));
      const [submitted] = await Promise.allSettled([
        submit(customer, orderId, previewToken),
        recordDispute(market.services, dispute.id),
      ]);
      market.stripe.control.clearFaults();
      await market.runJobs();
      // Whoever was first: no money was refunded, and every credit is frozen.
      if (submitted.status === "fulfilled") {
        await lookAgain(submitted.value);
        expect((await refundOf(submitted.value))?.state).toMatch(/^(canceled|failed)$/);
      } else expect(String(submitted.reason)).toContain("disputed");
      expect(refundedAt(orderId)).toBe(0);
      expect(await disputeRow(market, dispute.id)).toMatchObject({ state: "open", frozen: "20.00" });
    }
  });

  it("used and disputed at the same moment: what was promised is used, the rest is frozen, nothing twice", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const { orderId } = await topUp(market, customer, "20.00");
    const dispute = market.stripe.control.openDispute(chargeOf(market, orderId));
    // $1.00 each: at most twenty are promised.
    const answers = await Promise.allSettled([
      ...Array.from({ length: 30 }, () => customer.hold(100)),
      recordDispute(market.services, dispute.id),
    ]);
    await market.runJobs();
    const holds = answers.flatMap((each) =>
      each.status === "fulfilled" && typeof each.value === "string" ? [each.value] : [],
    );
    expect(holds.length).toBeLessThanOrEqual(20);
    for (const holdId of holds) await customer.settle(holdId, 100);
    // All 20.00 are frozen; requests that were promised credits before are debt.
    const debt = holds.length === 0 ? {} : { "wallet.debt": `${holds.length}.00` };
    expect(await booksOf(market, customer)).toMatchObject({ "dispute.frozen": "20.00", ...debt });
    await expect(customer.hold(1)).rejects.toThrow(/insufficient_funds|debt_outstanding/);
  });
});

it("the books of all of it add up", async () => {
  const report = await checkLedger(market.services.db);
  expect(isHealthy(report), JSON.stringify(report.findings)).toBe(true);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { applyPaymentOf } from "../../src/payments/apply-payment.ts";
import { previewToken } from "../refunds/door.ts";
import { type Arena, openArena } from "../refunds/races.ts";
import { openLiveMarket } from "../support/live-market.ts";
import { until } from "../support/until.ts";
import { orderTopUp } from "../top-ups/till.ts";
import { booksOf, chargeOf, disputeRow } from "./bank.ts";

let arena: Arena;
beforeAll(async () => {
  arena = await openArena(await openLiveMarket());
});
afterAll(() => arena.close());

const timeout = 120_000;

/** A customer with $20.00 of credits, whose bank disputes them; nobody of the product has heard of it. */
async function disputed() {
  const { market } = arena;
  const customer = await market.customer();
  const { orderId, sessionId } = await orderTopUp(market, customer, "20.00");
  market.stripe.control.payCheckout(sessionId);
  const intent = market.stripe.control.checkoutSession(sessionId).payment_intent;
  if (typeof intent !== "string") throw new Error("the checkout has no payment yet");
  await applyPaymentOf(market.services, intent);
  const token = await previewToken(market.services, customer.as(), orderId);
  const dispute = market.stripe.control.openDispute(chargeOf(market, orderId));
  return { customer, orderId, token, disputeId: dispute.id };
}

it("R2.8: a dispute and a refund at once from two processes: no money leaves twice, every credit is frozen", {
  tags: ["deep"],
  timeout,
}, async () => {
  const { market, processes } = arena;
  const races = [];
  for (let round = 0; round < 8; round += 1) {
    const race = await disputed();
    const { customer, orderId, token, disputeId } = race;
    const [first, second] = round % 2 === 0 ? processes : [processes[1], processes[0]];
    const submit = () =>
      first.ask({ do: "submit", context: customer.as(), orderId, token, bought: "top_up" });
    const record = () => second.ask({ do: "dispute", disputeId });
    const [submitted, recorded, again] = await Promise.all([submit(), record(), record()]);
    expect([recorded, again]).toMatchObject([{ answer: "applied" }, { answer: "applied" }]);
    if (submitted.kind === "failed") expect(submitted.error).toContain("disputed");
    races.push({ ...race, refundId: submitted.kind === "done" ? submitted.answer : null });
  }
  for (const process of processes) process.start(null);
  const refundIds = races.flatMap(({ refundId }) => refundId ?? []);
  await until(
    "every refund was called off, or refused by the bank",
    async () =>
      (
        await market.database.sql(
          "SELECT 1 FROM refund WHERE id = ANY($1::uuid[]) AND state NOT IN ('canceled', 'failed')",
          [refundIds],
        )
      ).length === 0,
    60_000,
    150,
  );
  for (const { customer, orderId, disputeId } of races) {
    expect(await disputeRow(market, disputeId)).toMatchObject({ state: "open", frozen: "20.00" });
    // 20.00 came; 20.00 and the fee of 15.00 were taken once.
    expect(await booksOf(market, customer)).toEqual({
      "dispute.frozen": "20.00",
      "payment.disputed": "20.00",
      "expense.dispute_fees": "15.00",
      "cash.stripe": "-15.00",
    });
    const paidOut = market.stripe.control
      .refunds()
      .filter((each) => each.charge === chargeOf(market, orderId) && each.status === "succeeded");
    expect(paidOut).toEqual([]);
  }
});

it("C4.10: a dispute that two processes write down while requests ask for the credits: each is used or frozen, once", {
  tags: ["deep"],
  timeout,
}, async () => {
  const { market, processes } = arena;
  const { customer, disputeId } = await disputed();
  const asked = async () => {
    let granted = 0;
    for (let number = 0; number < 10; number += 1)
      await customer.hold(100).then(
        async (holdId) => {
          granted += 1;
          await customer.settle(holdId, 100);
        },
        (error) => expect(String(error)).toMatch(/insufficient_funds|debt_outstanding/),
      );
    return granted;
  };
  const [granted] = await Promise.all([
    asked(),
    ...processes.map((process) => process.ask({ do: "dispute", disputeId })),
  ]);
  const row = await disputeRow(market, disputeId);
  const { "wallet.debt": debt = "0.00" } = await booksOf(market, customer);
  // Of 20.00: what was used of the credits, and what is frozen; a request that was promised them before is debt.
  expect(Number(row?.["frozen"]) + granted - Number(debt)).toBe(20);
  expect(row).toMatchObject({ state: "open", withdrawn: "20.00" });
});

it("the books of all of it add up", async () => {
  const report = await checkLedger(arena.market.database.db);
  expect(isHealthy(report), JSON.stringify(report.findings)).toBe(true);
});

import { beforeAll, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { reviewReferral } from "../../src/referrals/jobs.ts";
import { submit } from "../refunds/door.ts";
import { type Market, openMarket } from "../support/market.ts";
import { DAY_MS, decideDue, invitation, type Invitation } from "./world.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

/** An invitation whose order is paid and whose reward was given. */
async function rewarded(): Promise<Invitation & { readonly orderId: string }> {
  const one = await invitation(market);
  const orderId = await one.referred.subscribe("pro");
  await one.referred.later(DAY_MS + 1000);
  await decideDue(market);
  expect((await one.look()).state).toBe("rewarded");
  return { ...one, orderId };
}

const loseDispute = async (orderId: string): Promise<void> => {
  const charge = market.stripe.control.charges().find((each) => each.metadata["orderId"] === orderId);
  const dispute = market.stripe.control.openDispute(charge?.id ?? "");
  market.stripe.control.loseDispute(dispute.id);
  await market.runJobs();
};

const debtOf = async (accountId: string): Promise<string> => {
  const [row] = await market.database.sql<{ debt: string }>(
    `SELECT coalesce(sum(balance), 0)::text AS debt FROM ledger_account WHERE account_id = $1 AND code = 'wallet.debt'`,
    [accountId],
  );
  return row?.debt ?? "";
};

it("R3.5: an order that is refunded inside its window earns nothing; when the refund bounces, it does after all (R6.4)", {
  tags: ["deep"],
}, async () => {
  const { referred, look } = await invitation(market);
  const orderId = await referred.subscribe("pro");
  const refundId = await submit(market.services, referred.as(), orderId);
  await market.runJobs();
  await referred.later(DAY_MS + 1000);
  await decideDue(market);
  expect(await look()).toEqual({ state: "refused", reason: "referral_order_returned", lot: null, mails: [] });
  const atStripe = market.stripe.control.refunds().find((each) => each.metadata?.["refundId"] === refundId);
  market.stripe.control.failRefund(atStripe?.id ?? "", "lost_or_stolen_card");
  await market.runJobs();
  expect((await look()).state).toBe("waiting");
  await decideDue(market);
  expect(await look()).toEqual({
    state: "rewarded",
    reason: null,
    lot: "open 500 500",
    mails: ["referral_rewarded"],
  });
});

it("R3.5: while a refund waits for a request in flight nothing is decided; approved, the reward is refused", {
  tags: ["deep"],
}, async () => {
  const { referred, look } = await invitation(market);
  const orderId = await referred.subscribe("pro");
  const holdId = await referred.hold(100);
  const refundId = await submit(market.services, referred.as(), orderId);
  await market.runJobs();
  // Due, but the refund is still draining.
  await market.database.sql("UPDATE referral SET due_at = now() - interval '1 second' WHERE order_id = $1", [
    orderId,
  ]);
  await decideDue(market);
  expect((await look()).state).toBe("waiting");
  await referred.settle(holdId, 50);
  market.jobs.push({ name: "refunds.advance", payload: { refundId } });
  await market.runJobs();
  await decideDue(market);
  expect(await look()).toMatchObject({ state: "refused", reason: "referral_order_returned" });
});

it("R3.5 R6.2: a dispute that is lost takes back what is unspent of the reward; what was spent is nobody's debt", {
  tags: ["deep"],
}, async () => {
  const { referrer, orderId, look } = await rewarded();
  // $1.50 of the $5.00.
  await referrer.use(150);
  await loseDispute(orderId);
  expect(await look()).toEqual({
    state: "revoked",
    reason: "referral_order_returned",
    lot: "revoked 500 0",
    mails: ["referral_rewarded", "referral_revoked"],
  });
  expect(await debtOf(referrer.accountId)).toBe("0");
  // The platform's loss: $5.00 of expense less the $3.50 that came back.
  const [expense] = await market.database.sql<{ cents: number }>(
    `SELECT (sum(p.amount) / 10000000)::int AS cents FROM ledger_posting p JOIN ledger_account a ON a.id = p.ledger_account_id
       JOIN ledger_journal j ON j.id = p.journal_id WHERE a.code = 'expense.referral' AND j.account_id = $1`,
    [referrer.accountId],
  );
  expect(expense?.cents).toBe(150);
  // Told again and again: nothing more happens.
  for (let time = 0; time < 2; time += 1) await reviewReferral(market.services, { orderId });
  expect((await look()).mails).toEqual(["referral_rewarded", "referral_revoked"]);
  expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
});

it("R3.5: a reward that was spent in full is revoked and takes nothing from other credits", {
  tags: ["deep"],
}, async () => {
  const { referrer, orderId, look } = await rewarded();
  await referrer.use(500);
  await loseDispute(orderId);
  expect(await look()).toMatchObject({ state: "revoked", lot: "spent 500 0" });
  expect(await debtOf(referrer.accountId)).toBe("0");
});

it("R3.5: what a request in flight was promised is taken back only after it ended", {
  tags: ["deep"],
}, async () => {
  const { referrer, orderId, look } = await rewarded();
  const holdId = await referrer.hold(400);
  await loseDispute(orderId);
  expect(await look()).toMatchObject({ state: "rewarded", lot: "open 500 500" });
  await referrer.settle(holdId, 300);
  // The job comes back a minute later.
  await reviewReferral(market.services, { orderId });
  // $5.00 less the $3.00 that the request used: $2.00 taken back, nothing owed.
  expect(await look()).toMatchObject({ state: "revoked", lot: "revoked 500 0" });
  expect(await debtOf(referrer.accountId)).toBe("0");
});

it("R6.4: a reward comes back with its order, its expiry later by the time it was away, and can be taken again", {
  tags: ["deep"],
}, async () => {
  const { referrer, orderId, look } = await rewarded();
  await referrer.use(100);
  const expiry = async () => {
    const [row] = await market.database.sql<{ expires_at: Date }>(
      "SELECT expires_at FROM credit_lot WHERE account_id = $1 AND kind = 'referral'",
      [referrer.accountId],
    );
    return row?.expires_at.getTime() ?? 0;
  };
  const before = await expiry();
  const dispute = (state: string) =>
    market.database.sql("UPDATE payment SET dispute_state = $2 WHERE order_id = $1", [orderId, state]);
  await dispute("lost");
  await reviewReferral(market.services, { orderId });
  expect(await look()).toMatchObject({ state: "revoked", lot: "revoked 500 0" });
  await referrer.later(10 * DAY_MS);
  await dispute("won");
  await reviewReferral(market.services, { orderId });
  expect(await look()).toMatchObject({ state: "rewarded", reason: null, lot: "open 500 400" });
  // Ten days, and the moments this test took.
  expect(await expiry()).toBeGreaterThanOrEqual(before + 10 * DAY_MS);
  expect(await expiry()).toBeLessThan(before + 10 * DAY_MS + 60_000);
  await dispute("lost");
  await reviewReferral(market.services, { orderId });
  expect(await look()).toEqual({
    state: "revoked",
    reason: "referral_order_returned",
    lot: "revoked 500 0",
    mails: ["referral_rewarded", "referral_revoked", "referral_restored", "referral_revoked"],
  });
  expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
});

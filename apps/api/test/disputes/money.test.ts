import { beforeAll, describe, expect, it } from "vitest";
import { readAccount } from "../../src/accounts/account-facts.ts";
import { ofAccount } from "../../src/db/database.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { readTransactions } from "../../src/wallet/read-transactions.ts";
import { sweepGifts } from "../../src/gift-subscriptions/jobs.ts";
import { codeSentTo, DAY, give, redeem, refusalsOf } from "../gift-subscriptions/world.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { topUp } from "../top-ups/till.ts";
import { booksOf, chargeOf, disputeRow, lotsOf } from "./bank.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const refusals = async (customer: Customer, orderId: string) =>
  (await previewRefund(market.services, customer.as(), orderId)).refusals.map((each) => each.code);
const mails = async ({ accountId }: Customer) =>
  (
    await market.database.sql<{ kind: string }>(
      "SELECT kind FROM notice WHERE account_id = $1 AND kind LIKE 'dispute%' ORDER BY id",
      [accountId],
    )
  ).map((row) => row.kind);
const alerts = async ({ accountId }: Customer) =>
  (
    await market.database.sql<{ dedupe_key: string }>(
      "SELECT dedupe_key FROM operator_alert WHERE account_id = $1 ORDER BY dedupe_key",
      [accountId],
    )
  ).map((row) => row.dedupe_key);
/** What the Transactions list shows, newest first (R4.1). */
const shown = (customer: Customer) =>
  market.services.db.within(ofAccount(customer.accountId), async (tx) => {
    const account = await readAccount(tx, customer.accountId);
    const rows = await readTransactions(tx, account, "owner", { take: 10, cursor: null, kind: null });
    return rows.map(({ kind, amount, order }) => ({
      kind,
      amount: amount.amount,
      dispute:
        order?.dispute == null
          ? null
          : {
              state: order.dispute.state,
              frozen: order.dispute.frozen.amount,
              withdrawn: order.dispute.withdrawn.amount,
            },
    }));
  });
/** A customer who topped up $100.00, with a bonus of 10 %: $10.00. */
async function toppedUp() {
  const customer = await market.customer();
  const { orderId } = await topUp(market, customer, "100.00");
  return { customer, orderId, charge: chargeOf(market, orderId) };
}

describe("a dispute of a top-up", () => {
  it("C4.10: freezes what is unspent, in the commit that books the money and the fee; no request can use it", async () => {
    const { customer, orderId, charge } = await toppedUp();
    // The bonus is used first: 10.00 − 2.50 = 7.50 are left of it.
    await customer.use(250);
    const dispute = market.stripe.control.openDispute(charge);
    await market.runJobs();
    expect(await lotsOf(market, orderId)).toEqual(["paid frozen 0.00", "bonus frozen 0.00"]);
    expect(await booksOf(market, customer)).toEqual({
      "payment.disputed": "100.00",
      // 100.00 of paid credits and 7.50 of bonus.
      "dispute.frozen": "107.50",
      "expense.dispute_fees": "15.00",
      // 100.00 came, 100.00 and the fee of 15.00 left.
      "cash.stripe": "-15.00",
      "revenue.usage": "2.50",
      "revenue.bonus": "10.00",
    });
    await expect(customer.hold(1)).rejects.toThrow("insufficient_funds");
    expect(await refusals(customer, orderId)).toContain("disputed");
    expect(await mails(customer)).toEqual(["dispute_opened"]);
    expect(await shown(customer)).toEqual([
      // 100.00 and 7.50 of bonus.
      { kind: "dispute", amount: "-107.50", dispute: null },
      { kind: "top_up", amount: "110.00", dispute: { state: "open", frozen: "107.50", withdrawn: "100.00" } },
    ]);
    expect(await alerts(customer)).toEqual([`payment_disputed:${dispute.id}`]);
  });

  it("is won: everything is as it was, but for the fee", { tags: ["deep"] }, async () => {
    const { customer, orderId, charge } = await toppedUp();
    await customer.use(1250);
    const { id } = market.stripe.control.openDispute(charge);
    await market.runJobs();
    market.stripe.control.winDispute(id);
    await market.runJobs();
    // 12.50 used: 10.00 of bonus, 2.50 of the 100.00.
    expect(await lotsOf(market, orderId)).toEqual(["paid open 97.50", "bonus spent 0.00"]);
    expect(await booksOf(market, customer)).toEqual({
      "wallet.lot": "97.50",
      "expense.dispute_fees": "15.00",
      "cash.stripe": "85.00",
      "revenue.usage": "12.50",
      "revenue.bonus": "10.00",
    });
    await customer.use(100);
    expect(await mails(customer)).toEqual(["dispute_opened", "dispute_won"]);
    expect(await disputeRow(market, id)).toMatchObject({ state: "won", frozen: "0.00", withdrawn: "0.00" });
    expect(await refusals(customer, orderId)).toEqual([]);
  });

  it("is lost: what was frozen is gone, the rest is the holder's debt (C4.10), and it counts as refunded (R3.8)", async () => {
    const { customer, orderId, charge } = await toppedUp();
    // 30.00: 10.00 of bonus, 20.00 of the 100.00.
    await customer.use(3000);
    const { id } = market.stripe.control.openDispute(charge);
    await market.runJobs();
    market.stripe.control.loseDispute(id);
    await market.runJobs();
    expect(await lotsOf(market, orderId)).toEqual(["paid charged_back 0.00", "bonus spent 0.00"]);
    expect(await booksOf(market, customer)).toEqual({
      "wallet.debt": "20.00",
      "expense.dispute_fees": "15.00",
      "cash.stripe": "-15.00",
      "revenue.usage": "30.00",
      "revenue.bonus": "10.00",
    });
    expect((await refusals(customer, orderId))[0]).toBe("fully_refunded");
    expect(await mails(customer)).toEqual(["dispute_opened", "dispute_lost"]);
    // The next request is promised credits once the next ones have paid the debt: 50.00 and a bonus of 2.50, less 20.00.
    await topUp(market, customer, "50.00");
    await customer.hold(1);
    expect(await booksOf(market, customer)).toMatchObject({ "wallet.lot": "32.50", "cash.stripe": "35.00" });
    expect((await booksOf(market, customer))["wallet.debt"]).toBeUndefined();
  });

  it("is won after it was lost: the debt falls, what was taken comes back", { tags: ["deep"] }, async () => {
    const { customer, orderId, charge } = await toppedUp();
    await customer.use(3000);
    const { id } = market.stripe.control.openDispute(charge);
    market.stripe.control.loseDispute(id);
    await market.runJobs();
    expect(await disputeRow(market, id)).toMatchObject({ state: "lost", taken: "80.00", debt: "20.00" });
    market.stripe.control.winDispute(id);
    await market.runJobs();
    expect(await lotsOf(market, orderId)).toEqual(["paid open 80.00", "bonus spent 0.00"]);
    expect(await booksOf(market, customer)).toEqual({
      "wallet.lot": "80.00",
      "expense.dispute_fees": "15.00",
      "cash.stripe": "85.00",
      "revenue.usage": "30.00",
      "revenue.bonus": "10.00",
    });
    expect(await disputeRow(market, id)).toMatchObject({ state: "won", taken: null, debt: null });
  });

  it("of a part freezes that part", { tags: ["deep"] }, async () => {
    const { customer, orderId, charge } = await toppedUp();
    const { id } = market.stripe.control.openDispute(charge, { amountMinor: 4000 });
    await market.runJobs();
    // 40.00 of 100.00, and as much of the bonus of 10.00: 4.00.
    expect(await lotsOf(market, orderId)).toEqual(["paid open 60.00", "bonus open 6.00"]);
    market.stripe.control.loseDispute(id);
    await market.runJobs();
    expect(await booksOf(market, customer)).toEqual({
      "wallet.lot": "66.00",
      "expense.dispute_fees": "15.00",
      // 100.00 − 40.00 − 15.00
      "cash.stripe": "45.00",
      // 10.00 − 4.00
      "revenue.bonus": "6.00",
    });
    // 100.00 less the 40.00 that the bank took.
    expect((await refusals(customer, orderId))[0]).toBeUndefined();
  });

  it("that is an inquiry takes nothing and stops refunds; closed, it is as if it had never been", async () => {
    const { customer, orderId, charge } = await toppedUp();
    const { id } = market.stripe.control.openDispute(charge, { inquiry: true });
    await market.runJobs();
    const untouched = { "wallet.lot": "110.00", "cash.stripe": "100.00", "revenue.bonus": "10.00" };
    expect(await booksOf(market, customer)).toEqual(untouched);
    expect(await refusals(customer, orderId)).toEqual(["disputed"]);
    expect(await mails(customer)).toEqual([]);
    market.stripe.control.winDispute(id);
    await market.runJobs();
    expect(await booksOf(market, customer)).toEqual(untouched);
    expect(await refusals(customer, orderId)).toEqual([]);
  });

  it("that an inquiry became takes the money then; won, a fee that the provider returns comes back too", {
    tags: ["deep"],
  }, async () => {
    const { customer, orderId, charge } = await toppedUp();
    const { id } = market.stripe.control.openDispute(charge, { inquiry: true });
    await market.runJobs();
    market.stripe.control.escalateDispute(id);
    await market.runJobs();
    expect(await lotsOf(market, orderId)).toEqual(["paid frozen 0.00", "bonus frozen 0.00"]);
    expect(await mails(customer)).toEqual(["dispute_opened"]);
    market.stripe.control.winDispute(id, { returnFee: true });
    await market.runJobs();
    expect(await booksOf(market, customer)).toEqual({
      "wallet.lot": "110.00",
      "cash.stripe": "100.00",
      "revenue.bonus": "10.00",
    });
  });

  it.each(["before", "after"])(
    "C4.10: opened %s the account passed on: the rest is a claim on who paid, never a debt of the new holder",
    async (when) => {
      const { customer, orderId, charge } = await toppedUp();
      await customer.use(3000);
      const before = when === "before" ? market.stripe.control.openDispute(charge) : null;
      await market.runJobs();
      await market.database.sql(
        `WITH ended AS (UPDATE holder_period SET ended_at = clock_timestamp() WHERE account_id = $1 RETURNING *)
       INSERT INTO holder_period (account_id, subject_id, started_at) SELECT account_id, subject_id, ended_at FROM ended`,
        [customer.accountId],
      );
      const { id } = before ?? market.stripe.control.openDispute(charge);
      market.stripe.control.loseDispute(id);
      await market.runJobs();
      expect(await disputeRow(market, id)).toMatchObject({ taken: "80.00", debt: "0.00", claim: "20.00" });
      expect((await lotsOf(market, orderId))[0]).toBe("paid charged_back 0.00");
      expect(await booksOf(market, customer)).toEqual({
        "expense.chargebacks": "20.00",
        "expense.dispute_fees": "15.00",
        "cash.stripe": "-15.00",
        "revenue.usage": "30.00",
        "revenue.bonus": "10.00",
      });
      expect(await alerts(customer)).toContain(`payment_disputed:${id}:claim`);
    },
  );
});

describe("a dispute of a plan", () => {
  it("shuts included usage while it runs; won, it is open again", { tags: ["deep"] }, async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await customer.use(100);
    const { id } = market.stripe.control.openDispute(chargeOf(market, orderId));
    await market.runJobs();
    await expect(customer.hold(1)).rejects.toThrow("insufficient_funds");
    // 20.00 less 1.00 of usage at list price.
    expect(await disputeRow(market, id)).toMatchObject({ holds: "plan", frozen: "19.00" });
    market.stripe.control.winDispute(id);
    await market.runJobs();
    await customer.use(100);
    expect(await booksOf(market, customer)).toEqual({
      "subscription.paid": "20.00",
      "expense.dispute_fees": "15.00",
      "cash.stripe": "5.00",
    });
    expect(await mails(customer)).toEqual(["dispute_opened_plan", "dispute_won"]);
  });

  it("is lost: the plan ends, what it served is earned and owed", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await customer.use(600);
    const { id } = market.stripe.control.openDispute(chargeOf(market, orderId));
    await market.runJobs();
    market.stripe.control.loseDispute(id);
    await market.runJobs();
    expect(
      await market.database.sql("SELECT state FROM subscription WHERE account_id = $1", [customer.accountId]),
    ).toEqual([{ state: "ended" }]);
    expect(await booksOf(market, customer)).toEqual({
      "wallet.debt": "6.00",
      "revenue.subscription": "6.00",
      "expense.dispute_fees": "15.00",
      "cash.stripe": "-15.00",
    });
    expect(await mails(customer)).toEqual(["dispute_opened_plan", "dispute_lost_plan"]);
    // Won after all: the plan is over, so what it was still worth is owed, with the debt that vanishes.
    market.stripe.control.winDispute(id);
    await market.runJobs();
    expect(await booksOf(market, customer)).toEqual({
      "customer.owed": "14.00",
      "revenue.subscription": "6.00",
      "expense.dispute_fees": "15.00",
      "cash.stripe": "5.00",
    });
  });
});

it("the books of all of it add up, the check of disputes included", async () => {
  const report = await checkLedger(market.services.db);
  expect(isHealthy(report), JSON.stringify(report.findings)).toBe(true);
});

describe("a dispute of a gift (decision 0037)", () => {
  /** $60.00: three months of Pro, and what the giver's bank does about it. */
  async function disputedGift() {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver);
    return {
      giver,
      friend,
      ...given,
      code: codeSentTo(market, given.to),
      charge: chargeOf(market, given.orderId),
    };
  }
  const stateOf = async (giftId: string) =>
    (
      await market.database.sql<{ state: string }>("SELECT state FROM gift_subscription WHERE id = $1", [
        giftId,
      ])
    )[0]?.state;

  it("cannot be redeemed while the bank holds its payment; won, it can", { tags: ["deep"] }, async () => {
    const { giver, friend, giftId, code, charge } = await disputedGift();
    const { id } = market.stripe.control.openDispute(charge);
    await market.runJobs();
    expect(await refusalsOf(redeem(market, friend, code))).toEqual(["gift_payment_disputed"]);
    // Its last day passes meanwhile: what nobody could redeem does not expire.
    await giver.later(400 * DAY);
    await sweepGifts(market.services, { accountId: giver.accountId });
    expect(await stateOf(giftId)).toBe("offered");
    await giver.later(-400 * DAY);
    market.stripe.control.winDispute(id);
    await market.runJobs();
    expect((await redeem(market, friend, code)).use).toBe("start");
  });

  it("lost, it is void: its price goes, and the giver owes nothing more", { tags: ["deep"] }, async () => {
    const { giver, friend, giftId, code, charge } = await disputedGift();
    const { id } = market.stripe.control.openDispute(charge);
    await market.runJobs();
    market.stripe.control.loseDispute(id);
    await market.runJobs();
    expect(await stateOf(giftId)).toBe("canceled");
    expect(await refusalsOf(redeem(market, friend, code))).toContain("gift_subscription_canceled");
    // 60.00 in, 60.00 and the fee of 15.00 out.
    expect(await booksOf(market, giver)).toEqual({
      "cash.stripe": "-15.00",
      "expense.dispute_fees": "15.00",
    });
  });

  it("redeemed before, it stays the recipient's, and the giver owes its price (C4.10)", async () => {
    const { giver, friend, giftId, code, charge } = await disputedGift();
    await redeem(market, friend, code);
    await market.runJobs();
    const { id } = market.stripe.control.openDispute(charge);
    await market.runJobs();
    market.stripe.control.loseDispute(id);
    await market.runJobs();
    expect(await stateOf(giftId)).toBe("redeemed");
    expect(await booksOf(market, giver)).toMatchObject({
      "wallet.debt": "60.00",
      "revenue.subscription": "60.00",
    });
    const [plan] = await market.database.sql<{ state: string }>(
      "SELECT state FROM subscription WHERE account_id = $1",
      [friend.accountId],
    );
    expect(plan?.state).toBe("active");
    expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
  });
});

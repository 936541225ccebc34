import { CLOSING_WORDING, closingHash } from "@tenure/core/accounts";
import { beforeAll, expect, it } from "vitest";
import { close } from "../../src/accounts/close.ts";
import { sweepGifts } from "../../src/gift-subscriptions/jobs.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { codeSentTo, DAY, give, HOUR, mailsTo, redeem, refusalsOf } from "./world.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

/** Closes an account whose owner agreed to give up so much for gifts that nobody redeemed, and nothing else. Nanos. */
const closing = (giver: Customer, giftCodesNanos: bigint) => {
  const confirmedHash = closingHash(CLOSING_WORDING, "en", {
    currency: "USD",
    paidNanos: 0n,
    bonusNanos: 0n,
    giftNanos: 0n,
    referralNanos: 0n,
    giftCodesNanos,
    termEndsAt: null,
  });
  return market.services.runner.run(close, { language: "en", confirmedHash }, giver.as());
};
const states = async ({ accountId }: Customer) =>
  (
    await market.database.sql<{ state: string }>(
      "SELECT state FROM gift_subscription WHERE account_id = $1 ORDER BY id",
      [accountId],
    )
  ).map(({ state }) => state);
/** What the books hold of a giver for terms that nobody began, nanos. */
const unearned = async ({ accountId }: Customer) => {
  const [row] = await market.database.sql<{ balance: string }>(
    "SELECT balance::text FROM ledger_account WHERE account_id = $1 AND code = 'subscription.paid'",
    [accountId],
  );
  return row?.balance;
};

it("R2.7, T1.4: a giver closes only after the refund window and with the price of every open gift confirmed; one that was to be sent later never is", async () => {
  const giver = await market.customer();
  const sent = await give(market, giver);
  const deliverAt = new Date(Date.now() + 3 * DAY).toISOString();
  const later = await give(market, giver, { terms: 1, deliverAt });
  // Three months of Pro and one, at $20.00 each, are $80.00. Within the window they can be had back, which comes first.
  expect(await refusalsOf(closing(giver, 80_000_000_000n))).toEqual(["close_refund_first"]);
  await giver.later(DAY + HOUR);
  // Agreed to for one of the two, or for nothing: not what would be given up.
  for (const nanos of [60_000_000_000n, 0n])
    expect(await refusalsOf(closing(giver, nanos))).toEqual(["close_not_confirmed"]);
  expect([await states(giver), await unearned(giver)]).toEqual([["offered", "offered"], "80000000000"]);

  await closing(giver, 80_000_000_000n);
  expect([await states(giver), await unearned(giver)]).toEqual([["expired", "expired"], "0"]);
  // Its day comes, and then the day of the warning: nobody is written to about a code that is void.
  await giver.later(340 * DAY);
  await sweepGifts(market.services);
  await market.runJobs();
  expect(mailsTo(market, later.to, /./)).toEqual([]);
  expect(mailsTo(market, sent.to, /./)).toHaveLength(1);
});

it("R2.7, T1.4: redeemed and closed at once, the friend has the gift or the closing its price, never both", {
  tags: ["deep"],
}, async () => {
  for (let round = 0; round < 2; round += 1) {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const { to } = await give(market, giver, { terms: 1 });
    await giver.later(DAY + HOUR);
    const [redeemed, closed] = await Promise.allSettled([
      redeem(market, friend, codeSentTo(market, to)),
      closing(giver, 20_000_000_000n),
    ]);
    expect([redeemed.status, closed.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    await market.runJobs();
    const friendHasIt = redeemed.status === "fulfilled";
    expect(await states(giver)).toEqual([friendHasIt ? "redeemed" : "expired"]);
    const [terms] = await market.database.sql(
      "SELECT count(*)::int AS terms FROM term WHERE account_id = $1",
      [friend.accountId],
    );
    expect(terms).toEqual({ terms: friendHasIt ? 1 : 0 });
    // Earned by one of the two, once.
    expect(await unearned(giver)).toBe("0");
  }
});

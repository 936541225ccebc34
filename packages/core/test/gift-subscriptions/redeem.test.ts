import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import { redeemGiftSubscription } from "../../src/gift-subscriptions/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const usd = (cents: number) => BigInt(cents) * 10_000_000n;

type Facts = Parameters<typeof redeemGiftSubscription.decide>[0];
type Gift = NonNullable<Facts["gift"]>;
type Running = NonNullable<Facts["subscription"]>;

/** Three months of Pro, to be redeemed until 20 November 2027. */
const gift: Gift = {
  id: "gift-1",
  state: "offered",
  redeemBy: "2027-11-20T10:00:00.000Z",
  planPriceId: "pro-month-1",
  planId: "pro",
  interval: "month",
  terms: 3,
  includedUsageNanos: usd(4000),
};

/** Pro by the month since 31 January 2027, paid until 28 February. */
const running: Running = {
  state: "active",
  planId: "pro",
  zone: "UTC",
  anchor: "2027-01-31T10:00:00.000Z",
  paidUntil: "2027-02-28T10:00:00.000Z",
  renews: true,
  distributor: null,
};

const base: Facts = {
  now: "2027-02-10T09:00:00.000Z",
  currency: "USD",
  accountState: "active",
  zone: "UTC",
  gift,
  subscription: null,
};
const redeem = (change: Partial<Facts> = {}) =>
  decide(redeemGiftSubscription, { ...base, ...change }, policyAt(base.now));
const refusals = (answer: ReturnType<typeof redeem>) =>
  answer.refusals.map(({ code, clause }) => `${code} ${clause}`);
const ends = (answer: ReturnType<typeof redeem>) => answer.effects?.terms.map(({ end }) => end);

describe("redeeming a gift without a running subscription", () => {
  it("R2.7: starts its terms now, charges nothing and renews nothing", () => {
    const answer = redeem();
    expect(answer.effects).toEqual({
      giftId: "gift-1",
      use: "start",
      planPriceId: "pro-month-1",
      planId: "pro",
      interval: "month",
      anchor: "2027-02-10T09:00:00.000Z",
      terms: [
        { start: "2027-02-10T09:00:00.000Z", end: "2027-03-10T09:00:00.000Z" },
        { start: "2027-03-10T09:00:00.000Z", end: "2027-04-10T09:00:00.000Z" },
        { start: "2027-04-10T09:00:00.000Z", end: "2027-05-10T09:00:00.000Z" },
      ],
      includedUsageNanos: usd(4000),
      paidUntil: "2027-05-10T09:00:00.000Z",
      renews: false,
    });
    expect(answer.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["subtotal", "total_due", 0n],
      ["memo", "gift_redeemed", 0n],
      ["memo", "gift_included_usage", usd(4000)],
    ]);
  });

  it("T2.3: keeps the anchor day of its first term, in the redeemer's zone", () => {
    // 31 January 23:30 in Shanghai is 15:30 UTC; then 28 February, 31 March and 30 April.
    const answer = redeem({ now: "2027-01-31T15:30:00.000Z", zone: "Asia/Shanghai" });
    expect(ends(answer)).toEqual([
      "2027-02-28T15:30:00.000Z",
      "2027-03-31T15:30:00.000Z",
      "2027-04-30T15:30:00.000Z",
    ]);
  });

  it("T2.3: a gift of two years", () => {
    expect(ends(redeem({ gift: { ...gift, interval: "year", terms: 2 } }))).toEqual([
      "2028-02-10T09:00:00.000Z",
      "2029-02-10T09:00:00.000Z",
    ]);
  });

  it.each(["ended", "incomplete"] as const)("R2.7: a subscription that is %s is none", (state) => {
    expect(redeem({ subscription: { ...running, state } }).effects?.use).toBe("start");
  });
});

describe("redeeming a gift of the plan that runs", () => {
  it("R2.7, T2.3: its terms follow the running term on the same anchor day, and the renewal moves", () => {
    // Paid until 28 February; the anchor is the 31st: 31 March, 30 April, 31 May.
    const answer = redeem({ subscription: running });
    expect(answer.effects).toMatchObject({
      use: "extend",
      anchor: running.anchor,
      paidUntil: "2027-05-31T10:00:00.000Z",
      renews: true,
    });
    expect(answer.effects?.terms[0]).toEqual({
      start: "2027-02-28T10:00:00.000Z",
      end: "2027-03-31T10:00:00.000Z",
    });
  });

  it("R2.7: a year follows months", () => {
    const answer = redeem({ subscription: running, gift: { ...gift, interval: "year", terms: 1 } });
    expect(ends(answer)).toEqual(["2028-02-29T10:00:00.000Z"]);
  });

  it("R2.7: a second gift follows the first", () => {
    const paidUntil = redeem({ subscription: running }).effects?.paidUntil ?? "";
    // From 31 May: 30 June, 31 July, 31 August.
    expect(ends(redeem({ subscription: { ...running, paidUntil } }))).toEqual([
      "2027-06-30T10:00:00.000Z",
      "2027-07-31T10:00:00.000Z",
      "2027-08-31T10:00:00.000Z",
    ]);
  });

  it("R2.7: a cancelled one is lengthened and still ends", () => {
    const answer = redeem({ subscription: { ...running, state: "canceling", renews: false } });
    expect(answer.effects).toMatchObject({
      use: "extend",
      renews: false,
      paidUntil: "2027-05-31T10:00:00.000Z",
    });
  });

  it("R2.7: never begins in the past, where the job that ends a term is late", () => {
    const answer = redeem({ now: "2027-02-28T10:05:00.000Z", subscription: { ...running, renews: false } });
    expect(answer.effects?.terms[0]).toEqual({
      start: "2027-02-28T10:05:00.000Z",
      end: "2027-03-28T10:05:00.000Z",
    });
  });

  it("nothing is charged, so the redeemer's currency does not matter", () => {
    expect(redeem({ currency: "CNY" }).outcome).toBe("granted");
  });
});

describe("redeeming is refused", () => {
  const apple = { name: "App Store", link: "https://apps.apple.com/account/subscriptions" };
  it.each<[string, Partial<Facts>, string[]]>([
    ["T4.2: a terminated account", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a closed account", { accountState: "closed" }, ["account_terminated T4.2"]],
    ["T4.2: a suspended account", { accountState: "suspended" }, ["account_suspended T4.2"]],
    ["R2.7: no such code", { gift: null }, ["gift_code_unknown R2.7"]],
    ["R2.7: redeemed before", { gift: { ...gift, state: "redeemed" } }, ["gift_already_redeemed R2.7"]],
    ["R2.7: taken back", { gift: { ...gift, state: "canceled" } }, ["gift_subscription_canceled R2.7"]],
    ["R2.7: expired", { gift: { ...gift, state: "expired" } }, ["gift_subscription_expired R2.7"]],
    [
      "R2.7: overdue by a millisecond, although no job has marked it yet",
      { now: "2027-11-20T10:00:00.001Z" },
      ["gift_subscription_expired R2.7"],
    ],
    ["T2.1: another plan runs", { subscription: { ...running, planId: "max" } }, ["gift_other_plan T2.1"]],
    [
      "T1.3: an app store bills it",
      { subscription: { ...running, distributor: apple } },
      ["gift_distributor_running T1.3"],
    ],
    ["T2.2: in arrears", { subscription: { ...running, state: "past_due" } }, ["gift_past_due T2.2"]],
    ["R2.3: refunding", { subscription: { ...running, state: "refunding" } }, ["refund_in_progress R2.3"]],
  ])("%s", (_, change, expected) => {
    const answer = redeem(change);
    expect(refusals(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("R2.7: not at the very last moment", () => {
    expect(redeem({ now: gift.redeemBy }).outcome).toBe("granted");
  });

  it("T2.1: and another plan is told what to do and until when", () => {
    expect(redeem({ subscription: { ...running, planId: "max" } }).refusals[0]?.params).toEqual({
      gift: "pro",
      running: "max",
      until: running.paidUntil,
      redeemBy: gift.redeemBy,
    });
  });
});

it("a stored decision replays", () => {
  for (const answer of [redeem(), redeem({ subscription: running }), redeem({ gift: null })])
    expect(replay(JSON.parse(JSON.stringify(answer.json)), [redeemGiftSubscription])).toEqual({ same: true });
});

it("R2.7: is refused while the bank of whoever gave it holds its payment back", () => {
  expect(refusals(redeem({ gift: { ...gift, disputed: true } }))).toEqual(["gift_payment_disputed R2.7"]);
});

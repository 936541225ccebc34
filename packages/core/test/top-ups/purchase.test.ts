import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import { purchaseTopUp, purchaseTopUpByCard } from "../../src/top-ups/index.ts";

const now = "2026-11-20T14:02:03.123Z";
const policy = policyAt(now);
/** Cents to nanos: a cent is 10⁷. */
const usd = (cents: number) => BigInt(cents) * 10_000_000n;

type Facts = Parameters<typeof purchaseTopUp.decide>[0];
const base: Facts = {
  now,
  currency: "USD",
  accountState: "active",
  amountNanos: usd(5000),
  amountCurrency: "USD",
  taxBps: 0,
  missingBillingFields: [],
  debtNanos: 0n,
  method: "card",
  methodReady: true,
  exchange: null,
};
const review = (change: Partial<Facts>) => decide(purchaseTopUp, { ...base, ...change }, policy);
const lines = (answer: ReturnType<typeof review>) =>
  answer.lines.map(({ kind, key, clause, amountNanos }) => [kind, key, clause, amountNanos]);
const codes = (answer: ReturnType<typeof review>) =>
  answer.refusals.map(({ code, clause }) => `${code} ${clause}`);

describe("reviewing a top-up", () => {
  it("T1.2, R3.4: charges credits and tax; the bonus comes on top and is not charged", () => {
    // $50.00 reaches the first step: 5 % of it are $2.50. Tax 7.25 % of $50.00 is $3.625, half up to $3.63.
    expect(lines(review({ taxBps: 725 }))).toEqual([
      ["item", "top_up_credits", "T1.1", usd(5000)],
      ["item", "tax", "T1.2", usd(363)],
      ["subtotal", "total_due", "T1.2", usd(5363)],
      ["memo", "top_up_bonus", "R3.4", usd(250)],
      ["memo", "credits_in_all", null, usd(5250)],
    ]);
  });

  it.each<[string, Facts["currency"], bigint, bigint]>([
    ["the smallest, below the first step", "USD", usd(500), 0n],
    ["a cent below the first step: none", "USD", usd(4999), 0n],
    ["exactly the first step: 5 % of $50.00", "USD", usd(5000), usd(250)],
    // 5 % of $99.99 is $4.9995: credits are kept in nanos, so nothing is rounded away.
    ["a cent below the second: 5 % of $99.99", "USD", usd(9999), 4_999_500_000n],
    ["exactly the second: 10 % of $100.00", "USD", usd(10_000), usd(1000)],
    ["a cent below the third: 10 % of $499.99", "USD", usd(49_999), 49_999_000_000n],
    ["exactly the third: 15 % of $500.00", "USD", usd(50_000), usd(7500)],
    ["the largest: 15 % of $10,000.00", "USD", usd(1_000_000), usd(150_000)],
    // Yen have no parts: 7,499 yen get nothing, 7,500 get 5 %, which is 375.
    ["a yen below the first step", "JPY", 7_499_000_000_000n, 0n],
    ["7,500 yen", "JPY", 7_500_000_000_000n, 375_000_000_000n],
    // 10 % of 700 yuan.
    ["700 yuan", "CNY", 700_000_000_000n, 70_000_000_000n],
  ])("R3.4: the bonus is that of the highest step reached: %s", (_, currency, amountNanos, bonus) => {
    const answer = review({ currency, amountCurrency: currency, amountNanos });
    expect(answer.effects).toMatchObject({
      amountNanos,
      bonusNanos: bonus,
      creditsNanos: amountNanos + bonus,
      totalNanos: amountNanos,
    });
    expect(answer.effects?.bonusExpiresAt === null).toBe(bonus === 0n);
  });

  it("R1.2, T1.4: says until when it is refundable, when each kind of credits expires and when the checkout closes", () => {
    // 24 h later; paid credits never expire; 180 days after 20 November 2026 is 19 May 2027 (10 + 31 + 31 + 28 + 31 +
    // 30 = 161 days to 30 April, and 19 more); 60 minutes for the checkout.
    expect(review({}).effects).toMatchObject({
      refundUntil: "2026-11-21T14:02:03.123Z",
      paidExpiresAt: null,
      bonusExpiresAt: "2027-05-19T14:02:03.123Z",
      expiresAt: "2026-11-20T15:02:03.123Z",
    });
  });

  it("says which part of the new credits pays earlier usage, never more than comes in", () => {
    const note = (debtNanos: bigint) =>
      review({ debtNanos }).lines.find(({ key }) => key === "debt_paid_first")?.amountNanos;
    expect(note(0n)).toBeUndefined();
    expect(note(usd(1))).toBe(usd(1));
    // $60.00 owed, $52.50 come in.
    expect(note(usd(6000))).toBe(usd(5250));
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["T4.2: a terminated account", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a closed account", { accountState: "closed" }, ["account_terminated T4.2"]],
    ["T4.2: a suspended account", { accountState: "suspended" }, ["account_suspended T4.2"]],
    ["T1.1: a cent too little", { amountNanos: usd(499) }, ["top_up_amount_out_of_range T1.1"]],
    ["T1.1: a cent too much", { amountNanos: usd(1_000_001) }, ["top_up_amount_out_of_range T1.1"]],
    ["T1.1: nothing", { amountNanos: 0n }, ["top_up_amount_out_of_range T1.1"]],
    ["T1.1: less than nothing", { amountNanos: -usd(5000) }, ["top_up_amount_out_of_range T1.1"]],
    ["T1.1: half a cent", { amountNanos: usd(5000) + 5_000_000n }, ["top_up_not_whole_minor T1.1"]],
    [
      "T1.1: a part of a yen",
      { currency: "JPY", amountCurrency: "JPY", amountNanos: 7_500_500_000_000n },
      ["top_up_not_whole_minor T1.1"],
    ],
    ["T1.1: another currency", { amountCurrency: "EUR" }, ["top_up_currency_mismatch T1.1"]],
    [
      "T1.1: a currency that is not offered",
      { currency: "SEK", amountCurrency: "SEK" },
      ["top_up_not_offered T1.1"],
    ],
    ["T1.2: an address is missing", { missingBillingFields: ["city"] }, ["billing_details_incomplete T1.2"]],
    [
      "everything at once, in order",
      {
        accountState: "suspended",
        amountNanos: usd(499),
        missingBillingFields: ["fullName", "email", "country", "addressLine", "city", "postalCode"],
      },
      ["account_suspended T4.2", "top_up_amount_out_of_range T1.1", "billing_details_incomplete T1.2"],
    ],
  ])("is refused with its clause and without effect: %s", (_, change, expected) => {
    const answer = review(change);
    expect(codes(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("T1.1: both limits themselves can be bought, and a refusal names them", () => {
    expect(review({ amountNanos: usd(500) }).outcome).toBe("granted");
    expect(review({ amountNanos: usd(1_000_000) }).outcome).toBe("granted");
    expect(review({ amountNanos: 1n }).refusals[0]?.params).toEqual({
      min: usd(500).toString(),
      max: usd(1_000_000).toString(),
    });
  });

  it("shows the total of an amount that only misses billing details, and none of an amount that cannot be bought", () => {
    expect(lines(review({ missingBillingFields: ["city"] }))[2]).toEqual([
      "subtotal",
      "total_due",
      "T1.2",
      usd(5000),
    ]);
    expect(review({ amountNanos: usd(499) }).lines).toEqual([]);
    expect(review({ amountCurrency: "EUR" }).lines).toEqual([]);
  });

  it("replays from what is stored", () => {
    for (const answer of [review({}), review({ accountState: "suspended", debtNanos: 7n })])
      expect(replay(JSON.parse(JSON.stringify(answer.json)), [purchaseTopUp])).toEqual({ same: true });
  });
});

describe("paying from a wallet that charges in yuan", () => {
  const exchange = { rate: "7.1234", source: "central bank", asOf: "2026-11-20T08:00:00.000Z" };
  const byAlipay = (change: Partial<Facts>) => review({ method: "alipay", exchange, ...change });

  it("R6.3: an order in dollars is charged at the rate, which the effects keep", () => {
    // $50.00 at 7.1234 is ¥356.17.
    const answer = byAlipay({});
    expect(answer.effects).toMatchObject({
      provider: "antom",
      totalNanos: usd(5000),
      charge: { currency: "CNY", amountMinor: 35_617n, rate: "7.1234", rateSource: "central bank" },
    });
    expect(lines(answer)).toContainEqual(["memo", "charged_at_rate", "R6.3", usd(5000)]);
    expect(answer.lines.find(({ key }) => key === "charged_at_rate")?.params).toEqual({
      charged: "356.17",
      currency: "CNY",
      rate: "7.1234",
      wallet: "USD",
    });
  });

  it("a wallet in yuan needs no rate, and a card is charged in the wallet's currency", () => {
    const yuan = byAlipay({ currency: "CNY", amountCurrency: "CNY", amountNanos: usd(5000), exchange: null });
    expect(yuan.effects?.charge).toEqual({
      currency: "CNY",
      amountMinor: 5000n,
      rate: null,
      rateSource: null,
    });
    expect(review({}).effects).toMatchObject({
      provider: "stripe",
      charge: { currency: "USD", amountMinor: 5000n, rate: null },
    });
  });

  it("R6.3: without a rate, or with one that is too old, it is refused", () => {
    expect(codes(byAlipay({ exchange: null }))).toEqual(["exchange_rate_missing R6.3"]);
    // 72 hours before 20 Nov 14:02:03.123 is 17 Nov 14:02:03.123: exactly then is still good, a millisecond older is not.
    const asOf = (instant: string) => byAlipay({ exchange: { ...exchange, asOf: instant } });
    expect(asOf("2026-11-17T14:02:03.123Z").outcome).toBe("granted");
    expect(codes(asOf("2026-11-17T14:02:03.122Z"))).toEqual(["exchange_rate_missing R6.3"]);
  });

  it("R7.1: for a currency it does not pay for, or where it is not set up, it is refused", () => {
    const nowhere: typeof policy = { ...policy, topUps: { ...policy.topUps, wallets: [] } };
    const facts = { ...base, method: "alipay" as const, exchange };
    expect(decide(purchaseTopUp, facts, nowhere).refusals.map(({ code }) => code)).toEqual([
      "payment_method_not_offered",
    ]);
    expect(codes(byAlipay({ methodReady: false }))).toEqual(["payment_method_not_offered R7.1"]);
  });

  it("what was decided while only cards paid still replays", () => {
    const { method: _method, methodReady: _ready, exchange: _exchange, ...before } = base;
    const answer = decide(purchaseTopUpByCard, before, policy);
    expect(answer.json.rulesVersion).toBe(1);
    expect(replay(JSON.parse(JSON.stringify(answer.json)), [purchaseTopUpByCard, purchaseTopUp])).toEqual({
      same: true,
    });
    expect(answer.effects).not.toHaveProperty("charge");
  });
});

import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import { purchaseSubscription } from "../../src/subscriptions/index.ts";

const now = "2026-01-31T10:00:00.000Z";
const policy = policyAt(now);
const usd = (cents: number) => BigInt(cents) * 10_000_000n;

type Facts = Parameters<typeof purchaseSubscription.decide>[0];
const plan: Facts["plan"] = {
  planPriceId: "pro-month-1",
  planId: "pro",
  interval: "month",
  currency: "USD",
  amountNanos: usd(2000),
  includedUsageNanos: usd(4000),
};
const base: Facts = {
  now,
  currency: "USD",
  accountState: "active",
  zone: "Asia/Shanghai",
  plan,
  taxBps: 725,
  missingBillingFields: [],
  runningPlanId: null,
};
const review = (change: Partial<Facts>) => decide(purchaseSubscription, { ...base, ...change }, policy);
const lines = (answer: ReturnType<typeof review>) =>
  answer.lines.map(({ kind, key, clause, amountNanos }) => [kind, key, clause, amountNanos]);

describe("reviewing a purchase", () => {
  it("T1.1, T1.2: charges the listed price and tax on a line of its own", () => {
    // $20.00 × 7.25 % = $1.45; together $21.45.
    expect(lines(review({}))).toEqual([
      ["item", "plan_price", "T1.1", usd(2000)],
      ["item", "tax", "T1.2", usd(145)],
      ["subtotal", "total_due", "T1.2", usd(2145)],
      ["memo", "included_usage", "T2.1", usd(4000)],
    ]);
  });

  it.each<[string, Facts["currency"], bigint, number, bigint]>([
    // 19.99 × 0.0825 = 1.649175, to the cent 1.65.
    ["$19.99 at 8.25 %", "USD", usd(1999), 825, usd(165)],
    // 0.50 × 0.05 = 0.025, exactly half a cent: up to 0.03.
    ["$0.50 at 5 %", "USD", usd(50), 500, usd(3)],
    // 1,999 × 0.1 = 199.9; yen have no parts, so 200.
    ["¥1,999 at 10 %", "JPY", 1_999_000_000_000n, 1000, 200_000_000_000n],
    ["any price at 0 %", "USD", usd(1999), 0, 0n],
  ])(
    "T1.2: rounds the tax once, half up, to what can be charged: %s",
    (_, currency, amountNanos, taxBps, tax) => {
      const answer = review({ currency, taxBps, plan: { ...plan, currency, amountNanos } });
      expect(answer.effects).toMatchObject({ taxNanos: tax, totalNanos: amountNanos + tax });
    },
  );

  it("T1.4: shows term, renewal, cancel-by, refund window and when the checkout closes before payment", () => {
    // 31 January + 1 month is 28 February; 24 h before it; 24 h after the purchase; 60 minutes for the checkout.
    expect(review({}).effects).toMatchObject({
      renewsAt: "2026-02-28T10:00:00.000Z",
      cancelBy: "2026-02-27T10:00:00.000Z",
      refundUntil: "2026-02-01T10:00:00.000Z",
      expiresAt: "2026-01-31T11:00:00.000Z",
    });
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["T4.2: a terminated account", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a closed account", { accountState: "closed" }, ["account_terminated T4.2"]],
    ["T4.2: a suspended account", { accountState: "suspended" }, ["account_suspended T4.2"]],
    ["T1.1: a plan that costs nothing", { plan: { ...plan, amountNanos: 0n } }, ["plan_is_free T1.1"]],
    ["T1.1: another currency", { plan: { ...plan, currency: "EUR" } }, ["plan_currency_mismatch T1.1"]],
    ["T2.1: a plan is running", { runningPlanId: "max" }, ["already_subscribed T2.1"]],
    ["T1.2: an address is missing", { missingBillingFields: ["city"] }, ["billing_details_incomplete T1.2"]],
    [
      "everything at once, in order",
      {
        accountState: "suspended",
        plan: { ...plan, amountNanos: 0n, currency: "EUR" },
        runningPlanId: "max",
        missingBillingFields: ["fullName", "email", "country", "addressLine", "city", "postalCode"],
      },
      [
        "account_suspended T4.2",
        "plan_is_free T1.1",
        "plan_currency_mismatch T1.1",
        "already_subscribed T2.1",
        "billing_details_incomplete T1.2",
      ],
    ],
  ])("is refused with its clause and without effect: %s", (_, change, expected) => {
    const answer = review(change);
    expect(answer.refusals.map(({ code, clause }) => `${code} ${clause}`)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("T1.2: names every missing field", () => {
    expect(review({ missingBillingFields: ["city", "postalCode"] }).refusals[0]?.params).toEqual({
      fields: "city, postalCode",
    });
  });
});

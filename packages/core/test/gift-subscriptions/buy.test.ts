import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import { buyGiftSubscription } from "../../src/gift-subscriptions/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const now = "2026-11-20T10:00:00.000Z";
const usd = (cents: number) => BigInt(cents) * 10_000_000n;
const sha = "0".repeat(64);

type Facts = Parameters<typeof buyGiftSubscription.decide>[0];

/** Three months of Pro, $60.00, with a message. */
const base: Facts = {
  now,
  currency: "USD",
  accountState: "active",
  missingBillingFields: [],
  taxBps: 0,
  plan: {
    planPriceId: "pro-month-1",
    planId: "pro",
    interval: "month",
    currency: "USD",
    amountNanos: usd(2000),
    includedUsageNanos: usd(4000),
    forSale: true,
    current: true,
  },
  terms: 3,
  recipientHash: sha,
  messageHash: sha,
  messageLength: 40,
  deliverAt: null,
};
const buy = (change: Partial<Facts> = {}) =>
  decide(buyGiftSubscription, { ...base, ...change }, policyAt(now));
const refusals = (answer: ReturnType<typeof buy>) =>
  answer.refusals.map(({ code, clause }) => `${code} ${clause}`);

describe("buying a subscription for somebody else", () => {
  it("T1.1, T1.2, T1.4: whole terms at the listed price, with tax, reviewed before payment", () => {
    // 3 × $20.00 = $60.00; 7.25 % of it is $4.35. A year is 365 × 24 h, so 20 November 2027 10:00.
    const answer = buy({ taxBps: 725 });
    expect(
      answer.lines.map(({ kind, key, clause, amountNanos }) => [kind, key, clause, amountNanos]),
    ).toEqual([
      ["item", "gift_price", "T1.1", usd(6000)],
      ["item", "tax", "T1.2", usd(435)],
      ["subtotal", "total_due", "T1.2", usd(6435)],
      ["memo", "gift_included_usage", "T2.1", usd(4000)],
    ]);
    expect(answer.effects).toEqual({
      amountNanos: usd(6000),
      taxNanos: usd(435),
      totalNanos: usd(6435),
      expiresAt: "2026-11-20T11:00:00.000Z",
      redeemBy: "2027-11-20T10:00:00.000Z",
      cancelUntil: "2026-11-21T10:00:00.000Z",
    });
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["T4.2: a terminated account", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a closed account", { accountState: "closed" }, ["account_terminated T4.2"]],
    ["T4.2: a suspended account", { accountState: "suspended" }, ["account_suspended T4.2"]],
    ["T1.1: Free costs nothing", { plan: { ...base.plan, amountNanos: 0n } }, ["plan_is_free T1.1"]],
    ["T1.1: not sold", { plan: { ...base.plan, forSale: false } }, ["plan_not_for_sale T1.1"]],
    [
      "T1.1: not the present price",
      { plan: { ...base.plan, current: false } },
      ["plan_price_not_current T1.1"],
    ],
    ["T1.1: another currency", { plan: { ...base.plan, currency: "EUR" } }, ["plan_currency_mismatch T1.1"]],
    ["R2.7: no term", { terms: 0 }, ["gift_terms_out_of_range R2.7"]],
    ["R2.7: thirteen terms", { terms: 13 }, ["gift_terms_out_of_range R2.7"]],
    ["R2.7: a message of 501 characters", { messageLength: 501 }, ["gift_message_too_long R2.7"]],
    // 90 × 24 h after 20 November 2026 10:00 is 18 February 2027 10:00.
    [
      "R2.7: delivered a millisecond ago",
      { deliverAt: "2026-11-20T09:59:59.999Z" },
      ["gift_delivery_out_of_range R2.7"],
    ],
    [
      "R2.7: delivered after ninety days",
      { deliverAt: "2027-02-18T10:00:00.001Z" },
      ["gift_delivery_out_of_range R2.7"],
    ],
    ["T1.2: an address is missing", { missingBillingFields: ["city"] }, ["billing_details_incomplete T1.2"]],
  ])("is refused: %s", (_, change, expected) => {
    const answer = buy(change);
    expect(refusals(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("R2.7: accepts one term, twelve terms, 500 characters, no message, and delivery now or in ninety days", () => {
    expect(buy({ terms: 1 }).effects).toMatchObject({ amountNanos: usd(2000) });
    expect(buy({ terms: 12 }).effects).toMatchObject({ amountNanos: usd(24_000) });
    expect(buy({ messageLength: 500 }).outcome).toBe("granted");
    expect(buy({ messageHash: null, messageLength: 0 }).outcome).toBe("granted");
    expect(buy({ deliverAt: now }).outcome).toBe("granted");
    expect(buy({ deliverAt: "2027-02-18T10:00:00.000Z" }).outcome).toBe("granted");
  });

  it("keeps no personal data in its facts: only fingerprints fit", () => {
    const { facts } = buyGiftSubscription;
    const written = facts.encode(base);
    expect(facts.safeParse(written).success).toBe(true);
    expect(facts.safeParse({ ...Object(written), recipientHash: "ada@example.com" }).success).toBe(false);
  });
});

it("a stored decision replays", () => {
  for (const answer of [buy(), buy({ terms: 0 })])
    expect(replay(JSON.parse(JSON.stringify(answer.json)), [buyGiftSubscription])).toEqual({ same: true });
});

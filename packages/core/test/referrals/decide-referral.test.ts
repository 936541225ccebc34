import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import {
  decideReferral,
  type DecideReferralFacts,
  finalRefusal,
  invitationEndsAt,
  qualifies,
  referralDueAt,
} from "../../src/referrals/index.ts";

const policy = policyAt("2026-11-20T00:00:00.000Z");
const usd = (cents: number) => BigInt(cents) * 10_000_000n;

// Paid on 20 Nov 2026, 14:00: 24 hours later is the last instant inside the window, the next millisecond is outside.
const paidAt = "2026-11-20T14:00:00.000Z";
const lastInside = "2026-11-21T14:00:00.000Z";
const firstOutside = "2026-11-21T14:00:00.001Z";

const facts: DecideReferralFacts = {
  now: firstOutside,
  currency: "USD",
  referralId: "019a0000-0000-7000-8000-000000000001",
  state: "waiting",
  referrerState: "active",
  referredState: "active",
  orderNow: firstOutside,
  dueAt: firstOutside,
  orderStanding: "stands",
  shared: [],
  rewardsThisMonth: 0,
  balanceNanos: usd(125),
};
const ruling = (change: Partial<DecideReferralFacts> = {}) =>
  decide(decideReferral, { ...facts, ...change }, policy);
const codes = (change: Partial<DecideReferralFacts>) =>
  ruling(change).refusals.map(({ code, clause }) => `${code} ${clause}`);

describe("a referral's reward", () => {
  it("R3.5: $5.00 on top of $1.25 once the window is closed, for 365 days", () => {
    const answer = ruling();
    expect(answer.outcome).toBe("granted");
    expect(answer.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["item", "wallet_before", usd(125)],
      ["item", "referral_rewarded", usd(500)],
      ["subtotal", "wallet_after", usd(625)],
    ]);
    // 21 Nov 2026 and 365 days: the same day of 2027, which has no leap day.
    expect(answer.effects).toEqual({ amountNanos: usd(500), expiresAt: "2027-11-21T14:00:00.001Z" });
  });

  it.each<[string, Partial<DecideReferralFacts>, string[]]>([
    ["R3.5: the last instant of the window", { orderNow: lastInside }, ["referral_window_open R3.5"]],
    ["R3.5: a refund that was approved", { orderStanding: "returned" }, ["referral_order_returned R3.5"]],
    [
      "R3.5: a refund in preparation or a dispute that runs",
      { orderStanding: "in_question" },
      ["referral_order_in_question R3.5"],
    ],
    ["R3.5: the same login", { shared: ["login"] }, ["referral_same_person R3.5"]],
    ["R3.5: the same card", { shared: ["card"] }, ["referral_same_person R3.5"]],
    ["R3.5: the same device", { shared: ["device"] }, ["referral_same_person R3.5"]],
    ["R3.5: decided before", { state: "rewarded" }, ["referral_decided R3.5"]],
    [
      "R3.5: the twentieth reward of the month was the last",
      { rewardsThisMonth: 20 },
      ["referral_month_full R3.5"],
    ],
    ["R3.5: a currency without an offer", { currency: "BHD" }, ["referral_not_offered R3.5"]],
    ["T4.2: a terminated referrer", { referrerState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a suspended referrer", { referrerState: "suspended" }, ["account_suspended T4.2"]],
    [
      "T4.2: the invited account was terminated",
      { referredState: "terminated" },
      ["referral_other_ended T4.2"],
    ],
    [
      "T4.2: the invited account is suspended",
      { referredState: "suspended" },
      ["referral_other_suspended T4.2"],
    ],
    [
      "every ground that applies, in order",
      { orderStanding: "returned", shared: ["card", "email"], rewardsThisMonth: 21 },
      ["referral_order_returned R3.5", "referral_same_person R3.5", "referral_month_full R3.5"],
    ],
  ])("is refused without any effect: %s", (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
    const { outcome, lines, effects } = ruling(change);
    expect([outcome, lines, effects]).toEqual(["refused", [], null]);
  });

  it("R3.5: the nineteenth of a month still lets one more be given", () => {
    expect(ruling({ rewardsThisMonth: 19 }).outcome).toBe("granted");
  });

  it("is put off, not refused for good, by what time may heal", () => {
    const finalOf = (change: Partial<DecideReferralFacts>) => finalRefusal(ruling(change).refusals);
    expect(finalOf({ orderNow: lastInside })).toBeNull();
    expect(finalOf({ orderStanding: "in_question" })).toBeNull();
    expect(finalOf({ referrerState: "suspended", referredState: "suspended" })).toBeNull();
    expect(finalOf({ orderStanding: "in_question", shared: ["card"] })).toBe("referral_same_person");
    expect(finalOf({ orderStanding: "returned" })).toBe("referral_order_returned");
  });
});

describe("the order that earns a reward", () => {
  const order = { kind: "top_up", gift: false, currency: "USD", amountNanos: usd(1000), paidAt } as const;
  const invitedAt = "2026-11-01T00:00:00.000Z";

  it("R3.5: falls due one millisecond after its refund window", () => {
    expect(referralDueAt(paidAt, policy)).toBe(firstOutside);
  });

  it.each<[string, Partial<Parameters<typeof qualifies>[0]>, boolean]>([
    ["a top-up of the minimum, $10.00", {}, true],
    ["a subscription of the minimum", { kind: "subscription" }, true],
    ["R3.5: a nano less than the minimum", { amountNanos: usd(1000) - 1n }, false],
    ["R3.5: a gift, which somebody else paid", { gift: true }, false],
    ["R3.5: something else that was bought", { kind: "add_on" }, false],
    ["R3.5: a currency without an offer", { currency: "BHD" }, false],
    // 1 Nov 2026 and 90 days: 30 Jan 2027.
    ["the last instant of the 90 days", { paidAt: "2027-01-30T00:00:00.000Z" }, true],
    ["R3.5: a millisecond after the 90 days", { paidAt: "2027-01-30T00:00:00.001Z" }, false],
  ])("%s", (_, change, expected) => {
    expect(qualifies({ ...order, ...change }, invitedAt, policy)).toBe(expected);
  });

  it("knows when an invitation ends", () => {
    expect(invitationEndsAt(invitedAt, policy)).toBe("2027-01-30T00:00:00.000Z");
  });
});

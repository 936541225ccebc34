import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import {
  restoreReferral,
  type RestoreReferralFacts,
  revokeReferral,
  type RevokeReferralFacts,
} from "../../src/referrals/index.ts";

const now = "2026-11-25T00:00:00.000Z";
const policy = policyAt(now);
const usd = (cents: number) => BigInt(cents) * 10_000_000n;

// $5.00 was given, $3.50 of it is left; the wallet holds $4.00 in all, so 50 cents are other credits.
const rewarded: RevokeReferralFacts = {
  now,
  currency: "USD",
  referralId: "019a0000-0000-7000-8000-000000000001",
  state: "rewarded",
  orderStanding: "returned",
  lotState: "open",
  grantedNanos: usd(500),
  remainingNanos: usd(350),
  balanceNanos: usd(400),
  promisedNanos: 0n,
};
const revoke = (change: Partial<RevokeReferralFacts> = {}) =>
  decide(revokeReferral, { ...rewarded, ...change }, policy);

describe("taking a reward back", () => {
  it("R3.5 R6.2: takes the unspent $3.50, leaves 50 cents of other credits, and owes nobody the $1.50 that was spent", () => {
    const answer = revoke();
    expect(answer.effects).toEqual({ amountNanos: usd(350) });
    expect(answer.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["item", "wallet_before", usd(400)],
      ["item", "referral_revoked", -usd(350)],
      ["subtotal", "wallet_after", usd(50)],
      ["memo", "referral_kept", usd(150)],
    ]);
  });

  it.each<[string, Partial<RevokeReferralFacts>]>([
    ["spent in full", { lotState: "spent", remainingNanos: 0n }],
    ["expired", { lotState: "expired", remainingNanos: usd(350) }],
  ])("R3.5: takes nothing of a reward that was %s, and the wallet stays as it is", (_, change) => {
    const answer = revoke({ ...change, balanceNanos: usd(50) });
    expect([answer.outcome, answer.effects]).toEqual(["granted", { amountNanos: 0n }]);
    expect(answer.lines.find(({ key }) => key === "wallet_after")?.amountNanos).toBe(usd(50));
  });

  it.each<[string, Partial<RevokeReferralFacts>, string]>([
    ["R3.5: an order that stands", { orderStanding: "stands" }, "referral_order_stands"],
    ["R3.5: an order in question", { orderStanding: "in_question" }, "referral_order_stands"],
    ["R3.5: a referral that was taken back before", { state: "revoked" }, "referral_not_rewarded"],
    // 400 − 350 = 50 cents would be left, and 51 were promised.
    ["R3.5: what a request in flight was promised", { promisedNanos: usd(51) }, "referral_promised"],
  ])("is refused: %s", (_, change, code) => {
    const answer = revoke(change);
    expect(answer.refusals.map((each) => each.code)).toEqual([code]);
    expect(answer.effects).toBeNull();
  });

  it("R3.5: goes through where exactly what was promised is left", () => {
    expect(revoke({ promisedNanos: usd(50) }).outcome).toBe("granted");
  });
});

const revoked: RestoreReferralFacts = {
  now,
  currency: "USD",
  referralId: rewarded.referralId,
  state: "revoked",
  orderStanding: "stands",
  takenNanos: usd(350),
  lotExpiresAt: "2027-11-21T12:00:00.000Z",
  takenAt: "2026-11-22T12:00:00.000Z",
  balanceNanos: usd(50),
};
const restore = (change: Partial<RestoreReferralFacts> = {}) =>
  decide(restoreReferral, { ...revoked, ...change }, policy);

describe("giving a reward back", () => {
  it("R6.4: returns what was taken, its expiry later by the two and a half days it was away", () => {
    // Away from 22 Nov 12:00 to 25 Nov 00:00: 60 hours. 21 Nov 2027 12:00 and 60 hours is 24 Nov 2027 00:00.
    expect(restore().effects).toEqual({ amountNanos: usd(350), expiresAt: "2027-11-24T00:00:00.000Z" });
    expect(restore().lines.at(-1)?.amountNanos).toBe(usd(400));
  });

  it.each<[string, Partial<RestoreReferralFacts>, string]>([
    ["R6.4: one that was not taken back", { state: "rewarded" }, "referral_not_revoked"],
    ["R3.5: while its order is still returned", { orderStanding: "returned" }, "referral_order_returned"],
    ["R3.5: while its order is in question", { orderStanding: "in_question" }, "referral_order_returned"],
  ])("is refused: %s", (_, change, code) => {
    expect(restore(change).refusals.map((each) => each.code)).toEqual([code]);
    expect(restore(change).effects).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { type GrantGiftFacts, grantGift, type RevokeGiftFacts, revokeGift } from "../../src/credits/index.ts";
import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const now = "2026-11-20T14:02:03.123Z";
const policy = policyAt(now);
const usd = (cents: number) => BigInt(cents) * 10_000_000n;

const gift: GrantGiftFacts = {
  now,
  currency: "USD",
  accountState: "active",
  amountNanos: usd(500),
  giftCurrency: "USD",
  expiryDays: null,
  balanceNanos: usd(125),
};
const grant = (change: Partial<GrantGiftFacts>) => decide(grantGift, { ...gift, ...change }, policy);
const refusals = (answer: ReturnType<typeof grant> | ReturnType<typeof revoke>) =>
  answer.refusals.map(({ code, clause }) => `${code} ${clause}`);

describe("granting gift credits", () => {
  it("R3.4: $1.25 and a gift of $5.00 make $6.25, and the gift expires after 365 days", () => {
    const answer = grant({});
    expect(answer.outcome).toBe("granted");
    expect(answer.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["item", "wallet_before", usd(125)],
      ["item", "gift_granted", usd(500)],
      ["subtotal", "wallet_after", usd(625)],
    ]);
    // 20 Nov 2026 + 365 days; 2027 has no leap day, so the same day a year later.
    expect(answer.effects).toEqual({ amountNanos: usd(500), expiresAt: "2027-11-20T14:02:03.123Z" });
  });

  it("takes the days the administrator chose", () => {
    expect(grant({ expiryDays: 10 }).effects?.expiresAt).toBe("2026-11-30T14:02:03.123Z");
  });

  it.each<[string, Partial<GrantGiftFacts>, string[]]>([
    ["T4.2: a terminated account", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a closed account", { accountState: "closed" }, ["account_terminated T4.2"]],
    ["R7.1: a currency that is not the wallet's", { giftCurrency: "EUR" }, ["gift_currency_mismatch R7.1"]],
    ["R3.4: nothing", { amountNanos: 0n }, ["gift_amount_out_of_range R3.4"]],
    ["R3.4: less than nothing", { amountNanos: -1n }, ["gift_amount_out_of_range R3.4"]],
    [
      "R3.4: a nano above the limit of $10,000",
      { amountNanos: usd(1_000_000) + 1n },
      ["gift_amount_out_of_range R3.4"],
    ],
    [
      "all that apply, in order",
      { accountState: "terminated", giftCurrency: "EUR", amountNanos: 0n },
      ["account_terminated T4.2", "gift_currency_mismatch R7.1", "gift_amount_out_of_range R3.4"],
    ],
  ])("is refused with its clause and without any effect: %s", (_, change, expected) => {
    const answer = grant(change);
    expect(refusals(answer)).toEqual(expected);
    expect([answer.outcome, answer.lines, answer.effects]).toEqual(["refused", [], null]);
  });

  it("R3.4: allows exactly the limit, a single nano, and a suspended account", () => {
    for (const change of [
      { amountNanos: usd(1_000_000) },
      { amountNanos: 1n },
      { accountState: "suspended" },
    ] as const)
      expect(grant(change).outcome).toBe("granted");
  });
});

const lot: RevokeGiftFacts = {
  now,
  currency: "USD",
  lotState: "open",
  grantedNanos: usd(500),
  remainingNanos: usd(200),
  balanceNanos: usd(325),
  promisedNanos: usd(125),
};
const revoke = (change: Partial<RevokeGiftFacts>) => decide(revokeGift, { ...lot, ...change }, policy);

describe("taking gift credits back", () => {
  it("R3.4: of $5.00 with $2.00 left, $2.00 is taken and $3.00 stays spent", () => {
    const answer = revoke({});
    expect(answer.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["item", "wallet_before", usd(325)],
      ["item", "gift_revoked", -usd(200)],
      ["subtotal", "wallet_after", usd(125)],
      ["memo", "gift_kept_spent", usd(300)],
    ]);
    expect(answer.effects).toEqual({ amountNanos: usd(200) });
  });

  it.each<[string, Partial<RevokeGiftFacts>, string[]]>([
    ["taken back before", { lotState: "revoked", remainingNanos: 0n }, ["gift_already_revoked R3.4"]],
    ["expired, even when the sweep has not run yet", { lotState: "expired" }, ["gift_expired R3.4"]],
    ["spent", { lotState: "spent", remainingNanos: 0n }, ["gift_spent R3.4"]],
    ["open but empty", { remainingNanos: 0n }, ["gift_spent R3.4"]],
    // 3.25 − 2.00 = 1.25 would stay; requests in flight were promised a nano more.
    ["promised to requests in flight", { promisedNanos: usd(125) + 1n }, ["gift_promised R3.4"]],
  ])("R3.4: is refused without effect when %s", (_, change, expected) => {
    const answer = revoke(change);
    expect(refusals(answer)).toEqual(expected);
    expect([answer.outcome, answer.lines, answer.effects]).toEqual(["refused", [], null]);
  });
});

import { describe, expect, it } from "vitest";
import { consentHash, consentText } from "../../src/auto-top-up/index.ts";
import { asked, refusals, switchOn, type SwitchFacts, terms, usd } from "./scenario.ts";

describe("switching automatic top-up on", () => {
  it("T6.1: shows each charge before it is agreed to, and says what to agree to", () => {
    // $20.00 at 7.25 % is $1.45 tax; no bonus below $50.00.
    const review = switchOn({ taxBps: 725 });
    expect(
      review.lines.map(({ kind, key, clause, amountNanos }) => [kind, key, clause, amountNanos]),
    ).toEqual([
      ["item", "top_up_credits", "T6.1", usd(2000)],
      ["item", "tax", "T1.2", usd(145)],
      ["subtotal", "auto_top_up_charge", "T6.1", usd(2145)],
      ["memo", "auto_top_up_threshold", "T6.1", usd(500)],
      ["memo", "auto_top_up_cap", "T6.1", usd(10_000)],
    ]);
    expect(review.effects).toMatchObject({ consentVersion: "auto-top-up-1", bonusNanos: 0n });
  });

  it("T6.1: an agreement to anything else is none", () => {
    const agreed = switchOn().effects?.consentHash ?? "";
    expect(switchOn({ consentedHash: agreed }).outcome).toBe("granted");
    for (const change of [
      { amountNanos: usd(2001) },
      { thresholdNanos: usd(501) },
      { monthlyCapNanos: usd(10_001) },
      // 3 bps of $20.00 are 0.6 cents: one more cent.
      { taxBps: 3 },
      { paymentMethodId: "card-2" },
      { language: "zh" as const },
    ])
      expect(refusals(switchOn({ ...change, consentedHash: agreed }))).toEqual([
        "auto_top_up_consent_missing T6.1",
      ]);
  });

  it.each<[string, Partial<SwitchFacts>, string[]]>([
    [
      "T1.1: below the least, $5.00",
      { amountNanos: usd(499), thresholdNanos: 0n },
      ["top_up_amount_out_of_range T1.1"],
    ],
    [
      "T1.1: above the most, $10,000.00",
      { amountNanos: usd(1_000_001), monthlyCapNanos: usd(1_000_001) },
      ["top_up_amount_out_of_range T1.1"],
    ],
    ["T1.1: half a cent", { amountNanos: usd(2000) + 5_000_000n }, ["top_up_not_whole_minor T1.1"]],
    ["T1.1: a currency that is not sold", { currency: "SEK" }, ["top_up_not_offered T1.1"]],
    [
      "T6.1: a threshold above the amount",
      { thresholdNanos: usd(2001) },
      ["auto_top_up_threshold_out_of_range T6.1"],
    ],
    ["T6.1: a threshold below zero", { thresholdNanos: -1n }, ["auto_top_up_threshold_out_of_range T6.1"]],
    ["T6.1: a cap below one charge", { monthlyCapNanos: usd(1999) }, ["auto_top_up_cap_out_of_range T6.1"]],
    [
      "T6.1: a cap below one charge with its tax",
      { taxBps: 1000, monthlyCapNanos: usd(2199) },
      ["auto_top_up_cap_out_of_range T6.1"],
    ],
    // 60 charges of $20.00 are $1,200.00.
    [
      "T6.1: a cap beyond sixty charges",
      { monthlyCapNanos: usd(120_001) },
      ["auto_top_up_cap_out_of_range T6.1"],
    ],
    ["T1.2: no card", { paymentMethodId: null }, ["auto_top_up_no_card T1.2"]],
    ["T1.2: no address", { missingBillingFields: ["city"] }, ["billing_details_incomplete T1.2"]],
    ["T4.2: suspended", { accountState: "suspended" }, ["account_suspended T4.2"]],
    ["T4.2: terminated", { accountState: "terminated" }, ["account_terminated T4.2"]],
  ])("is refused: %s", (_, change, expected) => {
    const answer = switchOn(change);
    expect(refusals(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("accepts the edges: threshold zero and equal to the amount, a cap of one and of sixty charges", () => {
    for (const change of [
      { thresholdNanos: 0n },
      { thresholdNanos: usd(2000) },
      { monthlyCapNanos: usd(2000) },
      { monthlyCapNanos: usd(120_000) },
    ])
      expect(switchOn(change).outcome).toBe("granted");
  });
});

describe("the consent", () => {
  it("T6.1: names every number and the card, in both languages", () => {
    expect(consentText("auto-top-up-1", "en", terms, "Visa •••• 4242")).toBe(
      "Whenever my balance falls below $5.00, charge $20.00 to Visa •••• 4242 and add $20.00 in credits: at most $100.00 in each calendar month, until I switch it off.",
    );
    expect(consentText("auto-top-up-1", "zh", terms, "Visa •••• 4242")).toBe(
      "当余额低于 $5.00 时，自动从 Visa •••• 4242 扣款 $20.00，充值 $20.00 额度；每个自然月最多扣款 $100.00，直至我关闭自动充值。",
    );
  });

  it("T6.1: words that somebody agreed to are never edited: their fingerprint stands here", () => {
    // SHA-256 over the canonical JSON of words and values, computed once by another program (Python's hashlib).
    expect(consentHash("auto-top-up-1", "en", terms)).toBe(
      "8b3ad8df3e586f6689d3b55675ad6a508b10d6971fed4efb2b935e6292d12c4b",
    );
    expect(consentHash("auto-top-up-1", "zh", terms)).toBe(
      "a5e0d3af262cf4ef7ca1640f448f533cc3daa749a233ee665a1e4183981ed6fd",
    );
    expect(asked.consentedHash).toBeNull();
  });
});

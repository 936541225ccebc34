import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CloseFacts, closingHash, closingText, type GivenUp } from "../../src/accounts/index.ts";
import { closeAccount } from "../../src/accounts/index.ts";
import { replay } from "../../src/decision/index.ts";
import { confirmed, now, quiet, refusals, review, told, usd } from "./scenario.ts";

const subscription = (
  state: NonNullable<CloseFacts["subscription"]>["state"],
  distributor: NonNullable<CloseFacts["subscription"]>["distributor"] = null,
) => ({ planId: "pro", state, termEndsAt: "2026-12-05T12:00:00.000Z", distributor });

const store = { name: "App Store", link: "https://example.com/subscriptions" };

describe("closing an account", () => {
  it("T1.4: shows what is given up, kind by kind: 10.00 + 1.00 = 11.00", () => {
    const decision = review();
    expect(decision.effects).toMatchObject({
      to: "closed",
      forfeitedNanos: usd(1100),
      giftCodesNanos: 0n,
      endsSubscription: false,
    });
    expect(told(decision)).toEqual([
      "credits_lost_paid 10.00",
      "credits_lost_bonus 1.00",
      "credits_lost_total 11.00",
    ]);
  });

  it("T1.4: without anything left there is nothing to give up, and still something to confirm", () => {
    const credits = { paidNanos: 0n, bonusNanos: 0n, giftNanos: 0n, referralNanos: 0n };
    expect(told(review({ credits }))).toEqual(["credits_lost_total 0.00"]);
    expect(confirmed({ credits }).outcome).toBe("granted");
    expect(refusals(review({ credits, step: "close" }))).toEqual(["close_not_confirmed T1.4"]);
  });

  it("T2.6: a cancelled subscription ends with it, its paid time is not refunded", () => {
    const decision = review({ subscription: subscription("canceling") });
    expect(decision.effects?.endsSubscription).toBe(true);
    expect(told(decision)).toContain("close_term_given_up 0.00");
  });

  it("R2.7: gifts that nobody redeemed end with it", () => {
    const decision = review({ unredeemedGifts: { count: 2, amountNanos: usd(4000) } });
    expect(decision.effects?.giftCodesNanos).toBe(usd(4000));
    expect(told(decision)).toContain("close_gift_codes_end 40.00");
  });

  it.each<[string, Partial<CloseFacts>, readonly string[]]>([
    ["T4.2: not while suspended", { accountState: "suspended" }, ["account_suspended T4.2"]],
    ["T4.2: not when terminated", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: not twice", { accountState: "closed" }, ["account_closed T4.2"]],
    [
      "T2.4: not while it renews",
      { subscription: subscription("active") },
      ["close_subscription_running T2.4"],
    ],
    [
      "T2.4: not while in arrears",
      { subscription: subscription("past_due") },
      ["close_subscription_running T2.4"],
    ],
    ["an ended subscription is no obstacle", { subscription: subscription("ended") }, []],
    [
      "T1.3: a distributor's has to be ended there, cancelled or not",
      { subscription: subscription("canceling", store) },
      ["distributor_subscription T1.3"],
    ],
    ["T1.3: an ended one of a distributor is none", { subscription: subscription("ended", store) }, []],
    ["T6.1: not while the card may be charged", { autoTopUpOn: true }, ["close_auto_top_up_on T6.1"]],
    [
      "T1.4: not while a checkout can still be paid",
      { checkoutOpenUntil: "2026-11-20T14:00:00.001Z" },
      ["close_checkout_open T1.4"],
    ],
    ["T1.4: one that closes this moment is closed", { checkoutOpenUntil: now }, []],
    [
      "R3.6: not while requests are in flight",
      { openHolds: 1, heldNanos: usd(5) },
      ["close_requests_in_flight R3.6"],
    ],
    ["T1.1: not with a debt", { debtNanos: 1n }, ["close_debt_open T1.1"]],
    ["R2.3: not with a refund under way", { openRefunds: 1 }, ["close_refund_open R2.3"]],
    ["R2.3: not with a refund case", { openCases: 1 }, ["close_refund_open R2.3"]],
    ["R2.8: not with a dispute", { openDisputes: 1 }, ["close_dispute_open R2.8"]],
    [
      "C4.1: not while it passes to somebody else",
      { subjectChangeOpen: true },
      ["close_subject_change_open C4.1"],
    ],
    [
      "R1.2: not while paid credits can be refunded, the last moment included",
      { refundable: { amountNanos: 1n, until: now } },
      ["close_refund_first R1.2"],
    ],
    [
      "R1.2: a millisecond later they are given up",
      { refundable: { amountNanos: usd(1000), until: "2026-11-20T13:59:59.999Z" } },
      [],
    ],
    ["R1.2: nothing refundable is nothing", { refundable: { amountNanos: 0n, until: now } }, []],
    [
      "T4.2, T2.4, R2.8: all that stands in the way, in the fixed order",
      {
        openDisputes: 1,
        autoTopUpOn: true,
        debtNanos: 1n,
        accountState: "suspended",
        subscription: subscription("active"),
      },
      [
        "account_suspended T4.2",
        "close_subscription_running T2.4",
        "close_auto_top_up_on T6.1",
        "close_debt_open T1.1",
        "close_dispute_open R2.8",
      ],
    ],
  ])("%s", (_, change, expected) => {
    const decision = review(change);
    expect(refusals(decision)).toEqual(expected);
    expect(decision.effects === null).toBe(expected.length > 0);
  });
});

describe("confirming (T1.4)", () => {
  it("T1.4: closes with exactly what was reviewed", () => {
    expect(confirmed().outcome).toBe("granted");
    expect(replay(confirmed().json, [closeAccount])).toEqual({ same: true });
  });

  it("T1.4: closes nothing without a confirmation", () => {
    expect(refusals(review({ step: "close" }))).toEqual(["close_not_confirmed T1.4"]);
  });

  it("T1.4: a single nano, another language, gift code or term end since is another confirmation", () => {
    const changes: Partial<CloseFacts>[] = [
      { credits: { ...quiet.credits, paidNanos: quiet.credits.paidNanos - 1n } },
      { credits: { ...quiet.credits, bonusNanos: quiet.credits.bonusNanos + 1n } },
      { credits: { ...quiet.credits, giftNanos: 1n } },
      { credits: { ...quiet.credits, referralNanos: 1n } },
      { currency: "EUR" },
      { language: "zh" },
      { unredeemedGifts: { count: 1, amountNanos: 1n } },
      { subscription: subscription("canceling") },
    ];
    for (const since of changes) expect(refusals(confirmed({}, since))).toEqual(["close_not_confirmed T1.4"]);
  });

  it("T1.4: says the amounts to the last digit, in both languages", () => {
    const givenUp: GivenUp = {
      currency: "USD",
      paidNanos: usd(1000) + 1n,
      bonusNanos: usd(100),
      giftNanos: 0n,
      referralNanos: usd(500),
      giftCodesNanos: 0n,
      termEndsAt: null,
    };
    expect(closingText("close-account-1", "en", givenUp)).toContain("$10.000000001 of paid credits");
    expect(closingText("close-account-1", "zh", givenUp)).toContain("永久关闭此账户");
    expect(closingText("close-account-1", "zh", givenUp)).not.toMatch(/[{}]/);
    // SHA-256 over the canonical JSON of words and values, computed once by another program (Python's hashlib).
    expect(closingHash("close-account-1", "en", givenUp)).toBe(
      "aeefbbae089c52d329fa51aad4969bb8ca808ee26072f264076a75e8e1da874f",
    );
  });

  it("T1.4: whatever the amounts, only the confirmation of just these closes", () => {
    const cents = fc.integer({ min: 0, max: 3 }).map(usd);
    const credits = fc.record({
      paidNanos: cents,
      bonusNanos: cents,
      giftNanos: cents,
      referralNanos: cents,
    });
    let closed = 0;
    fc.assert(
      fc.property(credits, credits, (before, after) => {
        const decision = confirmed({ credits: before }, { credits: after });
        const same =
          before.paidNanos === after.paidNanos &&
          before.bonusNanos === after.bonusNanos &&
          before.giftNanos === after.giftNanos &&
          before.referralNanos === after.referralNanos;
        expect(decision.outcome).toBe(same ? "granted" : "refused");
        if (same) closed += 1;
        expect(confirmed({ credits: after }).effects?.forfeitedNanos).toBe(
          after.paidNanos + after.bonusNanos + after.giftNanos + after.referralNanos,
        );
      }),
      { seed: 20261120, numRuns: 1500 },
    );
    expect(closed).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import {
  restoreRefund,
  settleTopUpRefund,
  topUpPreviewVersion,
  topUpRefund,
} from "../../src/refunds/index.ts";
import { nanos, payment, policyWith, topUpFacts } from "./scenario.ts";

const asked = (change: Parameters<typeof topUpFacts>[0] = {}, policy = policyWith()) =>
  decide(topUpRefund, topUpFacts(change), policy);
const codes = (change: Parameters<typeof topUpFacts>[0]) => asked(change).refusals.map(({ code }) => code);

describe("a top-up refund", () => {
  it("R1.2: never returns more than the unused paid credits of this order", () => {
    // 50 paid, nothing counted as used, but only 40 of its credits are left.
    expect(asked({ unusedPaidNanos: nanos("40") }).effects?.expected.grossNanos).toBe(nanos("40"));
  });

  it("R3.3: takes off usage of every kind since the payment, even of other credits", () => {
    expect(asked({ usedNanos: nanos("20") }).effects?.expected.grossNanos).toBe(nanos("30"));
  });

  it("R3.4: forfeits what is left of the bonus, and by lot takes off what was spent of it", () => {
    expect(asked({ bonusLeftNanos: nanos("5") }).effects?.forfeitedBonusNanos).toBe(nanos("5"));
    const byLot = asked({ bonusSpentNanos: nanos("5") }, policyWith({ attribution: "order_lot" }));
    expect(byLot.effects?.expected.grossNanos).toBe(nanos("45"));
  });

  it("R3.6: the floor counts all that is held, and what was used in flight lessens the settled amount", () => {
    const openHolds = [{ id: "hold-1", creditNanos: nanos("10"), expiresAt: "2026-11-20T12:10:00.000Z" }];
    // 50 − 10 = 40, of which 95 % are 38.
    expect(asked({ openHolds }).effects?.floorFinalNanos).toBe(nanos("38"));
    expect(asked({ openHolds }).effects?.drainUntil).toBe("2026-11-20T12:10:00.000Z");
    const submitted = {
      at: "2026-11-20T12:00:00.000Z",
      usedNanos: 0n,
      expectedFinalNanos: nanos("47.5"),
      floorFinalNanos: nanos("38"),
      reservedNanos: nanos("50"),
    };
    const settled = decide(
      settleTopUpRefund,
      { ...topUpFacts({ usedNanos: nanos("4") }), submitted },
      policyWith(),
    );
    // 46, of which 95 % are 43.70; 4 return to the wallet.
    expect(settled.effects).toMatchObject({ differenceNanos: nanos("-3.8"), returnedNanos: nanos("4") });
  });

  it("R3.7, R3.8: rounds once and counts earlier refunds gross", () => {
    const earlierRefunds = [
      {
        id: "refund-1",
        state: "refunded" as const,
        extent: "partial" as const,
        grossNanos: nanos("30"),
        legs: [{ paymentId: "payment-1", amountMinor: 2850n }],
      },
    ];
    // 50 − 30 = 20: 19.00, not the 20.43 that the 28.50 paid out would leave.
    const { effects } = asked({ earlierRefunds, unusedPaidNanos: nanos("20") });
    expect(effects?.expected.finalNanos).toBe(nanos("19"));
  });

  it("R4.4: debits the wallet gross, or net where the policy says so", () => {
    expect(asked().effects?.walletDebitNanos).toBe(nanos("50"));
    expect(asked({}, policyWith({ walletDebit: "net" })).effects?.walletDebitNanos).toBe(nanos("47.5"));
  });

  it("R4.5: usage alone keeps the name of a preview; an earlier refund or the fee changes it", () => {
    const version = (change: Parameters<typeof topUpFacts>[0], policy = policyWith()) =>
      topUpPreviewVersion(topUpFacts(change), policy, []);
    expect(version({ usedNanos: nanos("3") })).toBe(version({}));
    expect(version({}, policyWith({ feeBps: 400 }))).not.toBe(version({}));
  });

  it.each<[string, Parameters<typeof topUpFacts>[0], string]>([
    ["R2.6", { order: { state: "expired" } }, "order_not_completed"],
    ["T4.2", { accountState: "terminated" }, "terminated_for_violation"],
    [
      "R7.1",
      { payments: [payment({ provider: "bank_transfer", amountMinor: 5000n })] },
      "channel_not_supported",
    ],
    ["R2.8", { payments: [payment({ amountMinor: 5000n, disputeOpen: true })] }, "disputed"],
    ["C4.9", { order: { paidByPreviousHolder: true } }, "paid_by_previous_holder"],
    ["R2.1", { requestedAt: "2026-11-21T10:00:00.001Z" }, "window_expired"],
    ["R2.4", { usedNanos: nanos("50"), unusedPaidNanos: 0n }, "usage_exceeds_refundable"],
    ["R2.9", { unusedPaidNanos: 0n }, "below_provider_minimum"],
    ["R2.5", { debtNanos: 1n }, "insufficient_balance"],
    ["R2.10", { recentRefunds: 3 }, "review_required"],
  ])("%s refuses it with its code", (_clause, change, code) => {
    expect(codes(change)[0]).toBe(code);
  });

  it("R2.2, R2.3: one that is whole or under way stands in the way", () => {
    const earlier = (state: "refunded" | "pending") => [
      { id: "r", state, extent: "whole" as const, grossNanos: nanos("50"), legs: [] },
    ];
    expect(codes({ earlierRefunds: earlier("refunded") })[0]).toBe("fully_refunded");
    expect(codes({ earlierRefunds: earlier("pending") })[0]).toBe("refund_in_progress");
  });

  it("R6.4: that bounces gives wallet and bonus back, unless the account is over: then it is owed", () => {
    const restored = (accountState: "active" | "closed") =>
      decide(
        restoreRefund,
        {
          now: "2026-12-20T12:00:00.000Z",
          currency: "USD",
          refundId: "refund-1",
          kind: "top_up",
          bounced: true,
          finalNanos: nanos("47.5"),
          submittedAt: "2026-11-20T12:00:00.000Z",
          termEndsAt: null,
          hasOtherSubscription: false,
          accountState,
          walletNanos: nanos("55"),
        },
        policyWith(),
      ).effects;
    expect(restored("active")).toEqual({
      restore: "wallet",
      amountNanos: nanos("55"),
      awayMs: 30 * 24 * 3_600_000,
    });
    expect(restored("closed")).toEqual({ restore: "owed", amountNanos: nanos("47.5") });
  });
});

import { decide } from "@tenure/core/decision";
import { policyAt } from "@tenure/core/policy";
import { describe, expect, it } from "vitest";
import { topUpRefund } from "@tenure/core/refunds";
import { estimateCancel, estimateRefund, serverClock, timeLeft } from "../src/preview/index.ts";
import type { CancellationPreview, Decision, RefundPreview } from "../src/types.ts";

const usd = (amount: string) => ({ amount, currency: "USD" });
const CLOSES_AT = "2026-11-21T10:00:00.000Z";

/** A top-up of $50.00, $10.00 of credits used since, as the server previews its refund: 40.00 less 5 % are 38.00. */
function preview(): Pick<RefundPreview, "decision" | "windowClosesAt"> {
  const { json } = decide(
    topUpRefund,
    {
      now: "2026-11-20T12:00:00.000Z",
      currency: "USD",
      route: "self_service",
      requestedAt: "2026-11-20T12:00:00.000Z",
      accountState: "active",
      order: {
        id: "order-1",
        number: "TOP-2026-00001",
        state: "paid",
        paidAt: "2026-11-20T10:00:00.000Z",
        paidByPreviousHolder: false,
      },
      subjectChange: "none",
      payments: [
        {
          id: "payment-1",
          provider: "stripe",
          amountMinor: 5000n,
          taxNanos: 0n,
          disputeOpen: false,
          lostMinor: 0n,
          minimumRefundMinor: 1n,
        },
      ],
      earlierRefunds: [],
      usedNanos: 10_000_000_000n,
      openHolds: [{ id: "hold-1", creditNanos: 2_000_000_000n, expiresAt: "2026-11-20T12:10:00.000Z" }],
      unusedPaidNanos: 40_000_000_000n,
      bonusSpentNanos: 0n,
      bonusLeftNanos: 0n,
      walletPaidNanos: 40_000_000_000n,
      debtNanos: 0n,
      recentRefunds: 0,
    },
    policyAt("2026-11-20T12:00:00.000Z"),
  );
  const decision: Decision = JSON.parse(JSON.stringify(json));
  return { decision, windowClosesAt: CLOSES_AT };
}

describe("a refund estimated without a request", () => {
  // 50 − 10 − 4 = 36.00; 5 % are 1.80; 34.20. With the 2.00 in flight: 34 × 95 % = 32.30.
  it("counts what was used since, in the currency's own digits, and counts down", () => {
    const at = "2026-11-20T13:00:00Z";
    expect(estimateRefund(preview(), { used: usd("4"), at })).toEqual({
      expected: usd("34.20"),
      floor: usd("32.30"),
      fee: usd("1.80"),
      windowClosesAt: CLOSES_AT,
      timeLeft: { isOver: false, ms: 75_600_000, days: 0, hours: 21, minutes: 0, seconds: 0 },
    });
    expect(estimateRefund(preview(), { at: new Date(CLOSES_AT) })).toMatchObject({
      expected: usd("38.00"),
      timeLeft: { isOver: false, ms: 0 },
    });
  });

  it("has no countdown without a window, and is null without a calculation", () => {
    expect(estimateRefund({ ...preview(), windowClosesAt: null })?.timeLeft).toBeNull();
    const { decision } = preview();
    expect(estimateRefund({ decision: { ...decision, lines: [] }, windowClosesAt: null })).toBeNull();
  });

  it.each([
    [usd("-1"), "not an amount: -1"],
    [usd("a lot"), "not an amount: a lot"],
    [{ amount: "1", currency: "EUR" }, "EUR, but the order is in USD"],
  ])("refuses %o", (used, message) => {
    expect(() => estimateRefund(preview(), { used })).toThrow(new RangeError(message));
  });
});

describe("a cancellation carried on in time", () => {
  const outcome = (inTime: boolean): NonNullable<CancellationPreview["outcome"]> => ({
    inTime,
    cancelBy: "2026-12-19T10:00:00.000Z",
    endsAt: inTime ? "2026-12-20T10:00:00.000Z" : "2027-01-20T10:00:00.000Z",
    chargedAt: inTime ? null : "2026-12-20T10:00:00.000Z",
    charge: usd(inTime ? "0.00" : "20.00"),
    renewsAs: inTime ? null : "pro",
    drops: null,
  });

  it("T2.5: promises what the preview did up to the cut-off itself, and nothing after it", () => {
    const early = { outcome: outcome(true) };
    expect(estimateCancel(early, "2026-12-19T10:00:00.000Z")).toMatchObject({
      inTime: true,
      timeLeft: { isOver: false, ms: 0 },
      outcome: { endsAt: "2026-12-20T10:00:00.000Z", charge: usd("0.00") },
    });
    expect(estimateCancel(early, "2026-12-19T10:00:00.001Z")).toMatchObject({
      inTime: false,
      timeLeft: { isOver: true },
      outcome: null,
    });
  });

  it("T2.5: what came late stays late; what was refused is nothing", () => {
    expect(estimateCancel({ outcome: outcome(false) }, "2026-12-19T12:00:00Z")).toMatchObject({
      inTime: false,
      outcome: { endsAt: "2027-01-20T10:00:00.000Z", charge: usd("20.00") },
    });
    expect(estimateCancel({ outcome: null })).toBeNull();
  });
});

describe("time", () => {
  it("is the server's, however wrong this machine's clock is", () => {
    const anHourAhead = new Date(Date.now() + 3_600_000).toISOString();
    const shown = serverClock(anHourAhead)().getTime() - Date.now();
    expect(shown).toBeGreaterThan(3_590_000);
    expect(shown).toBeLessThan(3_610_000);
  });

  it("left is counted from this machine's clock where none is given, and needs real moments", () => {
    expect(timeLeft(new Date(Date.now() - 1000)).isOver).toBe(true);
    expect(() => timeLeft("soon")).toThrow(RangeError);
  });
});

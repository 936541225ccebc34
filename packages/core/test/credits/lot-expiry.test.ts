import { describe, expect, it } from "vitest";
import {
  expiryWarningDue,
  hasExpired,
  planBurn,
  planExpiry,
  restoredExpiry,
} from "../../src/credits/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const expiresAt = "2026-12-20T12:00:00.000Z";
const before = "2026-12-20T11:59:59.999Z";
const usd = (cents: number) => BigInt(cents) * 10_000_000n;
const lot = { id: "lot", remainingNanos: usd(500), expiresAt };

describe("expiry of a lot", () => {
  it("R3.4: comes at the very instant, not before and not after it", () => {
    expect([hasExpired(lot, before), hasExpired(lot, expiresAt)]).toEqual([false, true]);
    expect(hasExpired({ expiresAt: null }, "9999-12-31T23:59:59.999Z")).toBe(false);
  });

  it("R3.4: takes what is left; a lot with nothing left was spent", () => {
    expect(
      planExpiry(
        [
          lot,
          { id: "empty", remainingNanos: 0n, expiresAt },
          { id: "later", remainingNanos: usd(1), expiresAt: "2026-12-20T12:00:00.001Z" },
          { id: "never", remainingNanos: usd(1), expiresAt: null },
        ],
        expiresAt,
      ),
    ).toEqual([
      { lotId: "lot", to: "expired", amountNanos: usd(500) },
      { lotId: "empty", to: "spent", amountNanos: 0n },
    ]);
  });

  it("agrees with the burn order: what is burned has not expired, what has expired is not burned", () => {
    const burnable = { ...lot, kind: "gift", openedAt: "2026-01-01T00:00:00.000Z" } as const;
    const { burnOrder } = policyAt(expiresAt).credits;
    for (const now of [before, expiresAt])
      expect(planBurn([burnable], usd(1), burnOrder, now).uncoveredNanos === 0n).toBe(!hasExpired(lot, now));
  });
});

describe("warnings before expiry", () => {
  const { expiryWarningDays } = policyAt(expiresAt).credits;
  const due = (now: string, warnedAt: string | null) =>
    expiryWarningDue({ ...lot, warnedAt }, now, expiryWarningDays);

  it("R3.4: come 14 days and 3 days before, once each", () => {
    // 20 Dec 12:00 less 14 days is 6 Dec 12:00; less 3 days is 17 Dec 12:00.
    expect(due("2026-12-06T11:59:59.999Z", null)).toBe(false);
    expect(due("2026-12-06T12:00:00.000Z", null)).toBe(true);
    expect(due("2026-12-10T00:00:00.000Z", "2026-12-06T12:00:03.000Z")).toBe(false);
    expect(due("2026-12-17T12:00:00.000Z", "2026-12-06T12:00:03.000Z")).toBe(true);
    expect(due("2026-12-17T12:00:05.000Z", "2026-12-17T12:00:00.000Z")).toBe(false);
  });

  it("are one where both days passed unwarned, and none once it is over or nothing is left", () => {
    expect(due("2026-12-18T00:00:00.000Z", null)).toBe(true);
    expect(due("2026-12-18T00:00:05.000Z", "2026-12-18T00:00:00.000Z")).toBe(false);
    expect(due(expiresAt, null)).toBe(false);
    expect(
      expiryWarningDue({ ...lot, remainingNanos: 0n, warnedAt: null }, "2026-12-18T00:00:00.000Z", [14]),
    ).toBe(false);
    expect(
      expiryWarningDue({ ...lot, expiresAt: null, warnedAt: null }, "2026-12-18T00:00:00.000Z", [14]),
    ).toBe(false);
  });
});

it("R6.4: what comes back expires later by the time it was away", () => {
  // Away for 36 hours.
  expect(restoredExpiry(expiresAt, "2026-12-01T00:00:00.000Z", "2026-12-02T12:00:00.000Z")).toBe(
    "2026-12-22T00:00:00.000Z",
  );
  expect(restoredExpiry(null, "2026-12-01T00:00:00.000Z", "2026-12-02T12:00:00.000Z")).toBeNull();
});

import { describe, expect, it } from "vitest";
import { frozenBooking, spentOfLotNanos, usedInFlight, usedSinceNanos } from "../../src/refunds/index.ts";

const request = (promisedNanos: bigint, usedNanos: bigint, leftNanos: bigint) => ({
  id: "hold-1",
  expiresAt: "2026-11-20T12:10:00.000Z",
  promisedNanos,
  usedNanos,
  leftNanos,
});

describe("what a top-up refund is worked out from", () => {
  it("R3.3: usage since the payment is one subtraction, never below nothing", () => {
    expect(usedSinceNanos(30n, 12n)).toBe(18n);
    expect(usedSinceNanos(10n, 12n)).toBe(0n);
    expect(spentOfLotNanos(50n, 20n)).toBe(30n);
  });

  it("R3.6: a request counts with what it used and still holds, never with more than it was promised", () => {
    // Promised 10: used 4, 6 are left.
    expect(usedInFlight(100n, [request(10n, 4n, 6n)])).toEqual({
      usedNanos: 104n,
      openHolds: [{ id: "hold-1", expiresAt: "2026-11-20T12:10:00.000Z", creditNanos: 6n }],
    });
    // Used 25 of 10: fifteen are no matter of the refund.
    expect(usedInFlight(100n, [request(10n, 25n, 0n)])).toEqual({ usedNanos: 110n, openHolds: [] });
  });

  it("R4.4: fee and remainder are booked only where they left the wallet", () => {
    const frozen = { netNanos: 950n, taxNanos: 10n, feeNanos: 45n, remainderNanos: 5n };
    expect(frozenBooking({ ...frozen, walletDebitNanos: 1000n })).toMatchObject({
      inTransitNanos: 960n,
      feeNanos: 45n,
      remainderNanos: 5n,
    });
    expect(frozenBooking({ ...frozen, walletDebitNanos: 950n })).toMatchObject({
      feeNanos: 0n,
      remainderNanos: 0n,
    });
  });
});

import { describe, expect, it } from "vitest";
import { exchangedMinor, exchangedMinorFloor, exchangeRateSchema } from "../../src/money/index.ts";
import { chargeBack } from "../../src/orders/index.ts";

/** Cents to nanos: a cent is 10⁷. */
const usd = (cents: number) => BigInt(cents) * 10_000_000n;

describe("a rate of exchange", () => {
  it("is applied exactly and rounded half up once, to the minor unit that is charged", () => {
    // 50.00 × 7.1234 is 356.17 without a remainder.
    expect(exchangedMinor(usd(5000), "7.1234", "CNY")).toBe(35_617n);
    // 1.00 × 7.125 is 712.5 fen: half up. 1.00 × 7.1249 is 712.49 fen.
    expect(exchangedMinor(usd(100), "7.125", "CNY")).toBe(713n);
    expect(exchangedMinor(usd(100), "7.1249", "CNY")).toBe(712n);
    // Yen have no minor unit: 1.00 at 149.5 is 149.5 yen.
    expect(exchangedMinor(usd(100), "149.5", "JPY")).toBe(150n);
    expect(exchangedMinorFloor(usd(100), "149.5", "JPY")).toBe(149n);
    // 1000 yen (10¹² nanos) at 0.04815 are 48.15 yuan.
    expect(exchangedMinor(1_000_000_000_000n, "0.04815", "CNY")).toBe(4815n);
  });

  it.each(["0", "-1", "7.12345678901", "1e3", "", "seven"])("%j is none", (text) => {
    expect(exchangeRateSchema.safeParse(text).success).toBe(false);
  });
});

describe("R6.3: what goes back of a payment in another currency", () => {
  // $50.00 were charged as ¥356.17 at 7.1234.
  const paid = {
    amountMinor: 5000n,
    currency: "USD",
    chargeMinor: 35_617n,
    chargeCurrency: "CNY",
    exchangeRate: "7.1234",
  };

  it("all of it is all that was charged", () => {
    expect(chargeBack(paid, 5000n)).toEqual({ amountMinor: 35_617n, currency: "CNY" });
    // Also where the charge was rounded up: $1.00 at 7.125 was charged as ¥7.13, though 7.125 rounds down to 7.12.
    const up = { ...paid, amountMinor: 100n, chargeMinor: 713n, exchangeRate: "7.125" };
    expect(chargeBack(up, 100n)).toEqual({ amountMinor: 713n, currency: "CNY" });
  });

  it("a part is taken at the order's rate and rounded down, so that parts never add up to more", () => {
    // 19.00 × 7.1234 is 135.3446.
    expect(chargeBack(paid, 1900n).amountMinor).toBe(13_534n);
    // Twice 25.00 × 7.1234 = 178.085: 178.08 each, 356.16 in all, one fen below what was charged.
    expect(chargeBack(paid, 2500n).amountMinor * 2n).toBe(35_616n);
  });

  it("in the order's own currency is itself", () => {
    const card = { ...paid, chargeMinor: null, chargeCurrency: null, exchangeRate: null };
    expect(chargeBack(card, 1900n)).toEqual({ amountMinor: 1900n, currency: "USD" });
  });
});

import { describe, expect, it } from "vitest";
import {
  CURRENCIES,
  currencySchema,
  formatBps,
  formatMoney,
  fromMoney,
  isCurrency,
  minorDigits,
  minorToNanos,
  moneySchema,
  nanosSchema,
  nanosToMinorFloor,
  toMoney,
} from "../../src/money/index.ts";

describe("currencies are not confused", () => {
  it("gives one minor unit its own worth in each currency", () => {
    // A cent is 10⁻² = 10⁷ nanos; a yen is whole = 10⁹; a fils is 10⁻³ = 10⁶.
    expect(minorToNanos(1n, "USD")).toBe(10_000_000n);
    expect(minorToNanos(1n, "JPY")).toBe(1_000_000_000n);
    expect(minorToNanos(1n, "KWD")).toBe(1_000_000n);
    expect(nanosToMinorFloor(1_500_000_000n, "USD")).toBe(150n);
    expect(nanosToMinorFloor(1_500_000_000n, "JPY")).toBe(1n);
    expect(nanosToMinorFloor(1_500_000_000n, "KWD")).toBe(1_500n);
  });

  it("agrees with the digits that ISO 4217 data of the runtime gives", () => {
    for (const currency of CURRENCIES) {
      // CLDR rounds a few currencies for display only; for these the minor unit of ISO 4217 counts.
      if (currency === "IDR") continue;
      const { maximumFractionDigits } = new Intl.NumberFormat("en", {
        style: "currency",
        currency,
      }).resolvedOptions();
      expect([currency, minorDigits(currency)]).toEqual([currency, maximumFractionDigits]);
    }
  });

  it("accepts exact upper-case codes only", () => {
    for (const code of ["usd", "US", "USDT", "", "HUF", "toString", "__proto__"]) {
      expect(isCurrency(code)).toBe(false);
      expect(currencySchema.safeParse(code).success).toBe(false);
    }
    // @ts-expect-error a lower-case code is no currency
    expect(Number.isNaN(minorDigits("usd"))).toBe(false);
  });
});

describe("amounts in JSON", () => {
  it("are exact decimal texts with their currency", () => {
    expect(toMoney(18_050_000_000n, "USD")).toEqual({ amount: "18.05", currency: "USD" });
    expect(fromMoney({ amount: "18.05", currency: "USD" })).toBe(18_050_000_000n);
    expect(moneySchema.safeParse({ amount: "18.05", currency: "USD" }).success).toBe(true);
  });

  it.each([
    [{ amount: 18.05, currency: "USD" }],
    [{ amount: "18.05" }],
    [{ amount: "1e9", currency: "USD" }],
    [{ amount: "18.05", currency: "usd" }],
    [{ amount: "18.05", currency: "USD", note: "x" }],
  ])("refuses %j", (value) => {
    expect(moneySchema.safeParse(value).success).toBe(false);
  });

  it("refuses an amount beyond a customer's limit of 100,000,000", () => {
    expect(fromMoney({ amount: "100000000", currency: "USD" })).toBe(10n ** 17n);
    expect(() => fromMoney({ amount: "100000000.000000001", currency: "USD" })).toThrow(RangeError);
    expect(() => fromMoney({ amount: "-100000000.000000001", currency: "USD" })).toThrow(RangeError);
  });

  it("reads nanos from canonical integer texts of at most 30 digits", () => {
    expect(nanosSchema.parse("-5")).toBe(-5n);
    expect(nanosSchema.encode(18_050_000_000n)).toBe("18050000000");
    for (const text of ["-0", "00", "1.0", "", "+1", "9".repeat(31)])
      expect(nanosSchema.safeParse(text).success).toBe(false);
  });
});

describe("amounts for people", () => {
  it("are cut to the minor unit, never rounded up, with a true minus sign", () => {
    expect(formatMoney(18_050_000_000n, "USD", "en")).toBe("$18.05");
    expect(formatMoney(999_999_999n, "USD", "en")).toBe("$0.99");
    expect(formatMoney(-500_000_000n, "USD", "en")).toBe("\u2212$0.50");
    expect(formatMoney(1_200_999_999_999n, "JPY", "en")).toBe("¥1,200");
    expect(formatMoney(18_050_000_000n, "USD", "zh")).toBe("$18.05");
  });

  it("show every digit when asked, beyond what a float could hold", () => {
    expect(formatMoney(99_999_999_999_999_999n, "USD", "en", { exact: true })).toBe("$99,999,999.999999999");
  });

  it("show basis points as a percentage", () => {
    expect(formatBps(500n, "en")).toBe("5%");
    expect(formatBps(125n, "zh")).toBe("1.25%");
    expect(formatBps(0n, "en")).toBe("0%");
  });
});

import { describe, expect, it } from "vitest";
import { withTax } from "../../src/orders/index.ts";

const usd = (cents: number) => BigInt(cents) * 10_000_000n;

describe("a price with its tax (T1.2)", () => {
  it.each([
    // 7.25 % of $100.00 is $7.25.
    ["USD", usd(10_000), 725, usd(10_725)],
    // 5 % of $0.10 is half a cent, rounded up to one.
    ["USD", usd(10), 500, usd(11)],
    // 10 % of ¥1,234 is ¥123.4: yen have no smaller unit.
    ["JPY", 1_234_000_000_000n, 1000, 1_357_000_000_000n],
    ["USD", 0n, 2_500, 0n],
  ] as const)("in %s: %d nanos at %d basis points", (currency, amountNanos, taxBps, expected) => {
    expect(withTax(amountNanos, taxBps, currency)).toBe(expected);
  });
});

import { describe, expect, it } from "vitest";
import { bpsOfFee, creditedOf, linesOfOrder, linesOfReversal, totalOf } from "../../src/invoices/index.ts";

const usd = (cents: number) => BigInt(cents) * 10_000_000n;
const item = (amountNanos: bigint, key: "plan_price" | "tax" = "plan_price") => ({
  kind: "item" as const,
  key,
  clause: null,
  amountNanos,
  params: {},
});

describe("what a document is made from (T1.2)", () => {
  it("T1.2: an order's items without its tax: 100.00 and −15.00 unused, of 101.15 paid with 16.15 tax", () => {
    const decided = { lines: [item(usd(10_000)), item(usd(-1500)), item(usd(1615), "tax")] };
    const lines = linesOfOrder({ number: "UPG-1", decided, paidNanos: usd(10_115), taxNanos: usd(1615) });
    expect(lines.map(({ amountNanos }) => amountNanos)).toEqual([usd(10_000), usd(-1500)]);
  });

  it("T1.2: one line where the items are not what was paid: 20.00 decided, 15.00 paid", () => {
    const decided = { lines: [item(usd(2000))] };
    expect(linesOfOrder({ number: "SUB-1", decided, paidNanos: usd(1500), taxNanos: 0n })).toEqual([
      { key: "order_total", params: { order: "SUB-1" }, amountNanos: usd(1500) },
    ]);
  });

  it("sums what documents come to: 23.80 − 22.61 = 1.19, credited 22.61", () => {
    expect(totalOf([{ totalNanos: usd(2380) }, { totalNanos: usd(-2261) }])).toBe(usd(119));
    expect(creditedOf([{ totalNanos: usd(-2261) }])).toBe(usd(2261));
  });

  it("R6.4: reverses a credit note by what it took back: −18.05 becomes 18.05", () => {
    const note = { netNanos: usd(-1805) } as Parameters<typeof linesOfReversal>[0];
    expect(linesOfReversal(note, "REF-1")).toEqual([
      { key: "refund_bounced_back", params: { refund: "REF-1" }, amountNanos: usd(1805) },
    ]);
  });

  it("R3.7: finds the rate behind a fee that was rounded down: 1.00 of 20.00 is 5 %", () => {
    expect([bpsOfFee(usd(100), usd(2000)), bpsOfFee(0n, 0n), bpsOfFee(0n, 19n)]).toEqual([500, 0, 0]);
    // ⌊1 234 567 891 × 5 %⌋ = 61 728 394 (of 61 728 394.55).
    expect(bpsOfFee(61_728_394n, 1_234_567_891n)).toBe(500);
  });
});

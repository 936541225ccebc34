import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decide, defineRule, type Line, line, linesAddUp } from "../../src/decision/index.ts";
import { currencySchema } from "../../src/money/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import { instantSchema } from "../../src/time/index.ts";

const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const rows = fc.array(
  fc.oneof(
    amount.map((amountNanos) => ({ kind: "item" as const, amountNanos })),
    amount.map((amountNanos) => ({ kind: "memo" as const, amountNanos })),
    fc.constant({ kind: "subtotal" as const, amountNanos: 0n }),
  ),
  { maxLength: 20 },
);

/** Fills each subtotal by adding all items above it anew. */
function completed(each: readonly { kind: Line["kind"]; amountNanos: bigint }[]): Line[] {
  return each.map(({ kind, amountNanos }, at) => {
    if (kind !== "subtotal") return line(kind, "wallet_before", null, amountNanos);
    let total = 0n;
    for (const above of each.slice(0, at)) if (above.kind === "item") total += above.amountNanos;
    return line("subtotal", "wallet_after", null, total);
  });
}

describe("lines", () => {
  it("add up exactly when every subtotal is the sum of the items above it; memos do not count", () => {
    fc.assert(
      fc.property(rows, (each) => {
        expect(linesAddUp(completed(each))).toBe(true);
      }),
      { seed: 20261120, numRuns: 1000 },
    );
  });

  it("do not add up when one subtotal is off by a single nano", () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.constantFrom(1n, -1n), (each, pick, off) => {
        const lines = completed([...each, { kind: "subtotal", amountNanos: 0n }]);
        const subtotals = lines.flatMap((row, at) => (row.kind === "subtotal" ? [at] : []));
        const target = subtotals[pick % subtotals.length];
        const wrong = lines.map((row, at) =>
          at === target ? { ...row, amountNanos: row.amountNanos + off } : row,
        );
        expect(linesAddUp(wrong)).toBe(false);
      }),
      { seed: 20261120, numRuns: 1000 },
    );
  });

  it("that do not add up stop a decision before it can be stored", () => {
    const facts = z.strictObject({ now: instantSchema, currency: currencySchema });
    const wrong = defineRule({
      kind: "test.wrong",
      rulesVersion: 1,
      facts,
      effects: z.null(),
      decide: () => ({
        outcome: "granted",
        refusals: [],
        lines: [line("item", "wallet_before", null, 2n), line("subtotal", "wallet_after", null, 3n)],
        effects: null,
      }),
    });
    const now = "2026-11-20T14:02:03.123Z";
    expect(() => decide(wrong, { now, currency: "USD" }, policyAt(now))).toThrow("do not add up");
  });
});

import { describe, expect, it } from "vitest";
import { defineAgreement } from "../../src/agreement/index.ts";
import { digestOf } from "../../src/decision/index.ts";

interface Terms {
  readonly currency: "USD" | "EUR";
  readonly totalNanos: bigint;
  readonly place: string | null;
}

const agreement = defineAgreement({
  wordings: {
    "lunch-1": { en: "Pay {total:money} for lunch at {place}.", zh: "在 {place} 支付午餐费 {total:money}。" },
    "lunch-2": { en: "Pay {total:money} at {place}.", zh: "在 {place} 支付 {total:money}。" },
  },
  current: "lunch-2",
  agreedTo: (terms: Terms) => ({
    currency: terms.currency,
    totalNanos: terms.totalNanos,
    place: terms.place,
  }),
  said: (terms, where: string) => ({ total: terms.totalNanos.toString(), place: where }),
});
const terms: Terms = { currency: "USD", totalNanos: 12_500_000_000n, place: "p1" };

describe("agreements (T6.1)", () => {
  it("T6.1: the fingerprint is over the words and every value, by name", () => {
    expect(agreement.hash("lunch-1", "en", terms)).toBe(
      digestOf({
        wording: "lunch-1",
        language: "en",
        words: "Pay {total:money} for lunch at {place}.",
        currency: "USD",
        totalNanos: "12500000000",
        place: "p1",
      }),
    );
  });

  it("T6.1: other words, another language or another value is another agreement", () => {
    const all = [
      agreement.hash("lunch-1", "en", terms),
      agreement.hash("lunch-1", "zh", terms),
      agreement.hash("lunch-2", "en", terms),
      agreement.hash("lunch-1", "en", { ...terms, currency: "EUR" }),
      agreement.hash("lunch-1", "en", { ...terms, totalNanos: terms.totalNanos + 1n }),
      agreement.hash("lunch-1", "en", { ...terms, place: null }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("is read in either language, and knows its own versions only", () => {
    expect(agreement.text("lunch-1", "en", terms, "Rosa's")).toBe("Pay $12.50 for lunch at Rosa's.");
    expect(agreement.text("lunch-1", "zh", terms, "小馆")).toContain("在 小馆 支付午餐费");
    expect(["lunch-1", "lunch-3", "toString"].map(agreement.isWording)).toEqual([true, false, false]);
    expect(agreement.current).toBe("lunch-2");
  });
});

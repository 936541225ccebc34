import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { attempt } from "../../src/lifecycle/index.ts";
import { applyPayment, orderLifecycle } from "../../src/orders/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const now = "2026-11-20T14:02:03.123Z";
type Facts = Parameters<typeof applyPayment.decide>[0];
const base: Facts = {
  now,
  currency: "USD",
  orderId: "0199-order",
  orderState: "pending",
  orderTotalMinor: 2145n,
  paidMinor: 2145n,
  paidCurrency: "USD",
  accountState: "active",
  hasRunningSubscription: false,
};
const pay = (change: Partial<Facts>) => decide(applyPayment, { ...base, ...change }, policyAt(now));
const kept = (answer: ReturnType<typeof pay>) =>
  answer.lines.find(({ key }) => key === "payment_kept")?.amountNanos;
/** $21.45 in nanos. */
const paidNanos = 21_450_000_000n;

describe("a captured payment", () => {
  it("T1.2: that matches its order is kept and pays it", () => {
    const answer = pay({});
    expect(answer.effects).toEqual({ use: "order", amountNanos: paidNanos });
    expect(kept(answer)).toBe(paidNanos);
  });

  it("that comes late re-opens the closed order and is kept", () => {
    expect(pay({ orderState: "expired" }).effects?.use).toBe("order");
    expect(attempt(orderLifecycle, "expired", "pay")).toEqual({ legal: true, to: "paid" });
  });

  it.each<[string, Partial<Facts>]>([
    ["the order is paid already (two tabs)", { orderState: "paid" }],
    ["the order has failed", { orderState: "failed" }],
    ["another subscription runs by now", { hasRunningSubscription: true }],
    ["the account is terminated", { accountState: "terminated" }],
    ["the account is closed", { accountState: "closed" }],
  ])("T1.4: is returned whole, without fee, when %s", (_, change) => {
    const answer = pay(change);
    expect(answer.effects).toEqual({ use: "surplus", amountNanos: paidNanos });
    expect(answer.lines.find(({ key }) => key === "payment_returned_whole")?.amountNanos).toBe(-paidNanos);
    expect(kept(answer)).toBe(0n);
  });

  it.each<[string, Partial<Facts>, string]>([
    ["a cent less", { paidMinor: 2144n }, "payment_amount_mismatch T1.2"],
    ["a cent more", { paidMinor: 2146n }, "payment_amount_mismatch T1.2"],
    ["another currency", { paidCurrency: "EUR" }, "payment_currency_mismatch T1.2"],
    ["the same code in lower case", { paidCurrency: "usd" }, "payment_currency_mismatch T1.2"],
    [
      "a cent less for an order paid already",
      { paidMinor: 2144n, orderState: "paid" },
      "payment_amount_mismatch T1.2",
    ],
  ])("T1.2: of %s delivers nothing and waits for a person", (_, change, expected) => {
    const answer = pay(change);
    expect(answer.refusals.map(({ code, clause }) => `${code} ${clause}`)).toEqual([expected]);
    expect([answer.outcome, answer.lines, answer.effects]).toEqual(["refused", [], null]);
  });
});

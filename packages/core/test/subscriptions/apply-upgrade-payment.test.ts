import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import { applyUpgradePayment } from "../../src/subscriptions/index.ts";
import { policy, refusals, usd } from "./change-scenario.ts";

type Facts = Parameters<typeof applyUpgradePayment.decide>[0];

/** Max for $90.00, quoted on 16 November at midnight for an hour, paid twenty minutes later. */
const running: NonNullable<Facts["running"]> = {
  state: "active",
  termId: "term-1",
  termEnd: "2026-12-01T00:00:00.000Z",
  usedNanos: usd(1000),
  heldNanos: usd(200),
};
const base: Facts = {
  now: "2026-11-16T00:20:00.000Z",
  currency: "USD",
  orderId: "order-2",
  orderState: "pending",
  orderTotalMinor: 9000n,
  paidMinor: 9000n,
  paidCurrency: "USD",
  accountState: "active",
  quote: {
    termId: "term-1",
    expiresAt: "2026-11-16T01:00:00.000Z",
    zone: "UTC",
    interval: "month",
    includedNanos: usd(20_000),
    usedAtQuoteNanos: usd(1200),
  },
  running,
};
const pay = (change: Partial<Facts> = {}) => decide(applyUpgradePayment, { ...base, ...change }, policy);

describe("the payment of an upgrade", () => {
  it("T2.3: begins the new term at its own instant, and keeps what is left of the old one", () => {
    // From 16 November 00:20 to 1 December are 14 days, 23 h 40 min: 1,294,800 seconds.
    expect(pay().effects).toEqual({
      use: "upgrade",
      amountNanos: usd(9000),
      startsAt: "2026-11-16T00:20:00.000Z",
      renewsAt: "2026-12-16T00:20:00.000Z",
      includedNanos: usd(20_000),
      suspends: { termId: "term-1", remainingMs: 1_294_800_000 },
    });
  });

  it("T1.4: what was credited and then used before the payment is borne by the new term", () => {
    // $12.00 at the quote, $27.00 at the payment: $15.00 less.
    expect(pay({ running: { ...running, usedNanos: usd(2500) } }).effects).toMatchObject({
      includedNanos: usd(18_500),
    });
  });

  it.each<[string, Partial<Facts>, "upgrade" | "surplus"]>([
    ["at the last moment of the quote", { now: "2026-11-16T01:00:00.000Z" }, "upgrade"],
    ["a millisecond later", { now: "2026-11-16T01:00:00.001Z" }, "surplus"],
    ["the order was paid before", { orderState: "paid" }, "surplus"],
    ["the order failed", { orderState: "failed" }, "surplus"],
    ["late by the order's state, yet within the quote", { orderState: "expired" }, "upgrade"],
    ["the subscription ended", { running: null }, "surplus"],
    ["the term renewed meanwhile", { running: { ...running, termId: "term-2" } }, "surplus"],
    ["the term is over", { running: { ...running, termEnd: base.now } }, "surplus"],
    ["it was cancelled meanwhile", { running: { ...running, state: "canceling" } }, "surplus"],
    ["it is being refunded", { running: { ...running, state: "refunding" } }, "surplus"],
    ["the account was terminated", { accountState: "terminated" }, "surplus"],
  ])("T1.4: %s", (_, change, use) => {
    const answer = pay(change);
    expect(answer.effects).toMatchObject({ use, amountNanos: usd(9000) });
    const kept = answer.lines.find(({ key }) => key === "payment_kept")?.amountNanos;
    expect(kept).toBe(use === "upgrade" ? usd(9000) : 0n);
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["another currency", { paidCurrency: "EUR" }, ["payment_currency_mismatch T1.2"]],
    ["a cent less", { paidMinor: 8999n }, ["payment_amount_mismatch T1.2"]],
  ])("T1.2: a person looks at %s", (_, change, expected) => {
    expect(refusals(pay(change))).toEqual(expected);
    expect(pay(change).effects).toBeNull();
  });

  it("a stored decision replays", () => {
    for (const answer of [pay(), pay({ running: null })])
      expect(replay(JSON.parse(JSON.stringify(answer.json)), [applyUpgradePayment])).toEqual({ same: true });
  });
});

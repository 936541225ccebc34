import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import { policyAt, policySchema } from "../../src/policy/index.ts";
import { applyTopUpPayment, applyTopUpPaymentByCard } from "../../src/top-ups/index.ts";

const now = "2026-11-20T14:02:03.123Z";
const policy = policyAt(now);
const usd = (cents: number) => BigInt(cents) * 10_000_000n;

type Facts = Parameters<typeof applyTopUpPayment.decide>[0];
/** $50.00 of credits with $2.50 bonus and $4.00 tax. */
const base: Facts = {
  now,
  currency: "USD",
  orderId: "0199-order",
  orderState: "pending",
  orderTotalMinor: 5400n,
  paidMinor: 5400n,
  paidCurrency: "USD",
  accountState: "active",
  amountNanos: usd(5000),
  taxNanos: usd(400),
  bonusNanos: usd(250),
  usedBeforeNanos: usd(77),
  debtNanos: 0n,
  charge: null,
};
const pay = (change: Partial<Facts>, under = policy) =>
  decide(applyTopUpPayment, { ...base, ...change }, under);

describe("a captured payment of a top-up", () => {
  it("R3.4: opens paid credits, and the bonus as a lot of its own kind that expires by itself", () => {
    const answer = pay({});
    expect(answer.effects).toEqual({
      use: "order",
      amountNanos: usd(5400),
      // $50.00 and $2.50.
      creditsNanos: usd(5250),
      lots: [
        { kind: "paid", amountNanos: usd(5000), expiresAt: null },
        // 180 days after 20 November.
        { kind: "bonus", amountNanos: usd(250), expiresAt: "2027-05-19T14:02:03.123Z" },
      ],
      usedBeforeNanos: usd(77),
      refundUntil: "2026-11-21T14:02:03.123Z",
    });
    expect(answer.lines.map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["item", "payment_received", usd(5400)],
      ["item", "tax_contained", -usd(400)],
      ["subtotal", "paid_credits_added", usd(5000)],
      ["memo", "bonus_credits_added", usd(250)],
    ]);
  });

  it("without bonus and tax opens one lot and says no more than that", () => {
    const answer = pay({ bonusNanos: 0n, taxNanos: 0n, orderTotalMinor: 5000n, paidMinor: 5000n });
    expect(answer.effects).toMatchObject({ lots: [{ kind: "paid", amountNanos: usd(5000) }] });
    expect(answer.lines.map(({ key }) => key)).toEqual(["payment_received", "paid_credits_added"]);
  });

  it("expires paid credits where the policy says so, from the payment on", () => {
    const written = policySchema.encode(policy);
    const yearly = policySchema.parse({ ...written, topUps: { ...written.topUps, paidExpiryDays: 365 } });
    // 365 days after 20 November 2026, none of them a 29 February.
    expect(pay({}, yearly).effects).toMatchObject({
      lots: [{ kind: "paid", expiresAt: "2027-11-20T14:02:03.123Z" }, { kind: "bonus" }],
    });
  });

  it("that comes late re-opens the closed order; a suspended account still gets what it paid for", () => {
    expect(pay({ orderState: "expired" }).effects?.use).toBe("order");
    expect(pay({ accountState: "suspended" }).effects?.use).toBe("order");
  });

  it.each<[string, Partial<Facts>]>([
    ["the order is paid already (two tabs)", { orderState: "paid" }],
    ["the order has failed", { orderState: "failed" }],
    ["the account is terminated", { accountState: "terminated" }],
    ["the account is closed", { accountState: "closed" }],
  ])("T1.4: is returned whole, tax included and without fee, when %s", (_, change) => {
    const answer = pay(change);
    expect(answer.effects).toEqual({ use: "surplus", amountNanos: usd(5400) });
    expect(answer.lines.map(({ key, amountNanos }) => [key, amountNanos])).toEqual([
      ["payment_received", usd(5400)],
      ["payment_returned_whole", -usd(5400)],
      ["payment_kept", 0n],
    ]);
  });

  it.each<[string, Partial<Facts>, string]>([
    ["a cent less", { paidMinor: 5399n }, "payment_amount_mismatch T1.2"],
    ["a cent more", { paidMinor: 5401n }, "payment_amount_mismatch T1.2"],
    ["the price without its tax", { paidMinor: 5000n }, "payment_amount_mismatch T1.2"],
    ["another currency", { paidCurrency: "EUR" }, "payment_currency_mismatch T1.2"],
  ])("T1.2: of %s delivers nothing and waits for a person", (_, change, expected) => {
    const answer = pay(change);
    expect(answer.refusals.map(({ code, clause }) => `${code} ${clause}`)).toEqual([expected]);
    expect([answer.outcome, answer.lines, answer.effects]).toEqual(["refused", [], null]);
  });

  it("replays from what is stored", () => {
    for (const answer of [pay({}), pay({ orderState: "paid" }), pay({ paidMinor: 1n })])
      expect(replay(JSON.parse(JSON.stringify(answer.json)), [applyTopUpPayment])).toEqual({ same: true });
  });
});

describe("R6.3: a payment in another currency than the order's", () => {
  const charge = { currency: "CNY" as const, totalMinor: 35_617n };

  it("is compared with what was to be charged, and booked as what was ordered", () => {
    const paid = pay({ charge, paidCurrency: "CNY", paidMinor: 35_617n });
    const { effects } = paid;
    const total = BigInt(base.orderTotalMinor) * 10_000_000n;
    expect(effects).toMatchObject({ use: "order", amountNanos: total });
  });

  it.each([
    ["a fen less", { paidCurrency: "CNY", paidMinor: 35_616n }, "payment_amount_mismatch"],
    ["the order's own currency", { paidCurrency: "USD", paidMinor: 35_617n }, "payment_currency_mismatch"],
  ])("T1.2: %s delivers nothing", (_what, paid, code) => {
    const answer = pay({ charge, ...paid });
    expect([answer.outcome, answer.refusals.map((each) => each.code)]).toEqual(["refused", [code]]);
  });

  it("what was decided while only cards paid still replays", () => {
    const { charge: _charge, ...before } = base;
    const answer = decide(applyTopUpPaymentByCard, before, policy);
    expect(
      replay(JSON.parse(JSON.stringify(answer.json)), [applyTopUpPaymentByCard, applyTopUpPayment]),
    ).toEqual({ same: true });
  });
});

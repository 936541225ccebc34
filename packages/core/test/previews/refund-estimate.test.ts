import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { estimateRefund, type PreviewedRefund } from "../../src/previews/index.ts";
import {
  type SubscriptionRefundFacts,
  subscriptionRefund,
  topUpRefund,
  type TopUpRefundFacts,
} from "../../src/refunds/index.ts";
import { holds, nanos, payment, policyWith, refundFacts, topUpFacts } from "../refunds/scenario.ts";

/** A decision as it travels: its JSON, read again. */
const previewed = (decision: { readonly json: unknown }): PreviewedRefund =>
  JSON.parse(JSON.stringify(decision.json));
const ofPlan = (facts: SubscriptionRefundFacts, policy = policyWith()) =>
  previewed(decide(subscriptionRefund, facts, policy));
const ofTopUp = (facts: TopUpRefundFacts, policy = policyWith()) =>
  previewed(decide(topUpRefund, facts, policy));

describe("a refund estimated from its preview", () => {
  // 20.00 paid, 4.00 used, a request in flight of 1.00. 3.00 more: 20 − 7 = 13.00; 5 % of it are 0.65; 12.35 come back. With
  // the 1.00 in flight: 12 × 95 % = 11.40.
  it("R3.1, R3.7: counts what was used since, and keeps the fee of the decision", () => {
    const facts = refundFacts({
      payments: [payment({ amountMinor: 2000n })],
      usedNanos: nanos("4"),
      openHolds: holds(nanos("1")),
    });
    expect(estimateRefund(ofPlan(facts), nanos("3"))).toEqual({
      currency: "USD",
      balanceNanos: nanos("13"),
      feeNanos: nanos("0.65"),
      taxNanos: 0n,
      expectedNanos: nanos("12.35"),
      floorNanos: nanos("11.4"),
    });
    // A policy of 10 %: 13 − 1.30.
    expect(estimateRefund(ofPlan(facts, policyWith({ feeBps: 1000 })), nanos("3"))?.expectedNanos).toBe(
      nanos("11.7"),
    );
  });

  // 50.00 of credits, 10.00 used of whatever, 40.00 unused. 5.00 more: 50 − 15 = 35.00, 33.25 after the fee. By lot too: 40 − 5.
  it.each(["literal", "order_lot"] as const)("R3.3: a top-up counted %s", (attribution) => {
    const facts = topUpFacts({
      payments: [payment({ amountMinor: 5000n })],
      usedNanos: nanos("10"),
      unusedPaidNanos: nanos("40"),
      bonusSpentNanos: 0n,
      openHolds: [],
      walletPaidNanos: nanos("40"),
    });
    const estimate = estimateRefund(ofTopUp(facts, policyWith({ attribution })), nanos("5"));
    expect(estimate).toMatchObject({ balanceNanos: nanos("35"), expectedNanos: nanos("33.25") });
  });

  it("R3.2: is nothing where usage exceeds the payment", () => {
    const facts = refundFacts({ payments: [payment({ amountMinor: 2000n })], usedNanos: nanos("19") });
    expect(estimateRefund(ofPlan(facts), nanos("2"))).toMatchObject({ balanceNanos: 0n, expectedNanos: 0n });
  });

  it("is null where the decision has no calculation, or is of another kind", () => {
    const refused = refundFacts({ order: { ...refundFacts({}).order, gift: "received" }, payments: [] });
    expect(estimateRefund(ofPlan(refused), 0n)).toBeNull();
    expect(estimateRefund({ ...ofPlan(refundFacts({})), kind: "refund.settle" }, 0n)).toBeNull();
  });

  const amount = fc.bigInt({ min: 0n, max: nanos("120") });
  const given = fc.record({
    before: amount,
    since: amount,
    held: amount,
    taxMinor: fc.bigInt({ min: 0n, max: 900n }),
    feeBps: fc.integer({ min: 0, max: 10_000 }),
    attribution: fc.constantFrom("literal" as const, "order_lot" as const),
    walletDebit: fc.constantFrom("gross" as const, "net" as const),
  });

  it("R3.1, R3.3, R3.6–R3.9: is what the rule itself grants for that usage", () => {
    let granted = 0;
    fc.assert(
      fc.property(given, ({ before, since, held, taxMinor, feeBps, attribution, walletDebit }) => {
        const policy = policyWith({ feeBps, attribution, walletDebit });
        const payments = [payment({ amountMinor: 10_000n, taxNanos: taxMinor * 10_000_000n })];
        const plan = refundFacts({ payments, usedNanos: before, openHolds: holds(held) });
        const paidNanos = nanos("100") - taxMinor * 10_000_000n;
        const left = (used: bigint) => (used > paidNanos ? 0n : paidNanos - used);
        const topUp = (used: bigint) =>
          topUpFacts({
            payments,
            usedNanos: used,
            unusedPaidNanos: left(used),
            bonusSpentNanos: 0n,
            openHolds: [{ id: "hold-1", creditNanos: held, expiresAt: "2026-11-20T12:10:00.000Z" }],
            walletPaidNanos: nanos("1000"),
          });
        const pairs = [
          [ofPlan(plan, policy), decide(subscriptionRefund, { ...plan, usedNanos: before + since }, policy)],
          [ofTopUp(topUp(before), policy), decide(topUpRefund, topUp(before + since), policy)],
        ] as const;
        for (const [preview, truth] of pairs) {
          if (truth.effects === null) continue;
          granted += 1;
          expect(estimateRefund(preview, since)).toMatchObject({
            expectedNanos: truth.effects.expected.finalNanos,
            floorNanos: truth.effects.floorFinalNanos,
            feeNanos: truth.effects.expected.feeNanos,
          });
        }
      }),
      { seed: 20261128, numRuns: 500 },
    );
    expect(granted).toBeGreaterThan(200);
  });
});

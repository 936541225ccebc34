import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, linesAddUp } from "../../src/decision/index.ts";
import { settleTopUpRefund, topUpRefund, type TopUpRefundFacts } from "../../src/refunds/index.ts";
import { payment, policyWith } from "./scenario.ts";

const CENT = 10_000_000n;
const nanosUpTo = (max: bigint) => fc.bigInt({ min: 0n, max });

/** A paid top-up with usage of any size, a wallet that covers it, and requests in flight. */
const requests = fc
  .record({
    cents: fc.bigInt({ min: 1n, max: 500_000n }),
    taxCents: fc.bigInt({ min: 0n, max: 50_000n }),
    used: fc.oneof(nanosUpTo(100_000n * CENT), nanosUpTo(1_000_000n * CENT)),
    missing: fc.oneof(fc.constant(0n), nanosUpTo(200_000n * CENT)),
    bonusSpent: nanosUpTo(60_000n * CENT),
    bonusLeft: nanosUpTo(60_000n * CENT),
    earlier: fc.option(nanosUpTo(100_000n * CENT), { nil: null }),
    holds: fc.array(nanosUpTo(30_000n * CENT), { maxLength: 4 }),
    feeBps: fc.integer({ min: 0, max: 1000 }),
    attribution: fc.constantFrom("literal" as const, "order_lot" as const),
    walletDebit: fc.constantFrom("gross" as const, "net" as const),
  })
  .map((given) => {
    const paidNanos = given.cents * CENT;
    const unusedPaidNanos = paidNanos > given.missing ? paidNanos - given.missing : 0n;
    const facts: TopUpRefundFacts = {
      now: "2026-11-20T12:00:00.000Z",
      currency: "USD",
      route: "self_service",
      requestedAt: "2026-11-20T12:00:00.000Z",
      accountState: "active",
      order: {
        id: "order-1",
        number: "TOP-2026-00001",
        state: "paid",
        paidAt: "2026-11-20T10:00:00.000Z",
        paidByPreviousHolder: false,
      },
      subjectChange: "none",
      payments: [payment({ amountMinor: given.cents + given.taxCents, taxNanos: given.taxCents * CENT })],
      earlierRefunds:
        given.earlier === null
          ? []
          : [
              {
                id: "refund-1",
                state: "refunded",
                extent: "partial",
                grossNanos: given.earlier,
                legs: [{ paymentId: "payment-1", amountMinor: 0n }],
              },
            ],
      usedNanos: given.used,
      openHolds: given.holds.map((creditNanos, index) => ({
        id: `hold-${index}`,
        creditNanos,
        expiresAt: "2026-11-20T12:10:00.000Z",
      })),
      unusedPaidNanos,
      bonusSpentNanos: given.bonusSpent,
      bonusLeftNanos: given.bonusLeft,
      walletPaidNanos: paidNanos,
      debtNanos: 0n,
      recentRefunds: 0,
    };
    const { feeBps, attribution, walletDebit } = given;
    return { facts, policy: policyWith({ feeBps, attribution, walletDebit }), paidNanos };
  });

type Request = { facts: TopUpRefundFacts; policy: ReturnType<typeof policyWith> };
const grossOf = ({ facts, policy }: Request, change: Partial<TopUpRefundFacts> = {}): bigint =>
  decide(topUpRefund, { ...facts, ...change }, policy).effects?.expected.grossNanos ?? 0n;

describe("laws of top-up refunds", () => {
  it("invariant 9, R1.2, R3.7: lines add up; nothing beyond the unused paid credits or what was paid ever leaves", () => {
    let granted = 0;
    fc.assert(
      fc.property(requests, (request) => {
        const decision = decide(topUpRefund, request.facts, request.policy);
        expect(linesAddUp(decision.lines)).toBe(true);
        const { effects } = decision;
        if (effects === null) return;
        granted += 1;
        const { grossNanos, feeNanos, netNanos, remainderNanos } = effects.expected;
        expect(feeNanos + netNanos + remainderNanos).toBe(grossNanos);
        expect(netNanos >= 0n && netNanos <= grossNanos).toBe(true);
        expect(grossNanos <= request.facts.unusedPaidNanos && grossNanos <= request.paidNanos).toBe(true);
        expect(remainderNanos < 2n * CENT).toBe(true);
        expect(effects.walletDebitNanos <= effects.reservedNanos).toBe(true);
        expect(effects.floorFinalNanos <= effects.expected.finalNanos).toBe(true);
      }),
      { seed: 20261127, numRuns: 2000 },
    );
    expect(granted).toBeGreaterThan(600);
  });

  it("invariants 9, 10 and 13: more usage, more refunded before or more bonus spent never return more", () => {
    fc.assert(
      fc.property(requests, nanosUpTo(50_000n * CENT), (request, more) => {
        const { facts } = request;
        const gross = grossOf(request);
        expect(grossOf(request, { usedNanos: facts.usedNanos + more }) <= gross).toBe(true);
        expect(grossOf(request, { bonusSpentNanos: facts.bonusSpentNanos + more }) <= gross).toBe(true);
        expect(grossOf(request, { bonusLeftNanos: facts.bonusLeftNanos + more })).toBe(gross);
        const earlierRefunds = facts.earlierRefunds.map((each) => ({
          ...each,
          grossNanos: each.grossNanos + more,
        }));
        expect(grossOf(request, { earlierRefunds }) <= gross).toBe(true);
      }),
      { seed: 20261128, numRuns: 2000 },
    );
  });

  it("invariant 12, R3.6: whatever requests in flight use of their promise, the settled amount lies between floor and expectation, and what does not leave returns", () => {
    let settledOnes = 0;
    fc.assert(
      fc.property(
        requests,
        fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }),
        ({ facts, policy }, shares) => {
          const { effects } = decide(topUpRefund, facts, policy);
          if (effects === null) return;
          const used = facts.openHolds.map(
            ({ creditNanos }, index) => (creditNanos * BigInt(shares[index] ?? 0)) / 100n,
          );
          const settled = decide(
            settleTopUpRefund,
            {
              ...facts,
              usedNanos: used.reduce((sum, each) => sum + each, facts.usedNanos),
              openHolds: [],
              unusedPaidNanos: effects.reservedNanos,
              submitted: {
                at: facts.now,
                usedNanos: facts.usedNanos,
                expectedFinalNanos: effects.expected.finalNanos,
                floorFinalNanos: effects.floorFinalNanos,
                reservedNanos: effects.reservedNanos,
              },
            },
            policy,
          );
          const finalNanos = settled.effects?.amounts.finalNanos ?? 0n;
          expect(finalNanos >= effects.floorFinalNanos).toBe(true);
          expect(finalNanos <= effects.expected.finalNanos).toBe(true);
          if (settled.effects === null) return;
          settledOnes += 1;
          const { walletDebitNanos, returnedNanos } = settled.effects;
          expect(walletDebitNanos + returnedNanos).toBe(effects.reservedNanos);
          expect(returnedNanos >= 0n).toBe(true);
        },
      ),
      { seed: 20261129, numRuns: 2000 },
    );
    expect(settledOnes).toBeGreaterThan(600);
  });
});

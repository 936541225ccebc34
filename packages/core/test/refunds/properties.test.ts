import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, linesAddUp } from "../../src/decision/index.ts";
import { minorToNanos } from "../../src/money/index.ts";
import {
  refundAmounts,
  refundStates,
  type SubscriptionRefundFacts,
  settleRefund,
  subscriptionRefund,
} from "../../src/refunds/index.ts";
import { payment, policyWith, refundFacts, settleFacts } from "./scenario.ts";

const SEED = 20261120;
const order = [
  "order_not_completed",
  "gift_subscription",
  "distributor_purchase",
  "terminated_for_violation",
  "channel_not_supported",
  "fully_refunded",
  "refund_in_progress",
  "disputed",
  "paid_by_previous_holder",
  "subject_change_pending",
  "window_expired",
  "usage_exceeds_refundable",
  "below_provider_minimum",
  "review_required",
];

const currency = fc.constantFrom("USD", "JPY", "KWD");
const feeBps = fc.oneof(fc.constantFrom(0, 500, 10_000), fc.integer({ min: 0, max: 10_000 }));

/** One to three payments with tax, some partly lost, of at most 10 million minor units each. */
const payments = fc
  .array(
    fc.record({
      amountMinor: fc.bigInt({ min: 1n, max: 10_000_000n }),
      taxShare: fc.integer({ min: 0, max: 30 }),
      lostShare: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 120 })),
      disputeOpen: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()),
      minimumRefundMinor: fc.constantFrom(1n, 50n),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .chain((list) => fc.tuple(fc.constant(list), currency));

/** Facts of every kind: eligible and not, with earlier refunds of the net that their gross allows. */
const anyFacts: fc.Arbitrary<SubscriptionRefundFacts> = fc
  .record({
    paid: payments,
    usedShare: fc.integer({ min: 0, max: 1_300_000 }),
    earlierShares: fc.array(
      fc.record({
        share: fc.integer({ min: 1, max: 60 }),
        state: fc.constantFrom(...refundStates),
        extent: fc.constantFrom("whole" as const, "partial" as const),
      }),
      { maxLength: 2 },
    ),
    holdShares: fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 3 }),
    lateMs: fc.integer({ min: 0, max: 90_000_000 }),
    accountState: fc.constantFrom("active" as const, "suspended" as const, "terminated" as const),
    subjectChange: fc.constantFrom("none" as const, "open" as const, "accepted" as const),
    recentRefunds: fc.integer({ min: 0, max: 4 }),
    route: fc.constantFrom("self_service" as const, "email" as const),
    origin: fc.constantFrom("new" as const, "renewal" as const, "upgrade" as const),
  })
  .map(({ paid: [list, code], ...given }) => {
    const all = list.map(({ amountMinor, taxShare, lostShare, disputeOpen, minimumRefundMinor }, index) =>
      payment({
        id: `payment-${index + 1}`,
        amountMinor,
        taxNanos: minorToNanos((amountMinor * BigInt(taxShare)) / 130n, code),
        lostMinor: (amountMinor * BigInt(lostShare)) / 100n,
        disputeOpen,
        minimumRefundMinor,
      }),
    );
    const paidNanos = all.reduce(
      (sum, each) => sum + minorToNanos(each.amountMinor, code) - each.taxNanos,
      0n,
    );
    const share = (parts: number) => (paidNanos * BigInt(parts)) / 1_000_000n;
    const first = all[0];
    return refundFacts({
      currency: code,
      requestedAt: new Date(Date.parse("2026-11-20T10:00:00.000Z") + given.lateMs).toISOString(),
      accountState: given.accountState,
      subjectChange: given.subjectChange,
      recentRefunds: given.recentRefunds,
      route: given.route,
      payments: all,
      usedNanos: share(given.usedShare),
      openHolds: given.holdShares.map((part, index) => ({
        id: `hold-${index + 1}`,
        planNanos: share(part),
        expiresAt: "2026-11-22T10:00:00.000Z",
      })),
      earlierRefunds: given.earlierShares.map(({ share: part, state, extent }, index) => ({
        id: `refund-${index + 1}`,
        state,
        extent,
        grossNanos: (paidNanos * BigInt(part)) / 100n,
        legs:
          first === undefined
            ? []
            : [{ paymentId: first.id, amountMinor: (first.amountMinor * BigInt(part)) / 130n }],
      })),
      order: { origin: given.origin },
    });
  });

const check = (runs: number, property: (facts: SubscriptionRefundFacts, bps: number) => void): void =>
  fc.assert(fc.property(anyFacts, feeBps, property), { seed: SEED, numRuns: runs });

describe("laws of a subscription refund", () => {
  it("0 ≤ net ≤ balance ≤ paid, and fee, net and remainder make the balance exactly (R3.7)", () => {
    check(2000, (facts, bps) => {
      const amounts = refundAmounts(facts, bps);
      expect(amounts.netNanos >= 0n).toBe(true);
      expect(amounts.netNanos <= amounts.balanceNanos).toBe(true);
      expect(amounts.balanceNanos <= amounts.paidNanos).toBe(true);
      expect(amounts.feeNanos + amounts.netNanos + amounts.remainderNanos).toBe(amounts.balanceNanos);
      expect(amounts.remainderNanos >= 0n).toBe(true);
      // Less than one minor unit and a nano is lost to rounding.
      expect(amounts.remainderNanos <= minorToNanos(1n, facts.currency)).toBe(true);
    });
  });

  it("the lines add up, and only a granted refund has effects", () => {
    let granted = 0;
    check(2000, (facts, bps) => {
      const decision = decide(subscriptionRefund, facts, policyWith({ feeBps: bps }));
      expect(linesAddUp(decision.lines)).toBe(true);
      expect(decision.effects === null).toBe(decision.outcome !== "granted");
      expect(decision.refusals.length === 0).toBe(decision.outcome === "granted");
      if (decision.outcome === "granted") granted += 1;
    });
    expect(granted).toBeGreaterThan(100);
  });

  it("the refusals come in the order of the policy, each at most once", () => {
    check(2000, (facts, bps) => {
      const found = decide(subscriptionRefund, facts, policyWith({ feeBps: bps })).refusals.map(({ code }) =>
        order.indexOf(code),
      );
      expect(found).toEqual([...new Set(found)].toSorted((a, b) => a - b));
      expect(found).not.toContain(-1);
    });
  });

  it("the legs make the final amount, none beyond what its payment can still return nor below what can be paid", () => {
    let split = 0;
    check(3000, (facts, bps) => {
      const { legs, finalNanos } = refundAmounts(facts, bps);
      if (legs === null) return;
      split += legs.length > 1 ? 1 : 0;
      const total = legs.reduce((sum, leg) => sum + leg.amountMinor, 0n);
      expect(minorToNanos(total, facts.currency)).toBe(finalNanos);
      for (const leg of legs) {
        const source = facts.payments.find(({ id }) => id === leg.paymentId);
        const returned = facts.earlierRefunds
          .filter(({ state }) => state !== "failed" && state !== "canceled")
          .flatMap((refund) => refund.legs)
          .filter(({ paymentId }) => paymentId === leg.paymentId)
          .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
        expect(source).toBeDefined();
        expect(leg.amountMinor + returned + (source?.lostMinor ?? 0n) <= (source?.amountMinor ?? 0n)).toBe(
          true,
        );
        expect(leg.amountMinor >= (source?.minimumRefundMinor ?? 0n)).toBe(true);
      }
    });
    expect(split).toBeGreaterThan(100);
  });

  it("more usage or more refunded before never means more money (R3.1, R3.8)", () => {
    fc.assert(
      fc.property(anyFacts, feeBps, fc.bigInt({ min: 0n, max: 10n ** 13n }), (facts, bps, more) => {
        const before = refundAmounts(facts, bps).finalNanos;
        expect(refundAmounts({ ...facts, usedNanos: facts.usedNanos + more }, bps).finalNanos <= before).toBe(
          true,
        );
        const refund: SubscriptionRefundFacts["earlierRefunds"][number] = {
          id: "more",
          state: "refunded",
          extent: "partial",
          grossNanos: more,
          legs: [],
        };
        const earlierRefunds = [...facts.earlierRefunds, refund];
        expect(refundAmounts({ ...facts, earlierRefunds }, bps).finalNanos <= before).toBe(true);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it("floor ≤ settled ≤ expected, however each request in flight ends (R3.6)", () => {
    let settledBetween = 0;
    fc.assert(
      fc.property(
        anyFacts,
        feeBps,
        fc.array(fc.record({ part: fc.integer({ min: 0, max: 1000 }), reported: fc.boolean() }), {
          minLength: 3,
          maxLength: 3,
        }),
        (facts, bps, ends) => {
          const policy = policyWith({ feeBps: bps });
          const request = decide(subscriptionRefund, facts, policy);
          if (request.effects === null) return;
          const used = facts.openHolds.reduce((sum, hold, index) => {
            const end = ends[index];
            return end?.reported === true ? sum + (hold.planNanos * BigInt(end.part)) / 1000n : sum;
          }, facts.usedNanos);
          const open = facts.openHolds.filter((_, index) => ends[index]?.reported !== true);
          const settled = decide(
            settleRefund,
            settleFacts(
              { ...facts, usedNanos: used, openHolds: open },
              {
                usedNanos: facts.usedNanos,
                expectedFinalNanos: request.effects.expected.finalNanos,
                floorFinalNanos: request.effects.floorFinalNanos,
              },
            ),
            policy,
          );
          const paidOut = settled.effects?.amounts.finalNanos ?? 0n;
          expect(request.effects.floorFinalNanos <= paidOut).toBe(true);
          expect(paidOut <= request.effects.expected.finalNanos).toBe(true);
          if (paidOut > request.effects.floorFinalNanos) settledBetween += 1;
        },
      ),
      { seed: SEED, numRuns: 3000 },
    );
    expect(settledBetween).toBeGreaterThan(50);
  });

  it("refunds of one order in sequence never return more than was captured, whatever is used between", () => {
    fc.assert(
      fc.property(
        payments,
        feeBps,
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 5 }),
        ([list, code], bps, steps) => {
          const all = list.map(({ amountMinor, taxShare }, index) =>
            payment({
              id: `payment-${index + 1}`,
              amountMinor,
              taxNanos: minorToNanos((amountMinor * BigInt(taxShare)) / 130n, code),
            }),
          );
          let facts = refundFacts({ currency: code, payments: all });
          let grossNanos = 0n;
          for (const [index, step] of steps.entries()) {
            // Some of what is left is used, the rest is refunded: by the rules nothing can be left after that.
            const { balanceNanos } = refundAmounts(facts, bps);
            facts = { ...facts, usedNanos: facts.usedNanos + (balanceNanos * BigInt(step)) / 100n };
            const amounts = refundAmounts(facts, bps);
            grossNanos += amounts.balanceNanos;
            facts = {
              ...facts,
              earlierRefunds: [
                ...facts.earlierRefunds,
                {
                  id: `refund-${index + 1}`,
                  state: "refunded",
                  extent: "partial",
                  grossNanos: amounts.balanceNanos,
                  legs: [...(amounts.legs ?? [])],
                },
              ],
            };
          }
          const returned = facts.earlierRefunds.flatMap(({ legs }) => legs);
          for (const each of all) {
            const total = returned
              .filter(({ paymentId }) => paymentId === each.id)
              .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
            expect(total <= each.amountMinor).toBe(true);
          }
          // Usage and the gross of all refunds are the payment, so the fee is never handed back (R3.8).
          expect(facts.usedNanos + grossNanos).toBe(refundAmounts(facts, bps).paidNanos);
          expect(refundAmounts(facts, bps).balanceNanos).toBe(0n);
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it("the window's edge is exact to the millisecond for any payment time (R2.1)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2030-01-01") }),
        fc.integer({ min: -5, max: 5 }),
        fc.integer({ min: 1, max: 240 }),
        (paidMs, offsetMs, windowHours) => {
          const paidAt = new Date(paidMs).toISOString();
          const facts = refundFacts({
            requestedAt: new Date(paidMs + windowHours * 3_600_000 + offsetMs).toISOString(),
            order: { paidAt, subscribedAt: paidAt },
          });
          const { outcome } = decide(subscriptionRefund, facts, policyWith({ windowHours }));
          expect(outcome).toBe(offsetMs <= 0 ? "granted" : "refused");
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe("against an independent computation", () => {
  it.skipIf(!hasPython)("gives the amounts and legs of Python's fractions for 1,500 random orders", () => {
    const samples = fc.sample(fc.tuple(anyFacts, feeBps), { seed: SEED, numRuns: 1500 });
    const input = samples.map(([facts, bps]) => ({
      currency: facts.currency,
      feeBps: bps,
      used: facts.usedNanos.toString(),
      payments: facts.payments.map((each) => ({
        minor: each.amountMinor.toString(),
        taxNanos: each.taxNanos.toString(),
        lost: each.lostMinor.toString(),
        minimum: each.minimumRefundMinor.toString(),
      })),
      earlier: facts.earlierRefunds.map(({ state, grossNanos, legs }) => ({
        state,
        gross: grossNanos.toString(),
        returned: facts.payments.map(({ id }) =>
          (legs.find(({ paymentId }) => paymentId === id)?.amountMinor ?? 0n).toString(),
        ),
      })),
    }));
    const script = fileURLToPath(new URL("./check_amounts.py", import.meta.url));
    const run = spawnSync("python3", [script], {
      input: JSON.stringify(input),
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    expect(run.stderr).toBe("");
    const ours = samples.map(([facts, bps]) => {
      const { balanceNanos, feeNanos, netNanos, remainderNanos, taxNanos, legs } = refundAmounts(facts, bps);
      return {
        sums: [balanceNanos, feeNanos, netNanos, remainderNanos, taxNanos].map(String),
        legs:
          legs === null
            ? null
            : facts.payments.map(({ id }) =>
                String(legs.find(({ paymentId }) => paymentId === id)?.amountMinor ?? 0n),
              ),
      };
    });
    expect(ours).toEqual(JSON.parse(run.stdout));
  });
});

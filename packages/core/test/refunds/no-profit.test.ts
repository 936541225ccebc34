import { expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { minorToNanos } from "../../src/money/index.ts";
import type { Policy } from "../../src/policy/index.ts";
import { subscriptionRefund } from "../../src/refunds/index.ts";
import { fromEpochMs } from "../../src/time/index.ts";
import { payment, policyWith, refundFacts } from "./scenario.ts";

const CYCLES = 1000;
const HOUR_MS = 3_600_000;
const BEGIN_MS = Date.UTC(2026, 10, 20, 10);

/** What somebody had who bought, used and asked for the money back a thousand times, every ten hours. Nanos. */
interface Balance {
  readonly granted: number;
  readonly forReview: number;
  readonly paidNanos: bigint;
  readonly returnedNanos: bigint;
  readonly usedNanos: bigint;
  /** The best single cycle: what was had less what it cost. */
  readonly bestNanos: bigint;
}

function buyAndReturn(policy: Policy): Balance {
  let [paidNanos, returnedNanos, usedNanos, forReview] = [0n, 0n, 0n, 0];
  let bestNanos: bigint | null = null;
  const grantedAt: number[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    const paidAtMs = BEGIN_MS + cycle * 10 * HOUR_MS;
    // 20.00 or 200.00 dollars, of which from nothing to all but a cent is used, down to the nano.
    const amountMinor = cycle % 3 === 0 ? 20_000n : 2000n;
    const priceNanos = minorToNanos(amountMinor, "USD");
    const used = ((priceNanos - 10_000_000n) * BigInt((cycle * 7919) % CYCLES)) / BigInt(CYCLES);
    const askedAtMs = paidAtMs + 9 * HOUR_MS;
    const withinMs = policy.refunds.review.withinDays * 24 * HOUR_MS;
    const paidAt = fromEpochMs(paidAtMs);
    const { outcome, effects } = decide(
      subscriptionRefund,
      refundFacts({
        requestedAt: fromEpochMs(askedAtMs),
        order: { id: `order-${cycle}`, paidAt, subscribedAt: paidAt },
        payments: [payment({ amountMinor })],
        usedNanos: used,
        recentRefunds: grantedAt.filter((at) => askedAtMs - at < withinMs).length,
      }),
      policy,
    );
    if (outcome === "review") forReview += 1;
    if (outcome === "granted") grantedAt.push(askedAtMs);
    const back = effects?.expected.finalNanos ?? 0n;
    paidNanos += priceNanos;
    returnedNanos += back;
    usedNanos += used;
    const hadNanos = back + used - priceNanos;
    if (bestNanos === null || hadNanos > bestNanos) bestNanos = hadNanos;
  }
  return {
    granted: grantedAt.length,
    forReview,
    paidNanos,
    returnedNanos,
    usedNanos,
    bestNanos: bestNanos ?? 0n,
  };
}

it("R3.1, R3.7: a thousand times bought, used and returned never leaves more than was paid, not in one of them", () => {
  const unlimited = buyAndReturn(
    policyWith({ review: { afterRefunds: CYCLES + 1, withinDays: 30, alsoBy: [] } }),
  );
  // Only the few that used so much that the cent left could not be paid out are refused; everybody else gets it back.
  expect(unlimited.granted).toBeGreaterThan(CYCLES * 0.98);
  expect(unlimited.bestNanos).toBeLessThan(0n);
  expect(unlimited.returnedNanos + unlimited.usedNanos).toBeLessThan(unlimited.paidNanos);
  // Not even without a fee.
  const free = buyAndReturn(
    policyWith({ feeBps: 0, review: { afterRefunds: CYCLES + 1, withinDays: 30, alsoBy: [] } }),
  );
  expect(free.bestNanos).toBeLessThanOrEqual(0n);
  expect(free.returnedNanos + free.usedNanos).toBeLessThanOrEqual(free.paidNanos);
});

it("R2.10: of a thousand requests, ten hours apart, three in thirty days are paid at once and the rest go to a person", () => {
  // Thirty days are 720 hours, 72 requests: the first three of each 72 are granted. 1,000 are 13 times 72 and 64 more:
  // 14 times three, all with a cent or more to pay out, are 42.
  const { granted, forReview } = buyAndReturn(
    policyWith({ review: { afterRefunds: 3, withinDays: 30, alsoBy: [] } }),
  );
  expect(granted).toBe(42);
  expect(forReview).toBeGreaterThan(CYCLES * 0.94);
});

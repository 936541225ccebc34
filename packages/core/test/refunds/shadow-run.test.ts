import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import { shadowRun, subscriptionRefund } from "../../src/refunds/index.ts";
import { nanos, payment, refundFacts } from "./scenario.ts";

const policy = policyAt("2026-11-20T10:00:00.000Z");
type Facts = Parameters<typeof refundFacts>[0];
const stored = (facts: Facts) => decide(subscriptionRefund, refundFacts(facts), policy).json;
const run = (change: object) => {
  const begun = shadowRun(policy, { version: "2026-12", ...change }, [subscriptionRefund]);
  if ("problems" in begun) throw new Error(JSON.stringify(begun.problems));
  return begun;
};

/** Bought at 10:00 on the 20th, asked 30 hours later: too late by six hours. */
const late: Facts = { requestedAt: "2026-11-21T16:00:00.000Z" };
const order = (id: string) => ({ order: { id } });

describe("a shadow run", () => {
  const granted = { outcome: "granted", headline: null };

  it("finds nothing under the same policy, whatever its version is called", () => {
    const same = run({});
    const requests = [
      {},
      late,
      { usedNanos: nanos("20") },
      { recentRefunds: 3 },
      { currency: "JPY" as const },
    ];
    for (const [index, facts] of requests.entries())
      expect(same.add(`decision-${index}`, stored({ ...facts, ...order(`order-${index}`) }))).toBeNull();
    expect(same.report()).toMatchObject({ requests: 5, changed: 0, unreadable: 0, outcomes: {} });
    expect(same.report().currencies.map(({ movedNanos }) => movedNanos)).toEqual([0n, 0n]);
  });

  it("R2.1: a window of 48 hours grants what was six hours late: 20.00 less 5 % are 19.00", () => {
    const wider = run({ refunds: { windowHours: 48 } });
    expect(wider.add("decision-1", stored({}))).toBeNull();
    expect(wider.add("decision-2", stored({ ...late, ...order("order-2") }))).toEqual({
      decisionId: "decision-2",
      orderId: "order-2",
      currency: "USD",
      before: { outcome: "refused", headline: "window_expired", finalNanos: 0n },
      after: { ...granted, finalNanos: nanos("19") },
      movedNanos: nanos("19"),
    });
    expect(wider.report()).toEqual({
      requests: 2,
      changed: 1,
      unreadable: 0,
      outcomes: { "refused → granted": 1 },
      currencies: [
        {
          currency: "USD",
          requests: 2,
          changed: 1,
          beforeNanos: nanos("19"),
          afterNanos: nanos("38"),
          movedNanos: nanos("19"),
        },
      ],
    });
  });

  it("R3.7: a fee of 3 % moves 2 % of each balance, by currency", () => {
    const cheaper = run({ refunds: { feeBps: 300 } });
    // 20.00 less 4.00 used leave 16.00: 15.20 at 5 %, 15.52 at 3 %.
    expect(cheaper.add("decision-1", stored({ usedNanos: nanos("4") }))?.after.finalNanos).toBe(
      nanos("15.52"),
    );
    // 3000 yen: 2850 at 5 %, 2910 at 3 %.
    const yen: Facts = { currency: "JPY", payments: [payment({ amountMinor: 3000n })], ...order("order-2") };
    cheaper.add("decision-2", stored(yen));
    expect(cheaper.report().currencies).toMatchObject([
      { currency: "USD", movedNanos: nanos("0.32") },
      { currency: "JPY", movedNanos: nanos("60") },
    ]);
  });

  it("R2.10: a limit of one refund sends the next to a person", () => {
    const stricter = run({ refunds: { review: { afterRefunds: 1 } } });
    expect(stricter.add("decision-1", stored({ recentRefunds: 1 }))?.after).toEqual({
      outcome: "review",
      headline: "review_required",
      finalNanos: 0n,
    });
    expect(stricter.report().currencies[0]?.movedNanos).toBe(-nanos("19"));
  });

  it("counts an order's money once: who asked in vain twice would have had one refund", () => {
    const wider = run({ refunds: { windowHours: 48 } });
    expect(wider.add("decision-1", stored(late))).not.toBeNull();
    expect(wider.add("decision-2", stored(late))).not.toBeNull();
    expect(wider.report()).toMatchObject({ requests: 2, changed: 2 });
    expect(wider.report().currencies[0]?.movedNanos).toBe(nanos("19"));
  });

  it("leaves out what it cannot decide again, and says so", () => {
    const wider = run({ refunds: { windowHours: 48 } });
    expect(wider.add("decision-1", { ...stored(late), rulesVersion: 99 })).toBeNull();
    expect(wider.add("decision-2", { ...stored(late), policyVersion: "1999-01" })).toBeNull();
    expect(wider.add("decision-3", { ...stored(late), facts: { order: { id: "order-1" } } })).toBeNull();
    expect(wider.report()).toMatchObject({ requests: 0, changed: 0, unreadable: 3 });
  });

  it("names what is wrong with a change", () => {
    const begun = shadowRun(policy, { version: "2026-12", refunds: { windowHours: 0, fee: 1 } }, []);
    expect(begun).toMatchObject({ problems: [{ field: "refunds.windowHours" }, { field: "refunds" }] });
    expect(shadowRun(policy, {}, [])).toMatchObject({ problems: [{ field: "version" }] });
  });
});

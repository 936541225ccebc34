import fc from "fast-check";
import { expect, it } from "vitest";
import { PROMISE_KINDS, promiseText, promiseTimeline, type TimelineFacts } from "../../src/timeline/index.ts";
import { now, policy, pro, timeline, topUp, usd } from "./scenario.ts";

const NOW_MS = Date.parse(now);
const HOUR = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

/** Instants around now; often now itself and its neighbours, and often the same as another. */
const instant = fc
  .oneof(
    fc.constantFrom(-24 * HOUR - 1, -24 * HOUR, -1, 0, 1, HOUR, 24 * HOUR, 24 * HOUR + 1),
    fc.integer({ min: -40 * 24, max: 40 * 24 }).map((hours) => hours * HOUR),
  )
  .map((ms) => iso(NOW_MS + ms));
const amount = fc.integer({ min: 0, max: 100_000 }).map(usd);
const plan = fc.record({
  planId: fc.constantFrom("pro", "max", "ultra", "free"),
  interval: fc.constantFrom("month" as const, "year" as const),
  amountNanos: amount,
});
const order = fc.record({
  number: fc.constantFrom("A", "B", "C"),
  kind: fc.constantFrom("subscription" as const, "top_up" as const),
  origin: fc.constantFrom("new" as const, "renewal" as const, "upgrade" as const),
  amountNanos: amount,
  paidAt: instant,
  subscribedAt: fc.option(instant),
  policyVersion: fc.constant("2026-11"),
});
const subscription = fc.record({
  state: fc.constantFrom("incomplete", "active", "active", "canceling", "past_due", "refunding", "ended"),
  plan,
  termEndsAt: instant,
  renews: fc.boolean(),
  taxBps: fc.constantFrom(0, 888, 1900),
  policyVersion: fc.constant("2026-11"),
  distributor: fc.option(fc.constant("App Store"), { freq: 8 }),
  cancellation: fc.option(fc.record({ endsAt: instant })),
  planChange: fc.option(fc.tuple(plan, instant).map(([each, appliesAt]) => ({ ...each, appliesAt }))),
  priceChange: fc.option(fc.record({ amountNanos: amount, appliesAt: instant })),
  dunning: fc.option(fc.record({ dueNanos: amount, retryAt: fc.option(instant), graceUntil: instant })),
});
const facts: fc.Arbitrary<TimelineFacts> = fc.record({
  now: fc.constant(now),
  accountState: fc.constantFrom("active", "active", "active", "suspended", "terminated", "closed"),
  zone: fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York"),
  currency: fc.constant("USD" as const),
  subscription: fc.option(subscription),
  refundableOrders: fc.array(order, { maxLength: 4 }),
  lots: fc.array(
    fc.record({
      kind: fc.constantFrom("paid" as const, "bonus" as const, "gift" as const, "referral" as const),
      remainingNanos: amount,
      expiresAt: fc.option(instant),
    }),
    { maxLength: 12 },
  ),
  holds: fc.array(fc.record({ amountNanos: amount, expiresAt: instant }), { maxLength: 6 }),
  gifts: fc.array(
    fc.tuple(plan, instant).map(([each, redeemBy]) => ({ ...each, number: "G", redeemBy })),
    {
      maxLength: 3,
    },
  ),
  autoTopUp: fc.option(
    fc.record({
      monthlyCapNanos: amount,
      month: fc.constantFrom(null, "2026-10-01", "2026-11-01", "2026-12-01"),
      monthChargedNanos: amount,
    }),
  ),
  refunds: fc.array(fc.record({ number: fc.constant("R"), amountNanos: amount, expectedAt: instant }), {
    maxLength: 3,
  }),
});
const runs = { seed: 20261120, numRuns: 1000 };

it("is sorted by instant, then by the order of kinds", () => {
  let compared = 0;
  fc.assert(
    fc.property(facts, (each) => {
      const entries = promiseTimeline(each, policy);
      entries.slice(1).forEach((entry, index) => {
        const before = entries[index];
        if (before === undefined) throw new Error("no entry before");
        compared += 1;
        expect(before.at <= entry.at).toBe(true);
        if (before.at === entry.at)
          expect(PROMISE_KINDS.indexOf(before.kind) <= PROMISE_KINDS.indexOf(entry.kind)).toBe(true);
      });
    }),
    runs,
  );
  expect(compared).toBeGreaterThan(2000);
});

it("T2.5, R1.3: tells nothing that is over; exactly now only what can be done at the edge", () => {
  let edges = 0;
  fc.assert(
    fc.property(facts, (each) => {
      for (const { at, kind } of promiseTimeline(each, policy)) {
        if (at === now) {
          edges += 1;
          expect(["refund_window_closes", "cancel_by", "plan_change_undo_by", "redeem_gift_by"]).toContain(
            kind,
          );
        } else expect(Date.parse(at)).toBeGreaterThan(NOW_MS);
      }
    }),
    runs,
  );
  expect(edges).toBeGreaterThan(10);
});

it("makes the same list whatever order the facts come in", () => {
  fc.assert(
    fc.property(facts, (each) => {
      const turned = {
        ...each,
        refundableOrders: each.refundableOrders.toReversed(),
        lots: each.lots.toReversed(),
        holds: each.holds.toReversed(),
        gifts: each.gifts.toReversed(),
        refunds: each.refunds.toReversed(),
      };
      expect(promiseTimeline(turned, policy)).toEqual(promiseTimeline(each, policy));
    }),
    runs,
  );
});

it.each([
  [1, ["refund_window_closes"]],
  [0, ["refund_window_closes"]],
  [-1, []],
])("R1.3: a window that closes %i ms from now", (ms, kinds) => {
  const paidAt = iso(NOW_MS - 24 * HOUR + ms);
  expect(timeline({ refundableOrders: [{ ...topUp, paidAt }] }).map(({ kind }) => kind)).toEqual(kinds);
});

it("R3.4: what expires adds up to the lots that can still expire, each kind for itself, one line per instant", () => {
  const kindOf = { paid: "paid_", bonus: "bonus_", gift: "gift_", referral: "referral_" } as const;
  fc.assert(
    fc.property(facts, (each) => {
      const entries = promiseTimeline(each, policy).filter(({ kind }) => kind.endsWith("_credits_expire"));
      const lives = each.accountState === "active" || each.accountState === "suspended";
      for (const [kind, start] of Object.entries(kindOf)) {
        const expected = each.lots
          .filter((lot) => lives && lot.kind === kind && lot.expiresAt !== null && lot.expiresAt > now)
          .reduce((sum, lot) => sum + lot.remainingNanos, 0n);
        const told = entries.filter((entry) => entry.kind.startsWith(start));
        expect(told.reduce((sum, entry) => sum + (entry.amountNanos ?? 0n), 0n)).toBe(expected);
        expect(new Set(told.map(({ at }) => at)).size).toBe(told.length);
      }
    }),
    runs,
  );
});

it("T2.6: what is being cancelled never renews after its end, and offers no second cancelling", () => {
  fc.assert(
    fc.property(facts, (each) => {
      if (each.subscription?.state !== "canceling") return;
      const endsAt = each.subscription.cancellation?.endsAt ?? each.subscription.termEndsAt;
      const entries = promiseTimeline(each, policy);
      expect(entries.some(({ kind }) => kind === "cancel_by")).toBe(false);
      expect(entries.some(({ kind, at }) => kind === "renewal" && at >= endsAt)).toBe(false);
    }),
    runs,
  );
});

it("says every promise in both languages without a gap", () => {
  fc.assert(
    fc.property(facts, (each) => {
      for (const entry of promiseTimeline(each, policy))
        for (const language of ["en", "zh"] as const)
          expect(promiseText(entry, { language, zone: each.zone, currency: "USD" })).not.toMatch(/[{}]/);
    }),
    { ...runs, numRuns: 200 },
  );
});

it("T2.2: says a renewal as it will be", () => {
  const [, renewal] = timeline({ subscription: { ...pro, taxBps: 1900 } });
  if (renewal === undefined) throw new Error("no renewal");
  const context = { zone: "UTC", currency: "USD" } as const;
  expect(promiseText(renewal, { ...context, language: "en" })).toBe(
    "Pro renews for one month: $23.80, of it $3.80 tax",
  );
  expect(promiseText(renewal, { ...context, language: "zh" })).toContain("Pro 套餐续订一个月");
  const [, untaxed] = timeline({ subscription: pro });
  if (untaxed === undefined) throw new Error("no renewal");
  expect(promiseText(untaxed, { ...context, language: "en" })).toBe("Pro renews for one month: $20.00");
});

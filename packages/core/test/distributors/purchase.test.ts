import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import {
  type DistributorEvent,
  distributorNotificationSchema,
  type FollowFacts,
  followDistributor,
  readPurchase,
} from "../../src/distributors/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const ADA = "0190a0a0-0000-7000-8000-000000000001";
const BO = "0190a0a0-0000-7000-8000-000000000002";
const at = (text: string) => Date.parse(`${text}Z`);
const head = (id: string, when: string) => ({
  id,
  event_timestamp_ms: at(when),
  original_transaction_id: "p-1",
});
const period = (id: string, number: number, from: string, to: string, product = "max.monthly") =>
  ({
    ...head(id, from),
    type: number === 0 ? "INITIAL_PURCHASE" : "RENEWAL",
    app_user_id: ADA,
    product_id: product,
    renewal_number: number,
    purchased_at_ms: at(from),
    expiration_at_ms: at(to),
  }) as DistributorEvent;

const bought = period("e1", 0, "2026-11-01T10:00:00", "2026-12-01T10:00:00");
const renewed = period("e2", 1, "2026-12-01T10:00:00", "2027-01-01T10:00:00");
const owned = (id: string, when: string) => ({ ...head(id, when), app_user_id: ADA });
const cancelled: DistributorEvent = { ...owned("e3", "2026-12-10T00:00:00"), type: "CANCELLATION" };
const uncancelled: DistributorEvent = { ...owned("e4", "2026-12-11T00:00:00"), type: "UNCANCELLATION" };
const unpaid: DistributorEvent = { ...owned("e5", "2027-01-01T09:00:00"), type: "BILLING_ISSUE" };
const expired: DistributorEvent = {
  ...owned("e6", "2027-01-04T10:00:00"),
  type: "EXPIRATION",
  expiration_at_ms: at("2027-01-04T10:00:00"),
};
const back = period("e7", 2, "2027-01-05T00:00:00", "2027-02-05T00:00:00");
const refunded: DistributorEvent = {
  ...owned("e8", "2027-01-06T00:00:00"),
  type: "REFUND",
  renewal_number: 2,
};
const handedOn: DistributorEvent = {
  ...head("e9", "2027-01-07T00:00:00"),
  type: "TRANSFER",
  transferred_from: [ADA],
  transferred_to: [BO],
};
const all = [bought, renewed, cancelled, uncancelled, unpaid, expired, back, refunded, handedOn];

describe("what a distributor said about a purchase (T1.3)", () => {
  it("T1.3: reads the same from the same notifications, in whatever order and however often they came", () => {
    const inOrder = readPurchase(all);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        fc.array(fc.constantFrom(...all)),
        (order, again) => {
          expect(readPurchase([...order, ...again])).toEqual(inOrder);
        },
      ),
    );
  });

  it.each([
    ["bought", 1, { cancelledAt: null, expiredAt: null }],
    ["cancelled", 3, { cancelledAt: "2026-12-10T00:00:00.000Z" }],
    ["taken back", 4, { cancelledAt: null }],
    ["not paid", 5, { billingIssueAt: "2027-01-01T09:00:00.000Z" }],
    ["expired", 6, { expiredAt: "2027-01-04T10:00:00.000Z" }],
    ["paid again", 7, { billingIssueAt: null, expiredAt: null }],
  ])("T1.3: %s", (_, count, expected) => {
    expect(readPurchase(all.slice(0, count))).toMatchObject(expected);
  });

  it("T1.3: ends a period where the next begins, so that an upgrade never serves twice", () => {
    const upgraded = period("e2", 1, "2026-11-15T00:00:00", "2026-12-15T00:00:00", "ultra.monthly");
    expect(readPurchase([upgraded, bought]).periods).toMatchObject([
      { number: 1, endsAt: "2026-11-15T00:00:00.000Z" },
      { number: 2, productId: "ultra.monthly", endsAt: "2026-12-15T00:00:00.000Z" },
    ]);
  });

  it("T1.3: belongs to whom it was handed, from that instant", () => {
    expect(readPurchase([handedOn, bought]).owners).toEqual([
      { ref: ADA, from: "2026-11-01T10:00:00.000Z", until: "2027-01-07T00:00:00.000Z" },
      { ref: BO, from: "2027-01-07T00:00:00.000Z", until: null },
    ]);
  });

  it("refuses what is not a notification: seconds for milliseconds, an end before its begin, another type", () => {
    const read = (event: object) =>
      distributorNotificationSchema.safeParse({ api_version: "1.0", event }).success;
    expect(read(bought)).toBe(true);
    expect(read({ ...bought, event_timestamp_ms: 1_764_000_000 })).toBe(false);
    expect(read({ ...bought, expiration_at_ms: at("2026-10-01T00:00:00") })).toBe(false);
    expect(read({ ...bought, type: "GIFT" })).toBe(false);
  });
});

const facts = (change: Partial<FollowFacts> = {}): FollowFacts => ({
  now: "2026-11-20T00:00:00.000Z",
  currency: "USD",
  accountState: "active",
  distributor: { name: "App Store", link: "https://store.example/cancel" },
  ownedFrom: "2026-11-01T10:00:00.000Z",
  ownedUntil: null,
  periods: [
    {
      number: 1,
      startsAt: "2026-11-01T10:00:00.000Z",
      endsAt: "2026-12-01T10:00:00.000Z",
      refundedAt: null,
      productId: "max.monthly",
      plan: { planId: "max", interval: "month" },
    },
  ],
  cancelledAt: null,
  billingIssueAt: null,
  expiredAt: null,
  subscription: null,
  otherPlanId: null,
  ...change,
});
const follow = (change: Partial<FollowFacts> = {}) =>
  decide(followDistributor, facts(change), policyAt("2026-11-20T00:00:00.000Z"));
const [paid] = facts().periods;
if (paid === undefined) throw new Error("the facts have a period");

describe("a subscription that a distributor sold (T1.3)", () => {
  it.each([
    ["runs", {}, { state: "active", endedAt: null, canceledAt: null }],
    [
      "is cancelled there",
      { cancelledAt: "2026-11-10T00:00:00.000Z" },
      { state: "canceling", lastTermNumber: 1 },
    ],
    ["could not be charged there", { billingIssueAt: "2026-11-10T00:00:00.000Z" }, { state: "past_due" }],
    [
      "expired there",
      { expiredAt: "2026-12-01T10:00:00.000Z" },
      { state: "ended", endedAt: "2026-12-01T10:00:00.000Z" },
    ],
    [
      "was refunded there: it ends with that instant, and so does its term",
      { periods: [{ ...paid, refundedAt: "2026-11-05T00:00:00.000Z" }] },
      {
        state: "ended",
        endedAt: "2026-11-05T00:00:00.000Z",
        terms: [expect.objectContaining({ endsAt: "2026-11-05T00:00:00.000Z" })],
      },
    ],
    [
      "went to another account: it serves here until then",
      { ownedUntil: "2026-11-15T00:00:00.000Z" },
      {
        state: "ended",
        endedAt: "2026-11-15T00:00:00.000Z",
        terms: [expect.objectContaining({ endsAt: "2026-11-15T00:00:00.000Z" })],
      },
    ],
  ])("T1.3: %s", (_, change, expected) => {
    expect(follow(change).effects).toMatchObject(expected);
  });

  it.each([
    [{ accountState: "terminated" as const }, ["account_terminated T4.2"]],
    [{ accountState: "closed" as const }, ["account_closed T4.2"]],
    [{ periods: [{ ...paid, plan: null }] }, ["distributor_product_unknown T1.3"]],
    [{ otherPlanId: "pro" }, ["distributor_other_subscription T1.3"]],
    [{ periods: [] }, ["distributor_nothing_to_serve T1.3"]],
    [{ ownedFrom: "2026-12-01T10:00:00.000Z" }, ["distributor_nothing_to_serve T1.3"]],
  ])("T1.3, T4.2: is not followed with %j: %j", (change, codes) => {
    const decision = follow(change);
    expect(decision.effects).toBeNull();
    expect(decision.refusals.map(({ code, clause }) => `${code} ${clause}`)).toEqual(codes);
  });

  it("T1.3: charges nothing here, whatever it costs there", () => {
    expect(follow().lines.map(({ amountNanos }) => amountNanos)).toEqual([0n, 0n]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accountLifecycle,
  creditsTotal,
  feesKept,
  liftSuspension,
  suspendAccount,
  terminateAccount,
  type ViolationFacts,
} from "../../src/accounts/index.ts";
import { decide, replay } from "../../src/decision/index.ts";
import { actionsFor, statesOf, terminalStatesOf } from "../../src/lifecycle/index.ts";
import { VIOLATION_GROUND_TEXTS, VIOLATION_GROUNDS } from "../../src/text/index.ts";
import { found, inTime, now, policy, refusals, told, usd } from "./scenario.ts";

const suspend = (change: Partial<ViolationFacts> = {}) =>
  decide(suspendAccount, { ...found, ...change }, policy);
const terminate = (change: Partial<ViolationFacts> = {}) =>
  decide(terminateAccount, { ...found, accountState: "suspended", ...change }, policy);
const lift = (accountState: ViolationFacts["accountState"], reasonGiven = true) =>
  decide(liftSuspension, { now, currency: "USD", accountState, reasonGiven }, policy);

const late = { ...inTime, id: "refund-2", number: "R-2", windowClosesAt: "2026-11-20T12:59:59.999Z" };
const atTheEdge = { ...inTime, id: "refund-3", number: "R-3", windowClosesAt: inTime.requestedAt };

describe("an account's states (T4.2)", () => {
  it("are the four of the design, two of them final", () => {
    expect(statesOf(accountLifecycle)).toEqual(["active", "suspended", "terminated", "closed"]);
    expect(terminalStatesOf(accountLifecycle)).toEqual(["terminated", "closed"]);
  });

  it("offer suspending, lifting and terminating to administrators only, closing to the owner only", () => {
    expect(actionsFor(accountLifecycle, "active", "administrator")).toEqual(["suspend"]);
    expect(actionsFor(accountLifecycle, "suspended", "administrator")).toEqual(["lift", "terminate"]);
    expect(actionsFor(accountLifecycle, "active", "owner")).toEqual(["close"]);
    expect(actionsFor(accountLifecycle, "suspended", "owner")).toEqual([]);
    expect(actionsFor(accountLifecycle, "active", "reviewer")).toEqual([]);
  });
});

describe("suspending (T4.2)", () => {
  it("T4.2: pauses requests at once and takes neither credits nor the subscription", () => {
    const decision = suspend();
    expect(decision.effects).toEqual({ to: "suspended", requestsPauseAt: now, keptRefundIds: [] });
    expect(told(decision)).toEqual(["violation_requests_pause 0.35", "violation_fees_kept 20.00"]);
  });

  it("T4.2: keeps the right of a refund requested in time, to the very edge of its window; a late one is none", () => {
    const decision = suspend({ openRefunds: [inTime, late, atTheEdge] });
    expect(decision.effects?.keptRefundIds).toEqual(["refund-1", "refund-3"]);
    expect(told(decision).filter((each) => each.startsWith("violation_refund_kept"))).toEqual([
      "violation_refund_kept 9.50",
      "violation_refund_kept 9.50",
    ]);
  });

  it.each([
    [{ reasonGiven: false }, ["violation_reason_missing T4.2"]],
    [{ evidenceRefs: [] }, ["violation_evidence_missing T4.2"]],
    [{ accountState: "suspended" as const }, ["account_already_suspended T4.2"]],
    [{ accountState: "terminated" as const }, ["account_terminated T4.2"]],
    [{ accountState: "closed" as const }, ["account_closed T4.2"]],
    [
      { accountState: "closed" as const, reasonGiven: false, evidenceRefs: [] },
      ["account_closed T4.2", "violation_reason_missing T4.2", "violation_evidence_missing T4.2"],
    ],
  ])("T4.2: is refused with %j: %j", (change, expected) => {
    expect(refusals(suspend(change))).toEqual(expected);
    expect(suspend(change).effects).toBeNull();
  });

  it("T4.2: works on an account without a subscription", () => {
    expect(suspend({ subscription: null }).outcome).toBe("granted");
  });
});

describe("lifting a suspension (T4.2)", () => {
  it("T4.2: serves requests again at once", () => {
    expect(lift("suspended").effects).toEqual({ to: "active", requestsResumeAt: now });
  });

  it.each([
    ["active", true, ["account_not_suspended T4.2"]],
    ["terminated", true, ["account_terminated T4.2"]],
    ["closed", true, ["account_closed T4.2"]],
    ["suspended", false, ["violation_reason_missing T4.2"]],
  ] as const)("T4.2: of an account that is %s, reason given %s: %j", (state, reasonGiven, expected) => {
    expect(refusals(lift(state, reasonGiven))).toEqual(expected);
  });
});

describe("terminating (T4.2)", () => {
  it("T4.2: ends the subscription, refunds no fee, and takes all credits: 10.00 + 1.00 + 0.50 + 5.00", () => {
    const decision = terminate();
    expect(decision.effects).toEqual({
      to: "terminated",
      endsSubscriptionId: "sub-1",
      distributor: null,
      keptRefundIds: [],
      forfeitedNanos: usd(1650),
    });
    expect(told(decision)).toEqual([
      "credits_lost_paid 10.00",
      "credits_lost_bonus 1.00",
      "credits_lost_gift 0.50",
      "credits_lost_referral 5.00",
      "credits_lost_total 16.50",
      "violation_requests_pause 0.35",
      "violation_fees_kept 20.00",
      "violation_subscription_ends 20.00",
    ]);
  });

  it("T4.2: leaves what a refund requested in time will take: 16.50 − 9.50", () => {
    const decision = terminate({ openRefunds: [inTime, late], reservedNanos: usd(950) });
    expect(decision.effects).toMatchObject({ keptRefundIds: ["refund-1"], forfeitedNanos: usd(700) });
    expect(told(decision)).toContain("credits_lost_reserved -9.50");
  });

  it("T4.2: never takes less than nothing, whatever is said to be reserved: bonus, gift and referral only", () => {
    expect(terminate({ reservedNanos: usd(99_999) }).effects?.forfeitedNanos).toBe(usd(650));
  });

  it("T4.2: works on an account without a subscription", () => {
    const decision = terminate({ subscription: null });
    expect(decision.effects).toMatchObject({ to: "terminated", endsSubscriptionId: null });
    expect(told(decision)).not.toContain("violation_fees_kept 20.00");
  });

  it.each([
    ["active", "sub-1"],
    ["canceling", "sub-1"],
    ["past_due", "sub-1"],
    ["refunding", null],
    ["ended", null],
    ["incomplete", null],
  ] as const)("T4.2: of a subscription that is %s it ends %s", (state, ends) => {
    const subscription = { id: "sub-1", planId: "pro", state, paidNanos: usd(2000), distributor: null };
    expect(terminate({ subscription }).effects?.endsSubscriptionId).toBe(ends);
  });

  it("T1.3: names the distributor who goes on billing until it is ended there", () => {
    const subscription = {
      id: "sub-1",
      planId: "pro",
      state: "active" as const,
      paidNanos: 0n,
      distributor: "App Store",
    };
    expect(terminate({ subscription }).effects?.distributor).toBe("App Store");
  });

  it.each([
    [{ accountState: "active" as const }, ["account_not_suspended T4.2"]],
    [{ accountState: "terminated" as const }, ["account_terminated T4.2"]],
    [{ accountState: "closed" as const }, ["account_closed T4.2"]],
    [{ reasonGiven: false }, ["violation_reason_missing T4.2"]],
    [{ evidenceRefs: [] }, ["violation_evidence_missing T4.2"]],
  ])("T4.2: is refused with %j: %j", (change, expected) => {
    expect(refusals(terminate(change))).toEqual(expected);
    expect(terminate(change).effects).toBeNull();
  });
});

it("T4.2: decisions replay from their own facts, and hold nothing a person wrote", () => {
  const { json } = terminate({ openRefunds: [inTime] });
  expect(replay(json, [terminateAccount])).toEqual({ same: true });
  expect(Object.keys(VIOLATION_GROUND_TEXTS)).toEqual([...VIOLATION_GROUNDS]);
});

it("T4.2: what is taken and what refunds will take add up to what was there, and nothing is created", () => {
  const cents = fc.integer({ min: 0, max: 5000 }).map(usd);
  const credits = fc.record({ paidNanos: cents, bonusNanos: cents, giftNanos: cents, referralNanos: cents });
  fc.assert(
    fc.property(credits, cents, (left, reservedNanos) => {
      const decision = terminate({ credits: left, reservedNanos });
      const total = left.paidNanos + left.bonusNanos + left.giftNanos + left.referralNanos;
      const taken = decision.effects?.forfeitedNanos ?? -1n;
      const kept = reservedNanos < left.paidNanos ? reservedNanos : left.paidNanos;
      expect(taken).toBe(total - kept);
      // Only paid credits are ever left over: the other kinds are taken to the last nano.
      expect(taken >= total - left.paidNanos).toBe(true);
    }),
    { seed: 20261120, numRuns: 500 },
  );
});

describe("sums of a violation (T4.2)", () => {
  it("T4.2: fees kept are what was paid less what went back, and never below zero", () => {
    // $20.00 less $9.50 and $4.00 that were returned leaves $6.50; more cannot be returned than was paid.
    expect(feesKept(usd(2000), [usd(950), usd(400)])).toBe(usd(650));
    expect(feesKept(usd(2000), [usd(2100)])).toBe(0n);
  });

  it("adds credits of every kind", () => {
    const credits = { paidNanos: 1n, bonusNanos: 20n, giftNanos: 300n, referralNanos: 4000n };
    expect(creditsTotal(credits)).toBe(4321n);
  });
});

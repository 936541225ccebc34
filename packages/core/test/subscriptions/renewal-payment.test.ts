import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import { actionsFor, attempt, terminalStatesOf } from "../../src/lifecycle/index.ts";
import { applyRenewalPayment } from "../../src/subscriptions/index.ts";
import { renewalLifecycle } from "../../src/subscriptions/renewal-lifecycle.ts";
import { codes, ENDS, shipped, usd } from "./renew-scenario.ts";

type Facts = Parameters<typeof applyRenewalPayment.decide>[0];

/** The renewal of 31 March, $21.45 with tax: its card was refused, the fourth try of 5 April went through. */
const base: Facts = {
  now: "2026-04-05T10:30:10.000Z",
  currency: "USD",
  orderId: "order-2",
  orderState: "pending",
  orderTotalMinor: 2145n,
  paidMinor: 2145n,
  paidCurrency: "USD",
  accountState: "active",
  subscriptionState: "past_due",
  renewal: {
    state: "charging",
    plannedAt: "2026-03-31T10:30:05.000Z",
    startsAt: ENDS,
    endsAt: "2026-04-30T10:30:00.000Z",
    last: false,
    acceptedChangeId: null,
  },
};
const paid = (change: Partial<Facts>, renewal: Partial<Facts["renewal"]> = {}) =>
  decide(applyRenewalPayment, { ...base, ...change, renewal: { ...base.renewal, ...renewal } }, shipped);

describe("a payment of a renewal", () => {
  it("T2.3: recovers the subscription at the price and on the calendar it had, five days late or not", () => {
    const answer = paid({});
    expect(answer.effects).toEqual({
      use: "renewal",
      amountNanos: usd(2145),
      term: {
        startsAt: "2026-03-31T10:30:00.000Z",
        endsAt: "2026-04-30T10:30:00.000Z",
        state: "active",
        recovered: true,
        acceptedChangeId: null,
      },
    });
    expect(paid({ subscriptionState: "active", now: ENDS }).effects?.term).toEqual({
      ...answer.effects?.term,
      recovered: false,
    });
  });

  it("T3.2: records the raise that is accepted by continuing, once it is paid and not before", () => {
    expect(paid({}, { acceptedChangeId: "raise-1" }).effects?.term?.acceptedChangeId).toBe("raise-1");
    expect(paid({}, { acceptedChangeId: "raise-1", state: "lapsed" }).effects?.term).toBeNull();
  });

  it("T2.2: where a clock jumped a year, terms that were over when they were decided follow one another", () => {
    const late = { now: "2027-03-31T10:30:20.000Z", subscriptionState: "active" } as const;
    expect(paid(late, { plannedAt: "2027-03-31T10:30:05.000Z" }).effects?.term?.endsAt).toBe(
      "2026-04-30T10:30:00.000Z",
    );
    // One that was decided in time and paid a year late was not served: its money goes back.
    expect(paid(late).effects?.use).toBe("surplus");
  });

  it("T2.5: the one more term after a late cancellation is the last", () => {
    expect(paid({}, { last: true }).effects?.term?.state).toBe("canceling");
  });

  it.each<[string, Partial<Facts>, Partial<Facts["renewal"]>]>([
    ["a second payment", {}, { state: "paid" }],
    ["the order was paid already", { orderState: "paid" }, {}],
    ["the grace was over and Free applies", { subscriptionState: "ended" }, { state: "lapsed" }],
    ["a try whose answer was lost, for a renewal given up meanwhile", {}, { state: "lapsed" }],
    ["the owner cancelled while in arrears", { subscriptionState: "ended" }, { state: "dropped" }],
    ["the subscription ended, whatever the renewal says", { subscriptionState: "ended" }, {}],
    ["the account was ended", { accountState: "terminated" }, {}],
    ["its term is over by now", { now: "2026-04-30T10:30:00.000Z" }, {}],
  ])("T2.2: goes back whole: %s", (_, change, renewal) => {
    const answer = paid(change, renewal);
    expect(answer.effects).toEqual({ use: "surplus", amountNanos: usd(2145), term: null });
    expect(answer.lines.map(({ key, amountNanos }) => [key, amountNanos])).toEqual([
      ["payment_received", usd(2145)],
      ["payment_returned_whole", -usd(2145)],
      ["payment_kept", 0n],
    ]);
  });

  it.each<[string, Partial<Facts>, Partial<Facts["renewal"]>]>([
    ["the answer came late", {}, { state: "unknown" }],
    ["its customer confirmed it", {}, { state: "waiting" }],
    ["a millisecond before the term is over", { now: "2026-04-30T10:29:59.999Z" }, {}],
    ["suspended meanwhile", { accountState: "suspended" }, {}],
    ["the order had closed", { orderState: "expired" }, {}],
  ])("T2.2: is for the renewal: %s", (_, change, renewal) => {
    expect(paid(change, renewal).effects?.use).toBe("renewal");
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["another amount", { paidMinor: 2000n }, ["payment_amount_mismatch T1.2"]],
    ["another currency", { paidCurrency: "EUR" }, ["payment_currency_mismatch T1.2"]],
  ])("T1.2: is refused for a person to look at: %s", (_, change, expected) => {
    const answer = paid(change);
    expect(codes(answer)).toEqual(expected);
    expect(answer.effects).toBeNull();
  });

  it("a stored one replays", () => {
    for (const answer of [paid({}), paid({}, { state: "lapsed" })])
      expect(replay(JSON.parse(JSON.stringify(answer.json)), [applyRenewalPayment])).toEqual({ same: true });
  });
});

describe("the life of a renewal", () => {
  it("ends paid, lapsed or dropped, and is nobody's to move but the system's", () => {
    expect(terminalStatesOf(renewalLifecycle)).toEqual(["paid", "lapsed", "dropped"]);
    for (const role of ["owner", "administrator"] as const)
      expect(actionsFor(renewalLifecycle, "waiting", role)).toEqual([]);
  });

  it("T2.2: is never tried again, given up or dropped while the outcome of a charge is open", () => {
    for (const state of ["charging", "unknown"] as const)
      for (const action of ["charge", "lapse", "drop"] as const)
        expect(attempt(renewalLifecycle, state, action).legal).toBe(false);
  });
});

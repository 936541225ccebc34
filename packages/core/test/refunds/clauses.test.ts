import { describe, expect, it } from "vitest";
import { decide, digestOf, type Json, replay } from "../../src/decision/index.ts";
import { fill, LINE_TEXTS, REFUSAL_TEXTS } from "../../src/text/index.ts";
import {
  previewVersion,
  REFUND_STATUS_TEXTS,
  refundLifecycle,
  refundStateOfLegs,
  refundStates,
  refundWindow,
  type SubscriptionRefundFacts,
  settleRefund,
  shownRefundStatus,
  subscriptionRefund,
} from "../../src/refunds/index.ts";
import { actionsFor, attempt, statesOf, terminalStatesOf } from "../../src/lifecycle/index.ts";
import { holds, nanos, payment, policyWith, refundFacts, settleFacts } from "./scenario.ts";

const policy = policyWith();
const ask = (change: Parameters<typeof refundFacts>[0] = {}, rules = policy) =>
  decide(subscriptionRefund, refundFacts(change), rules);
const codes = (change: Parameters<typeof refundFacts>[0] = {}, rules = policy) =>
  ask(change, rules).refusals.map(({ code }) => code);
const earlier = (
  change: Partial<SubscriptionRefundFacts["earlierRefunds"][number]> = {},
): SubscriptionRefundFacts["earlierRefunds"][number] => ({
  id: "refund-1",
  state: "refunded",
  extent: "partial",
  grossNanos: nanos("5"),
  legs: [{ paymentId: "payment-1", amountMinor: 475n }],
  ...change,
});

describe("who may have a refund", () => {
  it("R1.1: within 24 hours, with usage below the payment, the refund is granted", () => {
    expect(ask().outcome).toBe("granted");
    expect(ask({ requestedAt: "2026-11-21T10:00:00.000Z" }).outcome).toBe("granted");
    expect(ask({ requestedAt: "2026-11-21T10:00:00.001Z" }).outcome).toBe("refused");
    expect(ask({ usedNanos: nanos("20.000000001") }).outcome).toBe("refused");
  });

  it("R1.3: says how much of the window remains, counted from the request", () => {
    const window = refundWindow(refundFacts({ requestedAt: "2026-11-20T20:53:11.500Z" }), policy);
    // From 20:53:11.500 to 10:00 the next day: 13 h 6 min 48.5 s = 47,208,500 ms.
    expect(window).toEqual({
      opensAt: "2026-11-20T10:00:00.000Z",
      closesAt: "2026-11-21T10:00:00.000Z",
      remainingMs: 47_208_500,
    });
    expect(refundWindow(refundFacts({ order: { paidAt: null } }), policy)).toBeNull();
  });

  it("R2.1: closes a millisecond after the policy's hours, and says when", () => {
    const late = ask({ requestedAt: "2026-11-21T10:00:00.001Z" });
    expect(late.refusals).toEqual([
      {
        code: "window_expired",
        clause: "R2.1",
        params: { windowHours: "24", closedAt: "2026-11-21T10:00:00.000Z" },
      },
    ]);
    expect(codes({ requestedAt: "2026-11-21T10:00:00.001Z" }, policyWith({ windowHours: 25 }))).toEqual([]);
  });

  it("R1.1: an upgrade has a window of its own, a renewal has not", () => {
    const subscribedAt = "2026-10-01T10:00:00.000Z";
    expect(codes({ order: { origin: "upgrade", subscribedAt } })).toEqual([]);
    expect(codes({ order: { origin: "new", subscribedAt } })).toEqual([]);
    expect(codes({ order: { origin: "renewal", subscribedAt } })).toEqual(["window_expired"]);
  });

  it("R2.2: refuses what was refunded in full, be it by refunds or by a lost dispute", () => {
    const whole = earlier({ extent: "whole", grossNanos: nanos("15") });
    expect(codes({ usedNanos: nanos("5"), earlierRefunds: [whole] })[0]).toBe("fully_refunded");
    expect(codes({ earlierRefunds: [earlier({ grossNanos: nanos("20") })] })[0]).toBe("fully_refunded");
    expect(codes({ payments: [payment({ lostMinor: 2000n })] })[0]).toBe("fully_refunded");
    expect(codes({ earlierRefunds: [earlier({ grossNanos: nanos("19.999999999") })] })).not.toContain(
      "fully_refunded",
    );
  });

  it.each(["draining", "ready", "calling", "pending", "unknown"] as const)(
    "R2.3: refuses while a refund is %s",
    (state) => {
      expect(codes({ earlierRefunds: [earlier({ state })] })).toEqual(["refund_in_progress"]);
    },
  );

  it.each(["refunded", "failed", "canceled"] as const)(
    "R2.3: a partial refund that is %s holds back nothing",
    (state) => {
      expect(codes({ earlierRefunds: [earlier({ state })] })).toEqual([]);
    },
  );

  it("R2.4: refuses once usage has consumed everything refundable, and not a nano before", () => {
    expect(codes({ usedNanos: nanos("20") })[0]).toBe("usage_exceeds_refundable");
    expect(codes({ usedNanos: nanos("19.999999999") })).not.toContain("usage_exceeds_refundable");
    // With a gross of 5 refunded, 15 are enough.
    expect(codes({ usedNanos: nanos("15"), earlierRefunds: [earlier()] })[0]).toBe(
      "usage_exceeds_refundable",
    );
  });

  it.each(["pending", "failed", "expired"] as const)(
    "R2.6: an order that is %s has nothing to refund",
    (state) => {
      const answer = ask({ order: { state, paidAt: null, subscribedAt: null }, payments: [] });
      expect(answer.refusals.map(({ code }) => code)).toEqual(["order_not_completed"]);
      expect(answer.lines).toEqual([]);
    },
  );

  it("R2.7: a gift received or redeemed is not refundable, one nobody redeemed is, and the words are the policy's", () => {
    expect(codes({ order: { gift: "received" }, payments: [] })[0]).toBe("gift_subscription");
    expect(codes({ order: { gift: "given_redeemed" } })).toEqual(["gift_subscription"]);
    expect(ask({ order: { gift: "given_unredeemed" } }).effects?.planAfter).toBe("gift_void");
    expect(REFUSAL_TEXTS.gift_subscription.reason.en).toBe(
      "Gift subscriptions are not eligible for refunds.",
    );
  });

  it("R2.8: an open dispute of any of the payments refuses", () => {
    const payments = [
      payment({ amountMinor: 1500n }),
      payment({ id: "payment-2", amountMinor: 500n, disputeOpen: true }),
    ];
    expect(codes({ payments })).toEqual(["disputed"]);
  });

  it("T1.4: not while an upgrade that stands has credited its value, neither at submit nor when it settles", () => {
    const order = { creditedAway: true } as const;
    expect(codes({ order })).toEqual(["value_credited"]);
    const submitted = { usedNanos: 0n, expectedFinalNanos: nanos("19"), floorFinalNanos: nanos("19") };
    expect(decide(settleRefund, settleFacts(refundFacts({ order }), submitted), policy).outcome).toBe(
      "refused",
    );
  });

  it("R2.9: refuses what the provider cannot pay", () => {
    const payments = [payment({ minimumRefundMinor: 50n })];
    expect(codes({ payments, usedNanos: nanos("19.49") })).toEqual(["below_provider_minimum"]);
    expect(codes({ payments, usedNanos: nanos("19.473") })).toEqual([]);
    expect(codes({ usedNanos: nanos("19.99") })).toEqual(["below_provider_minimum"]);
  });

  it("R2.10: from the policy's number of refunds on, a person decides; nothing happens before", () => {
    const answer = ask({ recentRefunds: 3 });
    expect(answer.outcome).toBe("review");
    expect(answer.effects).toBeNull();
    expect(answer.refusals).toEqual([
      { code: "review_required", clause: "R2.10", params: { count: "3", days: "30" } },
    ]);
    expect(ask({ recentRefunds: 2 }).outcome).toBe("granted");
    expect(
      ask({ recentRefunds: 3 }, policyWith({ review: { ...policy.refunds.review, afterRefunds: 4 } }))
        .outcome,
    ).toBe("granted");
  });

  it("T1.3: names the distributor and its address", () => {
    const distributor = { name: "App Store", link: "https://reportaproblem.example" };
    const answer = ask({ route: "email", order: { distributor } });
    expect(answer.refusals).toEqual([
      {
        code: "distributor_purchase",
        clause: "T1.3",
        params: { distributor: "App Store", link: "https://reportaproblem.example" },
      },
    ]);
  });

  it("T4.2: termination for a violation refuses, suspension keeps the right", () => {
    expect(codes({ accountState: "terminated" })).toEqual(["terminated_for_violation"]);
    expect(codes({ accountState: "suspended" })).toEqual([]);
  });

  it("R7.1: self-service serves the policy's providers, e-mail every payment method", () => {
    const payments = [payment({ provider: "bank_transfer" })];
    expect(codes({ payments })).toEqual(["channel_not_supported"]);
    expect(codes({ payments, route: "email" })).toEqual([]);
    expect(codes({ payments: [payment({ provider: "antom" })] })).toEqual([]);
    expect(codes({}, policyWith({ selfServiceProviders: ["antom"] }))).toEqual(["channel_not_supported"]);
  });

  it("C4.9: before the new subject accepts, refunds run; afterwards they wait; the previous holder's go to a person", () => {
    expect(codes({ subjectChange: "open" })).toEqual([]);
    expect(codes({ subjectChange: "accepted" })).toEqual(["subject_change_pending"]);
    const previous = { order: { paidByPreviousHolder: true } };
    expect(ask(previous).outcome).toBe("refused");
    expect(ask({ ...previous, route: "email" }).outcome).toBe("review");
  });

  it("R5.2: judges the window when the message arrived, not when it is decided", () => {
    const request = { route: "email", requestedAt: "2026-11-21T10:00:00.000Z" } as const;
    expect(codes({ ...request, now: "2026-12-01T08:00:00.000Z" })).toEqual([]);
    expect(codes({ ...request, requestedAt: "2026-11-21T10:00:00.001Z" })).toEqual(["window_expired"]);
  });
});

describe("how much", () => {
  it("R3.1: paid less usage less earlier refunds, less the policy's fee", () => {
    // (20 − 3.25 − 5) × 0.95 = 11.1625.
    const answer = ask({ usedNanos: nanos("3.25"), earlierRefunds: [earlier()] });
    expect(answer.effects?.expected.netNanos).toBe(nanos("11.16"));
    expect(ask({ usedNanos: nanos("3.25") }, policyWith({ feeBps: 0 })).effects?.expected.netNanos).toBe(
      nanos("16.75"),
    );
  });

  it("R3.2: usage beyond the payment makes the balance nothing and is charged to nobody", () => {
    const answer = ask({ usedNanos: nanos("23") });
    expect(answer.lines.map(({ key, amountNanos }) => [key, amountNanos])).toEqual([
      ["total_paid", nanos("20")],
      ["actual_usage", nanos("-23")],
      ["already_refunded", 0n],
      ["usage_beyond_payment", nanos("3")],
      ["refundable_balance", 0n],
      ["platform_fee", 0n],
      ["rounding_remainder", 0n],
      ["final_amount", 0n],
    ]);
  });

  it("R3.6: with requests in flight, tells the expected amount and the floor, and waits for the last of them", () => {
    const inFlight = holds(nanos("0.5"), nanos("0.25")).map((hold, index) => ({
      ...hold,
      expiresAt: index === 0 ? "2026-11-20T12:04:00.000Z" : "2026-11-20T12:09:00.000Z",
    }));
    const answer = ask({ usedNanos: nanos("3.25"), openHolds: inFlight });
    const memos = answer.lines.filter(({ kind }) => kind === "memo");
    expect(memos.map(({ key, clause, amountNanos }) => [key, clause, amountNanos])).toEqual([
      ["expected_amount", "R3.6", nanos("15.91")],
      ["floor_amount", "R3.6", nanos("15.2")],
    ]);
    expect(answer.effects?.drainUntil).toBe("2026-11-20T12:09:00.000Z");
    expect(ask().effects?.drainUntil).toBe("2026-11-20T12:00:00.000Z");
  });

  it("R3.6: never waits longer than the policy lets a hold live", () => {
    const [hold] = holds(nanos("1"));
    const answer = ask({
      openHolds: hold === undefined ? [] : [{ ...hold, expiresAt: "2026-11-20T18:00:00.000Z" }],
    });
    expect(answer.effects?.drainUntil).toBe("2026-11-20T12:15:00.000Z");
  });

  it("R3.6: the settled amount prevails and the difference is explained", () => {
    const facts = settleFacts(refundFacts({ usedNanos: nanos("3.6"), openHolds: holds(nanos("0.25")) }), {
      usedNanos: nanos("3.25"),
      expectedFinalNanos: nanos("15.91"),
      floorFinalNanos: nanos("15.2"),
    });
    const settled = decide(settleRefund, facts, policy);
    // 20 − 3.60 − 0.25 = 16.15; 95 % is 15.3425; against 15.91 that is 0.57 less.
    expect(settled.effects?.amounts.finalNanos).toBe(nanos("15.34"));
    expect(settled.effects?.countedInFull).toEqual([{ holdId: "hold-1", planNanos: nanos("0.25") }]);
    expect(settled.lines.slice(-2).map(({ kind, key, amountNanos }) => [kind, key, amountNanos])).toEqual([
      ["memo", "amount_expected_at_submit", nanos("15.91")],
      ["memo", "settled_difference", nanos("-0.57")],
    ]);
    expect(settled.lines.find(({ key }) => key === "unsettled_usage")?.amountNanos).toBe(nanos("-0.25"));
  });

  it("R3.7: rounds once, down, to the provider's unit; fee and remainder are lines and all add up", () => {
    const { effects, lines } = ask({ usedNanos: nanos("3.25") });
    expect(effects?.expected).toEqual({
      grossNanos: nanos("16.75"),
      feeNanos: nanos("0.8375"),
      remainderNanos: nanos("0.0025"),
      netNanos: nanos("15.91"),
      taxNanos: 0n,
      finalNanos: nanos("15.91"),
    });
    expect(lines.find(({ key }) => key === "platform_fee")?.params).toEqual({ feeBps: "500" });
  });

  it("R3.8: earlier refunds count gross, those under way and lost disputes too, failed and canceled ones not", () => {
    const already = (change: Parameters<typeof refundFacts>[0]) =>
      decide(
        settleRefund,
        settleFacts(refundFacts(change), { usedNanos: 0n, expectedFinalNanos: 0n, floorFinalNanos: 0n }),
        policy,
      ).lines.find(({ key }) => key === "already_refunded")?.amountNanos;
    expect(already({ earlierRefunds: [earlier()] })).toBe(nanos("-5"));
    expect(already({ earlierRefunds: [earlier({ state: "unknown" })] })).toBe(nanos("-5"));
    expect(already({ earlierRefunds: [earlier({ state: "failed" }), earlier({ state: "canceled" })] })).toBe(
      0n,
    );
    expect(already({ payments: [payment({ lostMinor: 800n })] })).toBe(nanos("-8"));
  });

  it("R3.9: returns tax in proportion to the net, on a line of its own", () => {
    const { lines, effects } = ask({ payments: [payment({ amountMinor: 2160n, taxNanos: nanos("1.6") })] });
    expect(lines.find(({ key }) => key === "total_paid")?.amountNanos).toBe(nanos("20"));
    expect(lines.find(({ key }) => key === "tax_returned")).toMatchObject({
      clause: "R3.9",
      amountNanos: nanos("1.52"),
    });
    expect(effects?.legs).toEqual([{ paymentId: "payment-1", amountMinor: 2052n }]);
  });
});

describe("what the customer sees", () => {
  it("R4.2: the lines in the order of the policy, each with its clause and words in both languages", () => {
    const { lines } = ask({ usedNanos: nanos("3.25") });
    expect(lines.map(({ kind, key, clause }) => `${kind} ${key} ${clause}`)).toEqual([
      "item total_paid R3.1",
      "item actual_usage R3.1",
      "item already_refunded R3.8",
      "subtotal refundable_balance R3.1",
      "item platform_fee R3.7",
      "item rounding_remainder R3.7",
      "subtotal final_amount R3.7",
    ]);
    const shown = (language: "en" | "zh") =>
      lines.map(({ key, params }) =>
        fill(LINE_TEXTS[key], params, { language, zone: "Asia/Shanghai", currency: "USD" }),
      );
    expect(shown("en").slice(4, 5)).toEqual(["Platform fee (5%)"]);
    expect(shown("en")[0]).toMatch(/^Total paid for Pro, 20 Nov 2026 18:00/);
    for (const text of [...shown("en"), ...shown("zh")]) expect(text).not.toMatch(/[{}]/);
  });

  it("R4.2: with several payments, tells what goes back to which", () => {
    const payments = [payment({ amountMinor: 1500n }), payment({ id: "payment-2", amountMinor: 500n })];
    const memos = ask({ payments, usedNanos: nanos("4") }).lines.filter(({ key }) => key === "refund_leg");
    expect(memos.map(({ params, amountNanos }) => [params["number"], amountNanos])).toEqual([
      ["2", nanos("5")],
      ["1", nanos("10.2")],
    ]);
  });

  it("R4.3: every state is shown as Refunding, Refunded, Failed or Canceled", () => {
    expect(Object.fromEntries(refundStates.map((state) => [state, shownRefundStatus(state)]))).toEqual({
      draining: "refunding",
      ready: "refunding",
      calling: "refunding",
      pending: "refunding",
      unknown: "refunding",
      refunded: "refunded",
      failed: "failed",
      canceled: "canceled",
    });
    const context = { zone: "UTC", currency: "USD" } as const;
    const { min, max } = policy.refunds.arrivalBusinessDays;
    const params = { min: String(min), max: String(max) };
    expect(fill(REFUND_STATUS_TEXTS.refunding, params, { ...context, language: "en" })).toBe(
      "Refunding (1–3 business days)",
    );
    expect(fill(REFUND_STATUS_TEXTS.refunding, params, { ...context, language: "zh" })).toBe(
      "退款中（1–3 个工作日）",
    );
  });

  it("R4.5: usage, requests in flight and time leave a preview valid", () => {
    const version = (change: Parameters<typeof refundFacts>[0]) => {
      const facts = refundFacts(change);
      return previewVersion(facts, policy, decide(subscriptionRefund, facts, policy).refusals);
    };
    const confirmed = version({});
    expect(confirmed).toMatch(/^[0-9a-f]{64}$/);
    expect(version({ usedNanos: nanos("7") })).toBe(confirmed);
    expect(version({ openHolds: holds(nanos("1")) })).toBe(confirmed);
    expect(version({ requestedAt: "2026-11-20T23:00:00.000Z" })).toBe(confirmed);
  });

  it("R4.5: policy, fee, refusals, payment and earlier refunds make a preview stale", () => {
    const version = (change: Parameters<typeof refundFacts>[0] = {}, rules = policy) => {
      const facts = refundFacts(change);
      return previewVersion(facts, rules, decide(subscriptionRefund, facts, rules).refusals);
    };
    const versions = [
      version(),
      version({}, { ...policy, version: "2026-12" }),
      version({}, policyWith({ feeBps: 600 })),
      version({ requestedAt: "2026-11-22T00:00:00.000Z" }),
      version({ payments: [payment({ amountMinor: 1999n })] }),
      version({ payments: [payment({ lostMinor: 1n })] }),
      version({ earlierRefunds: [earlier()] }),
      version({ earlierRefunds: [earlier({ state: "failed" })] }),
      version({ payments: [payment({ taxNanos: 1n })] }),
      version({ payments: [payment({ disputeOpen: true })] }),
      version({ currency: "EUR" }),
      version({ order: { id: "order-2" } }),
      version({ order: { origin: "upgrade" } }),
    ];
    expect(new Set(versions).size).toBe(versions.length);
  });

  it("R6.1: the account falls to Free at once; an upgrade gives back the earlier term", () => {
    expect(ask().effects?.planAfter).toBe("free");
    expect(ask({ order: { origin: "renewal" } }).effects?.planAfter).toBe("free");
    expect(ask({ order: { origin: "upgrade" } }).effects?.planAfter).toBe("earlier_term");
  });
});

describe("settling judges anew only what still matters (R3.6)", () => {
  const settle = (change: Parameters<typeof refundFacts>[0]) =>
    decide(
      settleRefund,
      settleFacts(refundFacts(change), {
        usedNanos: 0n,
        expectedFinalNanos: nanos("19"),
        floorFinalNanos: nanos("19"),
      }),
      policy,
    );
  it.each<[string, Parameters<typeof refundFacts>[0]]>([
    ["the channel was taken out of service", { payments: [payment({ provider: "bank_transfer" })] }],
    ["the new subject accepted", { subjectChange: "accepted" }],
    ["the holder changed", { order: { paidByPreviousHolder: true } }],
    ["other refunds reached the limit", { recentRefunds: 7 }],
    ["the account was suspended", { accountState: "suspended" }],
  ])("pays although %s meanwhile", (_, change) => {
    expect(settle(change).effects?.amounts.finalNanos).toBe(nanos("19"));
  });

  it.each<[string, Parameters<typeof refundFacts>[0], string]>([
    ["usage took everything", { usedNanos: nanos("20") }, "usage_exceeds_refundable"],
    [
      "requests that did not report take everything",
      { openHolds: holds(nanos("20")) },
      "usage_exceeds_refundable",
    ],
    ["a dispute was opened", { payments: [payment({ disputeOpen: true })] }, "disputed"],
    ["a dispute was lost", { payments: [payment({ lostMinor: 2000n })] }, "fully_refunded"],
    ["the account was terminated", { accountState: "terminated" }, "terminated_for_violation"],
  ])("pays nothing once %s", (_, change, code) => {
    const settled = settle(change);
    expect(settled.outcome).toBe("refused");
    expect(settled.refusals[0]?.code).toBe(code);
    expect(settled.effects).toBeNull();
  });
});

describe("the lifecycle of a refund", () => {
  it("can be canceled only before the provider was called", () => {
    const cancelable = refundStates.filter((state) => attempt(refundLifecycle, state, "cancel").legal);
    expect(cancelable).toEqual(["draining", "ready"]);
    expect(actionsFor(refundLifecycle, "ready", "owner")).toEqual(["cancel"]);
    expect(actionsFor(refundLifecycle, "calling", "owner")).toEqual([]);
  });

  it("R6.4: a refund that was paid can still bounce, and nothing leads out of failed and canceled", () => {
    expect(attempt(refundLifecycle, "refunded", "bounce")).toEqual({ legal: true, to: "failed" });
    expect(terminalStatesOf(refundLifecycle)).toEqual(["failed", "canceled"]);
    expect(statesOf(refundLifecycle)).toEqual([...refundStates]);
  });

  it.each([
    [["ready", "ready"], "ready"],
    [["ready", "refunded"], "calling"],
    [["ready", "failed"], "calling"],
    [["refunded", "unknown"], "unknown"],
    [["refunded", "pending"], "pending"],
    [["refunded", "failed"], "failed"],
    [["refunded", "refunded"], "refunded"],
    [["canceled", "canceled"], "canceled"],
  ] as const)("legs that are %j make a refund that is %s", (legs, state) => {
    expect(refundStateOfLegs(legs)).toBe(state);
  });
});

describe("a stored refund decision", () => {
  const { json } = ask({ usedNanos: nanos("3.25"), openHolds: holds(nanos("0.5")) }, policyWith());

  it("replays byte-equal from its own facts", () => {
    expect(replay(json, [subscriptionRefund, settleRefund])).toEqual({ same: true });
  });

  it("reports a fact that was changed afterwards", () => {
    const altered = JSON.parse(
      JSON.stringify(json).replace('"usedNanos":"3250000000"', '"usedNanos":"1250000000"'),
    );
    expect(digestOf(altered as Json)).not.toBe(digestOf(json as Json));
    expect(replay(altered, [subscriptionRefund, settleRefund])).toMatchObject({
      same: false,
      reason: "different",
    });
  });

  it("reads no fact it does not know", () => {
    const facts = { ...(json.facts as Record<string, unknown>), email: "someone@example.com" };
    expect(subscriptionRefund.facts.safeParse(facts).success).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { decide, type Json, replay } from "../../src/decision/index.ts";
import { actionsFor, attempt, terminalStatesOf } from "../../src/lifecycle/index.ts";
import type { Policy } from "../../src/policy/index.ts";
import {
  type ApproveCaseFacts,
  approveCase,
  approveTopUpCase,
  type CaseOverride,
  type DeclineCaseFacts,
  declineCase,
  declineTopUpCase,
  isDecidedByAPerson,
  refundCaseLifecycle,
} from "../../src/refund-cases/index.ts";
import { settleRefund, settleTopUpRefund } from "../../src/refunds/index.ts";
import { nanos, payment, policyWith, refundFacts, settleFacts, topUpFacts } from "../refunds/scenario.ts";

const policy = policyWith();
const NOW = "2026-11-25T09:00:00.000Z";

/** $20.00 paid on 20 November 10:00, the message received two hours later, approved on the 25th. */
const facts = (
  change: Parameters<typeof refundFacts>[0] = {},
  rest: Partial<Omit<ApproveCaseFacts, "refund">> = {},
): ApproveCaseFacts => ({
  now: NOW,
  currency: "USD",
  caseId: "case-1",
  refund: refundFacts({ route: "email", now: NOW, ...change }),
  overrides: [],
  approver: "rita",
  firstApprover: null,
  ...rest,
});
const approve = (
  change: Parameters<typeof refundFacts>[0] = {},
  rest: Partial<Omit<ApproveCaseFacts, "refund">> = {},
  rules: Policy = policy,
) => decide(approveCase, facts(change, rest), rules);
const codes = (...given: Parameters<typeof approve>) => approve(...given).refusals.map(({ code }) => code);
const decline = (
  clauses: DeclineCaseFacts["clauses"],
  reasons: DeclineCaseFacts["reasons"],
  change: Parameters<typeof refundFacts>[0] = {},
) =>
  decide(
    declineCase,
    {
      now: NOW,
      currency: "USD",
      caseId: "case-1",
      refund: refundFacts({ route: "email", now: NOW, ...change }),
      clauses,
      reasons,
    },
    policy,
  );

describe("approving a case", () => {
  it("R5.2: judges the window at the receipt of the message and the amount at the approval", () => {
    // Five days later; 4.00 were used by then: 20 − 4 = 16, fee 5 % = 0.80, net 15.20.
    const granted = approve({ usedNanos: nanos("4") });
    expect(granted.outcome).toBe("granted");
    expect(granted.effects?.refund.expected.netNanos).toBe(nanos("15.2"));
    expect(granted.effects).toMatchObject({ secondPersonNeeded: false, concession: null });
    // Received exactly 24 hours after payment is inside, a millisecond later is not.
    expect(approve({ requestedAt: "2026-11-21T10:00:00.000Z", now: NOW }).outcome).toBe("granted");
    expect(codes({ requestedAt: "2026-11-21T10:00:00.001Z", now: NOW })).toEqual(["window_expired"]);
  });

  it("R7.1: serves the payment method that self-service refuses", () => {
    expect(approve({ payments: [payment({ provider: "bank_transfer" })] }).outcome).toBe("granted");
  });

  it("R2.10: serial refunds wait for the word of a person, and only where they are serial", () => {
    const serial = { recentRefunds: 3 };
    const passed: CaseOverride[] = [{ kind: "review_passed" }];
    expect(approve(serial)).toMatchObject({ outcome: "review", effects: null });
    expect(codes(serial)).toEqual(["review_required"]);
    expect(approve(serial, { overrides: passed }).outcome).toBe("granted");
    expect(codes({}, { overrides: passed })).toEqual(["override_not_applicable"]);
  });

  it("C4.9: an order that the previous holder paid goes to a person, who says so; a change under way waits", () => {
    const before = { order: { paidByPreviousHolder: true } };
    expect(approve(before).outcome).toBe("review");
    expect(approve(before, { overrides: [{ kind: "previous_holder_paid" }] }).outcome).toBe("granted");
    expect(codes({ subjectChange: "accepted" })).toEqual(["subject_change_pending"]);
    expect(
      codes({ subjectChange: "accepted", ...before }, { overrides: [{ kind: "previous_holder_paid" }] }),
    ).toEqual(["subject_change_pending"]);
  });

  it("R2.1, R2.8: what is a refusal by self-service stays one, and a person cannot set it aside", () => {
    const late = { requestedAt: "2026-11-22T10:00:00.000Z", payments: [payment({ disputeOpen: true })] };
    const every: CaseOverride[] = [{ kind: "fee", feeBps: 0 }];
    expect(approve(late, { overrides: every }).outcome).toBe("refused");
    expect(codes(late, { overrides: every })).toEqual(["disputed", "window_expired"]);
  });

  it("T1.4: the law of a country gives the hours that the policy lists, with its fee, and no others", () => {
    const rules = policyWith({ statutoryExceptions: { DE: { windowHours: 336, waivesFee: true } } });
    const overrides: CaseOverride[] = [{ kind: "statutory", country: "DE" }];
    // 14 days after 20 November 10:00 is 4 December 10:00. Nothing used, no fee: the whole 20.00.
    const inTime = { requestedAt: "2026-12-04T10:00:00.000Z" };
    expect(approve(inTime, { overrides }, rules).effects).toMatchObject({
      refund: { expected: { netNanos: nanos("20") } },
      concession: { feeBps: 0 },
    });
    expect(codes({ requestedAt: "2026-12-04T10:00:00.001Z" }, { overrides }, rules)).toEqual([
      "window_expired",
    ]);
    expect(codes(inTime, { overrides: [{ kind: "statutory", country: "FR" }] }, rules)).toEqual([
      "window_expired",
      "statutory_window_expired",
    ]);
  });

  it("R5.2: a lower fee and excused usage are lines, never more than there was, and settling keeps them", () => {
    // 20 − 6 used + 5 excused = 19; fee 1 % = 0.19; net 18.81.
    const overrides: CaseOverride[] = [
      { kind: "fee", feeBps: 100 },
      { kind: "usage_excused", nanos: nanos("5") },
    ];
    const granted = approve({ usedNanos: nanos("6") }, { overrides });
    expect(granted.effects?.refund.expected.netNanos).toBe(nanos("18.81"));
    expect(granted.lines.find(({ key }) => key === "excused_usage")).toMatchObject({
      kind: "item",
      clause: "R5.2",
      amountNanos: nanos("5"),
    });
    const concession = granted.effects?.concession;
    if (concession == null) throw new Error("granted without its concession");
    // Settled with 0.50 more used: 20 − 6.5 + 5 = 18.5, fee 0.185, net 18.315 → 18.31 in cents.
    const settled = decide(
      settleRefund,
      settleFacts(refundFacts({ route: "email", usedNanos: nanos("6.5"), concession }), {
        usedNanos: nanos("6"),
        expectedFinalNanos: nanos("18.81"),
        floorFinalNanos: nanos("18.81"),
      }),
      policy,
    );
    expect(settled.effects?.amounts.netNanos).toBe(nanos("18.31"));
    expect(codes({ usedNanos: nanos("4.99") }, { overrides })).toEqual(["override_not_applicable"]);
    expect(codes({}, { overrides: [{ kind: "fee", feeBps: 500 }] })).toEqual(["override_not_applicable"]);
  });

  it("R5.2: beyond the threshold another person approves, and only then it happens", () => {
    // 600.00 paid, fee 30.00, net 570.00: more than 500.00. Net 500.00 exactly is not more.
    const dear = { payments: [payment({ amountMinor: 60_000n })] };
    expect(approve(dear).effects?.secondPersonNeeded).toBe(true);
    expect(codes(dear, { firstApprover: "rita" })).toEqual(["second_person_required"]);
    expect(approve(dear, { firstApprover: "sam" }).effects?.secondPersonNeeded).toBe(false);
    // 526.32 × 0.95 = 500.004 → 500.00.
    expect(approve({ payments: [payment({ amountMinor: 52_632n })] }).effects?.secondPersonNeeded).toBe(
      false,
    );
  });

  it("replays byte-equal, with every override in its facts", () => {
    const decided = approve(
      { usedNanos: nanos("6"), recentRefunds: 5 },
      { overrides: [{ kind: "review_passed" }, { kind: "usage_excused", nanos: 1n }] },
    );
    expect(decided.outcome).toBe("granted");
    expect(replay(decided.json, [approveCase])).toEqual({ same: true });
    const altered = structuredClone(decided.json) as { facts: Record<string, Json> };
    altered.facts["overrides"] = [];
    expect(replay(altered, [approveCase])).toMatchObject({ same: false, reason: "different" });
  });
});

describe("approving a case about a top-up", () => {
  /** $50.00 of credits, paid on 20 November 10:00, the message received two hours later, approved on the 25th. */
  const approveTopUp = (
    change: Parameters<typeof topUpFacts>[0] = {},
    overrides: readonly CaseOverride[] = [],
    rules: Policy = policy,
  ) =>
    decide(
      approveTopUpCase,
      {
        now: NOW,
        currency: "USD",
        caseId: "case-1",
        refund: topUpFacts({ route: "email", ...change, now: NOW }),
        overrides: [...overrides],
        approver: "rita",
        firstApprover: null,
      },
      rules,
    );

  it("R1.2, R3.3, R5.2: by the rules of top-ups, the window at the receipt, the wallet's loss and the bonus among the lines", () => {
    // 50 − 10 used = 40; fee 5 % = 2; net 38. The wallet loses 40, and 4 of bonus go.
    const granted = approveTopUp({
      usedNanos: nanos("10"),
      unusedPaidNanos: nanos("41"),
      walletPaidNanos: nanos("41"),
      bonusLeftNanos: nanos("4"),
    });
    expect(granted.effects).toMatchObject({
      secondPersonNeeded: false,
      concession: null,
      refund: {
        expected: { netNanos: nanos("38") },
        reservedNanos: nanos("40"),
        walletDebitNanos: nanos("40"),
        forfeitedBonusNanos: nanos("4"),
      },
    });
    expect(approveTopUp({ requestedAt: "2026-11-21T10:00:00.001Z" }).refusals).toMatchObject([
      { code: "window_expired" },
    ]);
    // R7.1: any payment method; R2.5: what usage went into debt for is not paid back here either.
    expect(
      approveTopUp({ payments: [payment({ amountMinor: 5000n, provider: "bank_transfer" })] }).outcome,
    ).toBe("granted");
    expect(approveTopUp({ debtNanos: nanos("1") }).refusals).toMatchObject([
      { code: "insufficient_balance" },
    ]);
    expect(replay(granted.json, [approveTopUpCase])).toEqual({ same: true });
  });

  it("R5.2: usage that is not counted is a line; credits that are gone stay gone, and settling keeps fee and usage", () => {
    // Older credits served 30 of 35 used; this order lost 5. 50 − 35 + 30 = 45 = all that is left of it. No fee: 45.00.
    const used = { usedNanos: nanos("35"), unusedPaidNanos: nanos("45"), walletPaidNanos: nanos("45") };
    const overrides: CaseOverride[] = [
      { kind: "fee", feeBps: 0 },
      { kind: "usage_excused", nanos: nanos("30") },
    ];
    const granted = approveTopUp(used, overrides);
    expect(granted.effects?.refund.expected.netNanos).toBe(nanos("45"));
    expect(granted.lines.find(({ key }) => key === "excused_usage")?.amountNanos).toBe(nanos("30"));
    // All 35 not counted: the formula says 50, but 5 of its credits were used, so 45 again.
    expect(
      approveTopUp(used, [{ kind: "usage_excused", nanos: nanos("35") }]).effects?.refund.reservedNanos,
    ).toBe(nanos("45"));
    expect(approveTopUp(used, [{ kind: "usage_excused", nanos: nanos("35") + 1n }]).refusals).toMatchObject([
      { code: "override_not_applicable" },
    ]);
    const concession = granted.effects?.concession;
    if (concession == null) throw new Error("granted without its concession");
    // Settled with 2 more used in flight: 50 − 37 + 30 = 43, no fee: 43.00; the other 2 of the 45 set aside return.
    const settled = decide(
      settleTopUpRefund,
      {
        ...topUpFacts({ route: "email", ...used, usedNanos: nanos("37"), concession }),
        submitted: {
          at: "2026-11-20T12:00:00.000Z",
          usedNanos: nanos("35"),
          expectedFinalNanos: nanos("45"),
          floorFinalNanos: nanos("43"),
          reservedNanos: nanos("45"),
        },
      },
      policy,
    );
    expect(settled.effects).toMatchObject({
      amounts: { netNanos: nanos("43"), feeNanos: 0n },
      returnedNanos: nanos("2"),
    });
  });

  it("R5.2: by lot only the spent bonus lessens it, so only that can be left uncounted, and once", () => {
    const byLot = policyWith({ attribution: "order_lot" });
    // 45 of 50 are left, 3 of the bonus were used: 45 − 3 = 42; not counting 2 of the 3: 44.
    const used = {
      usedNanos: nanos("8"),
      unusedPaidNanos: nanos("45"),
      walletPaidNanos: nanos("45"),
      bonusSpentNanos: nanos("3"),
    };
    const overrides: CaseOverride[] = [{ kind: "usage_excused", nanos: nanos("2") }];
    expect(approveTopUp(used, [], byLot).effects?.refund.reservedNanos).toBe(nanos("42"));
    const granted = approveTopUp(used, overrides, byLot);
    expect(granted.effects?.refund.reservedNanos).toBe(nanos("44"));
    expect(approveTopUp(used, [{ kind: "usage_excused", nanos: nanos("4") }], byLot).refusals).toMatchObject([
      { code: "override_not_applicable" },
    ]);
    // What was set aside has it already: 44 settle as 44.
    const settled = decide(
      settleTopUpRefund,
      {
        ...topUpFacts({
          route: "email",
          ...used,
          unusedPaidNanos: nanos("44"),
          concession: { excusedUsageNanos: nanos("2") },
        }),
        submitted: {
          at: "2026-11-20T12:00:00.000Z",
          usedNanos: nanos("8"),
          expectedFinalNanos: nanos("41.8"),
          floorFinalNanos: nanos("41.8"),
          reservedNanos: nanos("44"),
        },
      },
      byLot,
    );
    expect(settled.effects).toMatchObject({ walletDebitNanos: nanos("44"), returnedNanos: 0n });
  });

  it("R5.2: declines with what stands against it", () => {
    const asked = (clauses: DeclineCaseFacts["clauses"]) =>
      decide(
        declineTopUpCase,
        {
          now: NOW,
          currency: "USD",
          caseId: "case-1",
          refund: topUpFacts({ usedNanos: nanos("50"), route: "email", now: NOW }),
          clauses,
          reasons: [],
        },
        policy,
      );
    expect(asked(["usage_exceeds_refundable"]).outcome).toBe("granted");
    expect(asked(["window_expired"]).refusals).toMatchObject([{ code: "decline_reason_not_applicable" }]);
  });

  it("R5.2: self-service points to a person where one can decide otherwise", () => {
    expect(
      ["review_required", "channel_not_supported", "subject_change_pending", "window_expired"].map((code) =>
        isDecidedByAPerson({ code }),
      ),
    ).toEqual([true, true, true, false]);
  });
});

describe("declining a case", () => {
  it("R5.2: names only clauses that stand against it, and at least one reason", () => {
    const late = { requestedAt: "2026-11-22T10:00:00.000Z" };
    expect(decline(["window_expired"], [], late)).toMatchObject({
      outcome: "granted",
      refusals: [{ code: "window_expired", clause: "R2.1" }],
      effects: { clauses: ["window_expired"], reasons: [] },
    });
    for (const unfounded of [decline(["window_expired"], []), decline([], [], late)])
      expect(unfounded).toMatchObject({
        outcome: "refused",
        refusals: [{ code: "decline_reason_not_applicable" }],
      });
    // No amount is promised by a refusal; where an amount is the reason, it is worked out.
    expect(decline([], ["not_the_holder"])).toMatchObject({ outcome: "granted", lines: [] });
    const used = decline(["usage_exceeds_refundable"], [], { usedNanos: nanos("20") });
    expect(used.lines.at(-1)).toMatchObject({ key: "final_amount", amountNanos: 0n });
  });
});

describe("lifecycle", () => {
  it("R5.2: is decided only in review, by staff; an answer brings it back there", () => {
    expect(attempt(refundCaseLifecycle, "received", "approve").legal).toBe(false);
    expect(attempt(refundCaseLifecycle, "needs_info", "decline").legal).toBe(false);
    expect(actionsFor(refundCaseLifecycle, "in_review", "reviewer")).toEqual(["ask", "approve", "decline"]);
    expect(actionsFor(refundCaseLifecycle, "in_review", "owner")).toEqual([]);
    expect(actionsFor(refundCaseLifecycle, "needs_info", "owner")).toEqual(["answer"]);
    expect(terminalStatesOf(refundCaseLifecycle)).toEqual(["approved", "declined"]);
  });
});

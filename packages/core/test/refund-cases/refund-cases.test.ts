import { describe, expect, it } from "vitest";
import { decide, type Json, replay } from "../../src/decision/index.ts";
import { actionsFor, attempt, terminalStatesOf } from "../../src/lifecycle/index.ts";
import type { Policy } from "../../src/policy/index.ts";
import {
  type ApproveCaseFacts,
  approveCase,
  type CaseOverride,
  type DeclineCaseFacts,
  declineCase,
  refundCaseLifecycle,
} from "../../src/refund-cases/index.ts";
import { settleRefund } from "../../src/refunds/index.ts";
import { nanos, payment, policyWith, refundFacts, settleFacts } from "../refunds/scenario.ts";

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

import { describe, expect, it } from "vitest";
import { decide, type Json, replay } from "../../src/decision/index.ts";
import { actionsFor, attempt, statesOf, terminalStatesOf } from "../../src/lifecycle/index.ts";
import { subscriptionRefund } from "../../src/refunds/index.ts";
import {
  ACCEPTANCE_ARTICLES,
  APPLICATION_ARTICLES,
  acceptanceAgreement,
  acceptSubjectChange,
  agreeToSubjectChange,
  applicationAgreement,
  applySubjectChange,
  BLOCKERS,
  COMMITMENT_ARTICLES,
  changeForRefunds,
  commitmentAgreement,
  conditionsHoldSince,
  conditionsOf,
  consequencesOf,
  cutByHolder,
  EFFECT_STEPS,
  frozenBy,
  revokeSubjectChange,
  type SubjectChangeInvitationState,
  subjectChangeInvitationLifecycle,
  subjectChangeLifecycle,
  subjectChangeReviewLifecycle,
  takeEffect,
  withdrawSubjectChange,
} from "../../src/subject-changes/index.ts";
import { fill, LINE_TEXTS } from "../../src/text/index.ts";
import { policyWith, refundFacts } from "../refunds/scenario.ts";
import {
  AT,
  accepting,
  agreeing,
  applying,
  blocker,
  conditions,
  contents,
  file,
  policy,
  refusalsOf,
  revoking,
  taking,
  withdrawing,
} from "./scenario.ts";

const keysOf = (lines: readonly { readonly key: string }[]) => lines.map(({ key }) => key);
const planOf = (facts = taking()) => decide(takeEffect, facts, policy).effects?.plan ?? [];
const stepOf = (step: (typeof EFFECT_STEPS)[number], facts = taking()) =>
  planOf(facts).find((each) => each.step === step);

describe("the page of consequences", () => {
  it("C4.1: shows what passes with its amounts, and they add up: 8 + 1 + 1 + 2 = 12 dollars", () => {
    const { lines } = decide(applySubjectChange, applying(), policy);
    const amountOf = (key: string) => lines.find((each) => each.key === key)?.amountNanos;
    expect(amountOf("change_passes_credits")).toBe(12_000_000_000n);
    expect(amountOf("change_passes_term")).toBe(20_000_000_000n);
    expect(keysOf(lines)).toContain("change_passes_everything");
  });

  it("C4.2: is the same for both sides, and again at the moment of effect, line by line", () => {
    const blockers = [blocker("partnership", "waived")];
    const isEvidence = ({ key }: { key: string }) => key === "change_evidence_shown";
    const applicant = decide(applySubjectChange, applying({ blockers }), policy).lines;
    const newSubject = decide(acceptSubjectChange, accepting({ blockers }), policy).lines;
    const effect = decide(takeEffect, taking({ blockers }), policy).lines;
    expect(applicant.filter((each) => !isEvidence(each))).toEqual(newSubject);
    expect(effect).toEqual(newSubject);
    expect(applicant.filter(isEvidence)).toHaveLength(2);
  });

  it("C4.2, C4.5, C4.10: names everything that ends, each with how many", () => {
    const { ends } = consequencesOf({ contents, blockers: [], overlapHours: 48 }, policy);
    expect(ends.map(({ key, clause, params }) => [key, clause, params["count"]])).toEqual([
      ["change_ends_price_terms", "C4.2", "1"],
      ["change_ends_credit_lines", "C4.2", "1"],
      ["change_ends_partnerships", "C4.2", "1"],
      ["change_ends_account_links", "C4.2", "1"],
      ["change_ends_access", "C4.5", "2"],
      ["change_ends_api_keys", "C4.10", "3"],
      ["change_ends_payment_methods", "C4.10", "1"],
      ["change_ends_webhooks", "C4.10", "1"],
      ["change_ends_partner_grants", "C4.10", "1"],
      ["change_ends_referral_links", "C4.10", "1"],
      ["change_ends_invitations", "C4.10", "1"],
    ]);
    const keys = ends.find(({ key }) => key === "change_ends_api_keys");
    expect(
      fill(LINE_TEXTS.change_ends_api_keys, keys?.params ?? {}, {
        language: "en",
        zone: "UTC",
        currency: "USD",
      }),
    ).toBe("API keys (3) end 48 hours after the moment of effect");
  });

  it("leaves out what there is none of, but never that access ends (C4.5)", () => {
    const empty = {
      ...contents,
      subscription: null,
      priceTerms: [],
      creditLines: [],
      partnerships: [],
      accountLinks: [],
      members: [],
      apiKeys: [],
      paymentMethods: [],
      webhooks: [],
      partnerGrants: [],
      referralLinks: [],
      invitations: [],
      openHolds: [],
      continuing: [],
    };
    const page = consequencesOf({ contents: empty, blockers: [], overlapHours: 0 }, policy);
    expect(keysOf(page.ends)).toEqual(["change_ends_access"]);
    expect(keysOf(page.responsible)).toEqual([
      "change_responsible_before",
      "change_responsible_chargebacks",
      "change_refunds_by_review",
    ]);
  });

  it("C4.6: says who answers for what, with what requests in flight were promised", () => {
    const { responsible } = consequencesOf({ contents, blockers: [], overlapHours: 0 }, policy);
    expect(responsible.map(({ key, clause }) => `${clause} ${key}`)).toEqual([
      "C4.6 change_responsible_before",
      "C4.6 change_responsible_requests",
      "C4.7 change_responsible_continuing",
      "C4.10 change_responsible_chargebacks",
      "C4.9 change_refunds_by_review",
      "C4.10 change_renewal_waits",
    ]);
    // One request in flight, promised 35 cents.
    expect(responsible[1]).toMatchObject({ amountNanos: 350_000_000n, params: { count: "1" } });
  });

  it("C3.8: names each blocker once, in the order of the list; what was waived is told as ending", () => {
    const blockers = [
      blocker("refund"),
      blocker("complaint"),
      blocker("complaint"),
      blocker("credit_control", "waived"),
    ];
    const page = consequencesOf({ contents, blockers, overlapHours: 0 }, policy);
    expect(keysOf(page.blockers)).toEqual(["change_blocker_complaint", "change_blocker_refund"]);
  });
});

describe("the effect", () => {
  it("C4.1: is one plan with every step in it, also for an account with nothing in it", () => {
    const nothing = {
      ...contents,
      subscription: null,
      members: [],
      apiKeys: [],
      openHolds: [],
      continuing: [],
    };
    for (const facts of [taking(), taking({ contents: nothing })])
      expect(planOf(facts).map(({ step }) => step)).toEqual(EFFECT_STEPS);
  });

  it("C4.1: closes one holder period and opens the next at one instant", () => {
    expect(stepOf("close_holder_period")).toMatchObject({ ids: ["period-1"], at: AT.verified });
    expect(stepOf("open_holder_period")).toMatchObject({ ids: ["nova"], at: AT.verified });
    expect(stepOf("pass_subscription")).toMatchObject({ ids: ["subscription-1"], at: AT.verified });
  });

  it.each([
    ["end_price_terms", ["price-1"]],
    ["end_credit_lines", ["credit-1"]],
    ["end_partnerships", ["partner-1"]],
    ["end_account_links", ["link-1"]],
  ] as const)("C4.2: %s", (step, ids) => {
    expect(stepOf(step)).toEqual({ step, clause: "C4.2", at: AT.verified, ids });
  });

  it.each([
    ["end_sessions", ["member-1", "member-2"]],
    ["end_members", ["member-1", "member-2"]],
    ["replace_recovery_channels", ["member-1", "member-2"]],
    ["give_control", ["nova"]],
  ] as const)("C4.5: %s", (step, ids) => {
    expect(stepOf(step)).toEqual({ step, clause: "C4.5", at: AT.verified, ids });
  });

  it("C4.6: requests in flight stay with the holder who started them", () => {
    expect(stepOf("keep_usage_holds")).toMatchObject({ clause: "C4.6", ids: ["hold-1"] });
  });

  it("C4.7: the matters that continue are listed", () => {
    expect(stepOf("list_continuing_matters")).toMatchObject({ ids: ["contract-1"] });
  });

  it.each([
    ["end_payment_methods", ["card-1"]],
    ["end_auto_top_up", ["auto-1"]],
    ["open_provider_customer", ["nova"]],
    ["hide_billing_details", ["period-1"]],
    ["end_webhooks", ["webhook-1"]],
    ["end_partner_grants", ["grant-1"]],
    ["end_referral_links", ["referral-1"]],
    ["end_invitations", ["invitation-1"]],
  ] as const)("C4.10: %s", (step, ids) => {
    expect(stepOf(step)).toEqual({ step, clause: "C4.10", at: AT.verified, ids });
  });

  it("C4.10: old keys end after the overlap, prepared ones start at the instant, and no overlap is beyond the policy's", () => {
    const overlap = taking({ overlapHours: 24, preparedKeys: ["key-4"] });
    // 12:30 on the 24th and a day.
    expect(stepOf("end_api_keys", overlap)).toMatchObject({
      at: "2026-11-25T12:30:00.000Z",
      ids: ["key-1", "key-2", "key-3"],
    });
    expect(stepOf("start_prepared_keys", overlap)).toMatchObject({ at: AT.verified, ids: ["key-4"] });
    // Should more ever have been stored, 72 hours it stays: 12:30 on the 27th.
    expect(stepOf("end_api_keys", taking({ overlapHours: 500 }))?.at).toBe("2026-11-27T12:30:00.000Z");
  });

  it("C4.10: without a payment method of the new holder a renewal waits, so many days as any other", () => {
    const effects = decide(takeEffect, taking(), policy).effects;
    expect(effects).toMatchObject({ renewal: "waits", renewalGraceDays: 7 });
    expect(decide(takeEffect, taking({ paymentMethodAdded: true }), policy).effects?.renewal).toBe("charged");
  });

  it("C4.9: refunds that waited go to review, since their orders were paid by the previous holder", () => {
    const waiting = taking({ contents: { ...contents, waitingRefunds: ["refund-1"] } });
    expect(stepOf("send_refunds_to_review", waiting)).toMatchObject({ clause: "C4.9", ids: ["refund-1"] });
  });

  it("C1.2: tells each condition on its own, and since when all three hold", () => {
    const holding = (change: Partial<typeof conditions>) =>
      conditionsOf({ ...conditions, ...change }).map(({ holds }) => holds);
    expect(holding({})).toEqual([true, true, true]);
    expect(holding({ holder: { ...conditions.holder, verified: null } })).toEqual([false, true, true]);
    expect(holding({ review: { ...conditions.review, state: "pending" } })).toEqual([true, false, true]);
    expect(holding({ newSubject: { ...conditions.newSubject, accepted: null } })).toEqual([
      true,
      true,
      false,
    ]);
    expect(conditionsHoldSince(conditions)).toBe(AT.verified);
    expect(
      conditionsHoldSince({ ...conditions, newSubject: { ...conditions.newSubject, accepted: null } }),
    ).toBeNull();
    // The platform came last here: at 13:00 when the second person agreed.
    const agreements = conditions.review.agreements.map((each, index) => ({
      ...each,
      at: index === 0 ? AT.firstAgreed : "2026-11-24T13:00:00.000Z",
    }));
    expect(conditionsHoldSince({ ...conditions, review: { state: "agreed", agreements } })).toBe(
      "2026-11-24T13:00:00.000Z",
    );
  });

  it("C1.2: the account is verified as somebody else than its holder", () => {
    const holder = { ...conditions.holder, verified: { subjectId: "third", at: AT.told } };
    expect(refusalsOf(decide(takeEffect, taking({ holder }), policy))).toContain(
      "C1.2 change_holder_unverified",
    );
  });

  it("C5.2: proof that is asked for after the platform agreed takes the agreement back", () => {
    expect(attempt(subjectChangeReviewLifecycle, "agreed", "ask")).toEqual({
      legal: true,
      to: "info_requested",
    });
    const asked = taking({ review: { ...conditions.review, state: "info_requested" } });
    expect(refusalsOf(decide(takeEffect, asked, policy))).toEqual(["C1.2 change_not_agreed"]);
  });

  it("C5.2, C3.10: where proof was asked for after both agreed, one of them agrees anew, and from then on the conditions hold", () => {
    const agreements = [...conditions.review.agreements];
    const anew = agreeing({ now: "2026-11-24T13:00:00.000Z", agreements });
    expect(decide(agreeToSubjectChange, anew, policy).effects?.platformAgrees).toBe(true);
    const later = [...agreements, { id: "rita", related: false, fileVersion: file.version, at: anew.now }];
    expect(conditionsHoldSince({ ...conditions, review: { state: "agreed", agreements: later } })).toBe(
      anew.now,
    );
    // An alert of 12:45 came before that moment and stands in the way.
    const alerted = taking({
      now: anew.now,
      review: { state: "agreed", agreements: later },
      blockers: [blocker("contested", "open", "2026-11-24T12:45:00.000Z")],
    });
    expect(refusalsOf(decide(takeEffect, alerted, policy))).toEqual(["C3.10 change_blocked_by_contested"]);
  });

  it("C3.3: the manager who started it is not one of the two, not even in stored agreements", () => {
    const started = taking({
      file: { ...file, capacity: "manager", evidence: [...file.evidence, "authorization_proof"] },
      startedBy: "rita",
    });
    expect(refusalsOf(decide(takeEffect, started, policy))).toEqual(["C3.3 change_manager_reviews"]);
  });
});

describe("agreements", () => {
  const applicant = {
    currency: "USD" as const,
    changeId: "change-1",
    accountId: "account-1",
    ground: "merger" as const,
    numbers: policy.subjectChange,
  };
  const accepted = {
    currency: "USD" as const,
    changeId: "change-1",
    accountId: "account-1",
    fromSubjectId: "harbour",
    toSubjectId: "nova",
    overlapHours: 24,
  };

  it("C1.1: clauses of special weight carry a star, in both languages, article by article", () => {
    for (const language of ["en", "zh"] as const) {
      const text = applicationAgreement.text(applicationAgreement.current, language, applicant);
      const articles = text.split("\n\n");
      expect(articles).toHaveLength(APPLICATION_ARTICLES.length);
      articles.forEach((article, index) => {
        const starred = APPLICATION_ARTICLES[index]?.starred === true;
        expect(article.startsWith(`${starred ? "★ " : ""}${index + 1}. `)).toBe(true);
      });
      expect(text).not.toMatch(/[{}]/);
    }
  });

  it("C1.3, C6: the clauses that a customer is only told stand in what both sides accept", () => {
    for (const articles of [APPLICATION_ARTICLES, ACCEPTANCE_ARTICLES]) {
      const clauses = articles.flatMap((article) => article.clauses);
      expect(clauses).toContain("C1.3");
      expect(clauses).toContain("C6");
    }
    expect(COMMITMENT_ARTICLES.every(({ starred, clauses }) => starred && clauses.includes("C5.1"))).toBe(
      true,
    );
  });

  it("C1.1: what limits or burdens is starred, on both sides", () => {
    const starred = (articles: typeof APPLICATION_ARTICLES, clause: string) =>
      articles.some((article) => article.starred && article.clauses.some((each) => each === clause));
    for (const clause of ["C1.2", "C1.3", "C3.6", "C3.8", "C4.1", "C4.2", "C4.4", "C4.6", "C4.9"])
      expect([clause, starred(APPLICATION_ARTICLES, clause)]).toEqual([clause, true]);
    for (const clause of ["C3.6", "C4.1", "C4.2", "C4.6", "C4.9", "C4.10", "C5.5"])
      expect([clause, starred(ACCEPTANCE_ARTICLES, clause)]).toEqual([clause, true]);
  });

  it("say the numbers of the policy and of the case", () => {
    const text = applicationAgreement.text(applicationAgreement.current, "en", applicant);
    expect(text).toContain("no earlier than 72 hours after that");
    expect(text).toContain("good for 14 days; an application still open after 90 days ends");
    expect(acceptanceAgreement.text(acceptanceAgreement.current, "en", accepted)).toContain(
      "go on working for 24 hours after",
    );
    expect(acceptanceAgreement.text(acceptanceAgreement.current, "zh", accepted)).toContain("24 小时");
  });

  it("C1.1: the words in force are fixed; others would be a version of their own", () => {
    // Whoever edits an article sees this fail: stored acceptances are compared with these fingerprints.
    expect(applicationAgreement.hash("subject-change-application-1", "en", applicant)).toMatchInlineSnapshot(
      `"b2ca7418247c5c83bf08aa29fda4834aa7e5fac00f9907d2fc8b2fbe53ec1dc0"`,
    );
    expect(applicationAgreement.hash("subject-change-application-1", "zh", applicant)).toMatchInlineSnapshot(
      `"0add45c1054b0bb63017f1f908bd3c99f2f7e1f14aa50eee9cfd18e1055a8726"`,
    );
    expect(
      commitmentAgreement.hash("subject-change-commitments-1", "en", {
        currency: "USD",
        changeId: "change-1",
        fileVersion: "file-1",
      }),
    ).toMatchInlineSnapshot(`"45821f0c55a23b85ea8b2113e6e0cb769584652f2bceca625ddcb7cfa585b97a"`);
    expect(acceptanceAgreement.hash("subject-change-acceptance-1", "en", accepted)).toMatchInlineSnapshot(
      `"6352472cfcbc0a8a2fdef9c4c4126265fb335ed9da152bacbb12c10300042cd8"`,
    );
    expect(acceptanceAgreement.hash("subject-change-acceptance-1", "zh", accepted)).toMatchInlineSnapshot(
      `"bf92a4a57166d3afa7af349a43b9b5ebb00e6302b4646c8a32e144b955f5ecf9"`,
    );
  });

  it("C5.1: commitments to one version of the file are none to another", () => {
    const given = applying();
    const edited = { ...given, file: { ...file, version: "file-2" } };
    expect(refusalsOf(decide(applySubjectChange, edited, policy))).toEqual([
      "C5.1 change_commitments_not_given",
    ]);
  });

  it("C1.2: an acceptance of other terms, here of another overlap, is none", () => {
    const given = accepting({ overlapHours: 24 });
    expect(refusalsOf(decide(acceptSubjectChange, { ...given, overlapHours: 48 }, policy))).toEqual([
      "C1.2 change_acceptance_not_given",
    ]);
  });

  it("C1.1: acceptance in Chinese counts as one in English does", () => {
    const hash = applicationAgreement.hash(applicationAgreement.current, "zh", applicant);
    const agreement = { wording: applicationAgreement.current, language: "zh" as const, hash };
    expect(decide(applySubjectChange, applying({ agreement }), policy).outcome).toBe("granted");
  });
});

describe("what others see of a change under way", () => {
  it("C4.9: refunds run until the new subject accepts, then wait; after it they no longer do", () => {
    expect(changeForRefunds(null)).toBe("none");
    expect(changeForRefunds({ state: "draft", accepted: false })).toBe("none");
    expect(changeForRefunds({ state: "open", accepted: false })).toBe("open");
    expect(changeForRefunds({ state: "open", accepted: true })).toBe("accepted");
    expect(changeForRefunds({ state: "effective", accepted: true })).toBe("none");
  });

  it("C4.9: a refund asked for while the change is so far is granted, waits, or goes to review", () => {
    const ask = (state: "open" | "effective", accepted: boolean, paidByPreviousHolder = false) =>
      decide(
        subscriptionRefund,
        refundFacts({
          subjectChange: changeForRefunds({ state, accepted }),
          order: { paidByPreviousHolder },
        }),
        policyWith(),
      ).refusals.map(({ code }) => code);
    expect(ask("open", false)).toEqual([]);
    expect(ask("open", true)).toEqual(["subject_change_pending"]);
    expect(ask("effective", true, true)).toEqual(["paid_by_previous_holder"]);
  });

  it("C4.1: ways to sign in are frozen from submission, refunds from acceptance, nothing once it is decided", () => {
    expect(frozenBy({ state: "open", accepted: false })).toEqual(["sign_in", "closing", "other_change"]);
    expect(frozenBy({ state: "open", accepted: true })).toContain("refunds");
    for (const state of ["draft", "effective", "withdrawn", "rejected", "expired", "revoked"] as const)
      expect(frozenBy({ state, accepted: true })).toEqual([]);
  });
});

describe("lifecycles", () => {
  it("end in exactly one way, and what took effect only ever by revocation (C4.4, C5.5)", () => {
    expect(terminalStatesOf(subjectChangeLifecycle)).toEqual([
      "withdrawn",
      "rejected",
      "terminated",
      "expired",
      "revoked",
    ]);
    expect(actionsFor(subjectChangeLifecycle, "effective", "owner")).toEqual([]);
    expect(actionsFor(subjectChangeLifecycle, "open", "owner")).toEqual(["withdraw"]);
    expect(actionsFor(subjectChangeLifecycle, "open", "system")).toEqual(["take_effect", "expire"]);
  });

  it("C3.6: once the new subject did both, nothing leads back", () => {
    expect(terminalStatesOf(subjectChangeInvitationLifecycle)).toEqual(["complete"]);
    for (const order of [
      ["accept", "verify"],
      ["verify", "accept"],
    ] as const) {
      const end = order.reduce<SubjectChangeInvitationState>((state, action) => {
        const move = attempt(subjectChangeInvitationLifecycle, state, action);
        return move.legal ? move.to : state;
      }, "invited");
      expect(end).toBe("complete");
    }
  });

  it("an edit always leads away from an agreement (C1.2)", () => {
    for (const state of statesOf(subjectChangeReviewLifecycle)) {
      const edited = attempt(subjectChangeReviewLifecycle, state, "edit");
      expect(edited.legal && edited.to !== "agreed").toBe(true);
    }
  });

  it("C3.8: only the ties of the clause and an open dispute can be waived", () => {
    const waivable = Object.entries(BLOCKERS).flatMap(([kind, rule]) =>
      rule.waivedBy.length > 0 ? [kind] : [],
    );
    expect(waivable).toEqual(["credit_control", "partnership", "dispute"]);
  });
});

describe("revoking (C5.5)", () => {
  const second = revoking({
    reviewer: { id: "sam", related: false },
    firstReviewer: { id: "rita", related: false },
  });

  it("C5.5: is a second handover with all the same steps, and names what stays in between", () => {
    const revocation = decide(revokeSubjectChange, second, policy).effects?.revocation;
    expect(revocation).toMatchObject({
      restoredSubjectId: "harbour",
      between: { subjectId: "nova", from: AT.verified, until: "2026-12-01T09:00:00.000Z" },
    });
    const plan = revocation?.plan ?? [];
    expect(plan.map(({ step }) => step)).toEqual(EFFECT_STEPS);
    expect(plan[0]).toMatchObject({ ids: ["period-2"], at: "2026-12-01T09:00:00.000Z" });
    expect(plan[1]).toMatchObject({ ids: ["harbour"] });
    expect(plan.every(({ at }) => at === "2026-12-01T09:00:00.000Z")).toBe(true);
  });

  it("C5.5: by one person it does nothing but wait for the other", () => {
    expect(decide(revokeSubjectChange, revoking(), policy).effects).toEqual({
      secondPersonNeeded: true,
      revocation: null,
    });
  });

  it("C5.3: whoever became related since does not count as the first any more, neither here nor in an agreement", () => {
    const became = { id: "rita", related: true };
    expect(decide(revokeSubjectChange, { ...second, firstReviewer: became }, policy).effects).toEqual({
      secondPersonNeeded: true,
      revocation: null,
    });
    const agreements = [{ ...became, fileVersion: file.version, at: AT.firstAgreed }];
    const sam = { id: "sam", related: false };
    expect(
      decide(agreeToSubjectChange, agreeing({ reviewer: sam, agreements }), policy).effects?.platformAgrees,
    ).toBe(false);
  });

  it("C4.4: a wish to undo is refused even where a breach is on record and two people would agree", () => {
    for (const askedBy of ["original_subject", "new_subject"] as const)
      expect(refusalsOf(decide(revokeSubjectChange, { ...second, askedBy }, policy))).toEqual([
        "C4.4 change_undo_refused",
      ]);
  });
});

describe("who answers for what", () => {
  const periods = [
    { id: "p1", subjectId: "harbour", from: "2026-01-01T00:00:00.000Z", until: AT.verified },
    { id: "p2", subjectId: "nova", from: AT.verified, until: null },
  ];
  const entry = (at: string, arisesAt = at, amountNanos = 1n) => ({
    id: at,
    kind: "usage" as const,
    at,
    arisesAt,
    amountNanos,
  });

  it("C4.8: a statement of a span takes what was booked in it, its first moment included, its last not", () => {
    const entries = [
      entry("2026-11-24T00:00:00.000Z"),
      entry("2026-11-25T00:00:00.000Z"),
      entry("2026-11-26T00:00:00.000Z"),
    ];
    const cut = cutByHolder(periods, entries, {
      from: "2026-11-24T00:00:00.000Z",
      until: "2026-11-26T00:00:00.000Z",
    });
    expect(cut).toMatchObject({
      adds: true,
      whole: { totalNanos: 2n },
      parts: [{ sums: { totalNanos: 1n } }, { sums: { totalNanos: 1n } }],
    });
  });

  it("C4.8: sums by kind, decisions counted", () => {
    const cut = cutByHolder(periods, [
      { ...entry("2026-11-20T00:00:00.000Z"), amountNanos: 5n },
      { ...entry("2026-11-21T00:00:00.000Z"), kind: "charge", amountNanos: 50n },
      { ...entry("2026-11-22T00:00:00.000Z"), kind: "refund", amountNanos: -20n },
      { ...entry("2026-11-22T12:00:00.000Z"), kind: "dispute", amountNanos: -7n },
      { ...entry("2026-11-23T00:00:00.000Z"), kind: "decision", amountNanos: 0n },
    ]);
    // 5 + 50 − 20 − 7 = 28.
    expect(cut.adds && cut.parts[0]?.sums).toEqual({
      usageNanos: 5n,
      chargesNanos: 50n,
      refundsNanos: -20n,
      disputesNanos: -7n,
      totalNanos: 28n,
      decisions: 1,
    });
  });

  it("C4.8: is no statement at all where periods leave a gap, overlap, or an entry belongs to nobody", () => {
    const [first, last] = periods;
    if (first === undefined || last === undefined) throw new Error("two periods");
    expect(cutByHolder([first, { ...last, from: "2026-11-25T00:00:00.000Z" }], [])).toMatchObject({
      fault: "periods",
    });
    expect(cutByHolder([{ ...first, until: null }, last], [])).toMatchObject({ fault: "periods" });
    expect(cutByHolder(periods, [entry("2025-12-31T23:59:59.999Z")])).toEqual({
      adds: false,
      fault: "unattributed",
      at: "2025-12-31T23:59:59.999Z",
    });
  });
});

describe("every decision", () => {
  it("replays byte-equal from what is stored of it", () => {
    const rules = [
      applySubjectChange,
      withdrawSubjectChange,
      agreeToSubjectChange,
      acceptSubjectChange,
      takeEffect,
      revokeSubjectChange,
    ];
    const decisions = [
      decide(applySubjectChange, applying(), policy),
      decide(withdrawSubjectChange, withdrawing(), policy),
      decide(agreeToSubjectChange, agreeing(), policy),
      decide(acceptSubjectChange, accepting(), policy),
      decide(takeEffect, taking(), policy),
      decide(takeEffect, taking({ blockers: [blocker("litigation")] }), policy),
      decide(revokeSubjectChange, revoking(), policy),
    ];
    for (const { json } of decisions) {
      const stored: Json = JSON.parse(JSON.stringify(json));
      expect(replay(stored, rules)).toEqual({ same: true });
    }
  });
});

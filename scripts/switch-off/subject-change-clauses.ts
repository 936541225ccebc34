import type { SwitchedOff } from "./clauses.ts";

const folder = "src/subject-changes";
const accept = `${folder}/accept.ts`;
const agree = `${folder}/agree.ts`;
const apply = `${folder}/apply.ts`;
const blockers = `${folder}/blockers.ts`;
const codes = "src/phones/codes.ts";
const conditions = `${folder}/conditions.ts`;
const consequences = `${folder}/consequences.ts`;
const end = `${folder}/end.ts`;
const frozen = `${folder}/frozen.ts`;
const grounds = `${folder}/grounds.ts`;
const liability = `${folder}/liability.ts`;
const people = `${folder}/people.ts`;
const plan = `${folder}/effect-plan.ts`;
const revoke = `${folder}/revoke.ts`;
const settle = `${folder}/settle-blocker.ts`;
const take = `${folder}/take-effect.ts`;
const withdraw = `${folder}/withdraw.ts`;

/** How each rule of a change of account subject is switched off. */
export const SUBJECT_CHANGES_SWITCHED_OFF: readonly SwitchedOff[] = [
  // The three conditions, at once.
  {
    clause: "C1.2",
    file: conditions,
    find: "holder.verified?.subjectId === holder.subjectId",
    replace: "true",
  },
  { clause: "C1.2", file: conditions, find: 'review.state !== "agreed"', replace: "false" },
  { clause: "C1.2", file: conditions, find: "fileVersion === file.version", replace: "true" },
  { clause: "C1.2", file: conditions, find: "...(accepted === null", replace: "...(false" },
  { clause: "C1.2", file: conditions, find: "...(verified === null", replace: "...(false" },
  {
    clause: "C1.2",
    file: take,
    find: "...conditionsOf(facts).flatMap((condition) => condition.refusals),",
    replace: "",
  },
  {
    clause: "C1.2",
    file: take,
    find: 'attempt(subjectChangeLifecycle, state, "take_effect").legal',
    replace: "true",
  },
  {
    clause: "C1.2",
    file: accept,
    find: "!isAgreedTo(acceptanceAgreement, facts.acceptance, terms)",
    replace: "false",
  },
  { clause: "C1.2", file: end, find: "...(step.conditionsHold", replace: "...(false" },
  // Who takes part.
  { clause: "C2.2", file: conditions, find: "holder.verified !== null && !isHolder", replace: "false" },
  { clause: "C2.2", file: conditions, find: "...(other ?", replace: "...(false ?" },
  { clause: "C2.2", file: apply, find: "facts.newSubjectId === facts.holder.subjectId", replace: "false" },
  { clause: "C2.2", file: accept, find: "newSubject.subjectId === facts.holderSubjectId", replace: "false" },
  { clause: "C2.2", file: accept, find: "facts.now > invitation.expiresAt", replace: "false" },
  { clause: "C2.2", file: accept, find: "invitation.attemptsLeft === 0", replace: "false" },
  // Conditions and procedure.
  { clause: "C3.1", file: apply, find: "...evidenceRefusals(facts.file),", replace: "" },
  { clause: "C3.1", file: agree, find: "...evidenceRefusals(file),", replace: "" },
  { clause: "C3.1", file: grounds, find: "row.some((kind)", replace: "row.every((kind)" },
  { clause: "C3.2", file: apply, find: "facts.startedFrom !== facts.accountId", replace: "false" },
  { clause: "C3.2", file: apply, find: "if (facts.otherOpen)", replace: "if (false)" },
  {
    clause: "C3.2",
    file: apply,
    find: '!attempt(subjectChangeLifecycle, facts.state, "submit").legal',
    replace: "false",
  },
  { clause: "C3.3", file: apply, find: "phoneCode.subjectId === phoneOf", replace: "true" },
  { clause: "C3.3", file: apply, find: "msBetween(phoneCode.at, now) <= minutes * 60_000", replace: "true" },
  { clause: "C3.3", file: codes, find: "facts.usedUpAt !== null &&", replace: "false &&" },
  { clause: "C3.3", file: codes, find: "facts.lastSentAt !== null &&", replace: "false &&" },
  { clause: "C3.3", file: codes, find: "facts.toNumber >= phones.dailyPerNumber", replace: "false" },
  { clause: "C3.3", file: codes, find: "facts.byAccount >= phones.dailyPerAccount", replace: "false" },
  { clause: "C3.3", file: codes, find: "facts.byLogin >= phones.dailyPerLogin", replace: "false" },
  { clause: "C3.3", file: codes, find: "isUsed || now > expiresAt", replace: "now > expiresAt" },
  { clause: "C3.3", file: codes, find: "now > expiresAt ||", replace: "false ||" },
  { clause: "C3.3", file: codes, find: "tries > phones.codeTries", replace: "false" },
  { clause: "C3.3", file: codes, find: "if (isRight) return", replace: "if (true) return" },
  { clause: "C3.3", file: grounds, find: '!evidence.includes("authorization_proof")', replace: "false" },
  { clause: "C3.3", file: people, find: "reviewer.id === startedBy", replace: "false" },
  {
    clause: "C3.5",
    file: conditions,
    find: "if (accepted === null || verified === null) return null;",
    replace:
      "if (accepted === null && verified === null) return null;\n  if (accepted === null || verified === null) return (accepted ?? verified)?.at ?? null;",
  },
  { clause: "C3.5", file: withdraw, find: 'askedBy !== "applicant"', replace: "false" },
  {
    clause: "C3.5",
    file: withdraw,
    find: '!attempt(subjectChangeLifecycle, state, "withdraw").legal',
    replace: "false",
  },
  { clause: "C3.6", file: withdraw, find: "completedAt !== null && completedAt <= now", replace: "false" },
  { clause: "C3.6", file: withdraw, find: "completedAt <= now", replace: "completedAt < now" },
  { clause: "C3.8", file: blockers, find: 'state === "open" &&', replace: "" },
  {
    clause: "C3.8",
    file: agree,
    find: '...blockerRefusals(facts.blockers, "agreement", null),',
    replace: "",
  },
  {
    clause: "C3.8",
    file: take,
    find: '...blockerRefusals(blockers, "effect", conditionsHoldSince(facts)),',
    replace: "",
  },
  { clause: "C3.8", file: settle, find: "!allowed.includes(role)", replace: "false" },
  { clause: "C3.8", file: settle, find: "!facts.reasonGiven", replace: "false" },
  { clause: "C3.8", file: settle, find: 'step === "waive" && waivedBy.length === 0', replace: "false" },
  { clause: "C3.8", file: end, find: "...(move.legal ?", replace: "...(true ?" },
  {
    clause: "C3.9",
    file: conditions,
    find: 'representative === "must" && capacity',
    replace: "false && capacity",
  },
  {
    clause: "C3.9",
    file: conditions,
    find: 'representative === "never" && capacity',
    replace: "false && capacity",
  },
  {
    clause: "C3.9",
    file: conditions,
    find: 'capacity === "representative" && applicant === null',
    replace: "false",
  },
  { clause: "C3.9", file: grounds, find: '!evidence.includes("authority_document")', replace: "false" },
  { clause: "C3.9", file: agree, find: "again && !other", replace: "false" },
  { clause: "C3.10", file: agree, find: "return now < until ?", replace: "return now <= until ?" },
  {
    clause: "C3.10",
    file: agree,
    find: "plusHours(contactsToldAt, policy.subjectChange.noticeHours)",
    replace: "contactsToldAt",
  },
  {
    clause: "C3.10",
    file: agree,
    find: "if (contactsToldAt === null) return",
    replace: 'if (contactsToldAt === null) return []; if (contactsToldAt === "") return',
  },
  { clause: "C3.10", file: blockers, find: "raisedAt >= heldSince", replace: "false" },
  { clause: "C3.10", file: blockers, find: "raisedAt >= heldSince", replace: "true" },
  // Consequences.
  {
    clause: "C4.1",
    file: plan,
    find: "EFFECT_STEPS.map((step) => {",
    replace: "EFFECT_STEPS.slice(1).map((step) => {",
  },
  {
    clause: "C4.1",
    file: consequences,
    find: "credits.bonusNanos + credits.giftNanos",
    replace: "credits.giftNanos",
  },
  { clause: "C4.1", file: frozen, find: 'state !== "open") return []', replace: "false) return []" },
  {
    clause: "C4.2",
    file: plan,
    find: "ids: ({ contents }) => contents.creditLines",
    replace: "ids: () => []",
  },
  {
    clause: "C4.2",
    file: plan,
    find: "ids: ({ contents }) => contents.priceTerms",
    replace: "ids: () => []",
  },
  { clause: "C4.3", file: apply, find: 'facts.scope === "part"', replace: "false" },
  { clause: "C4.4", file: withdraw, find: 'state === "effective"', replace: "false" },
  { clause: "C4.4", file: revoke, find: 'facts.askedBy !== "platform"', replace: "false" },
  {
    clause: "C4.5",
    file: plan,
    find: 'end_sessions: { clause: "C4.5", ids: ({ contents }) => contents.members }',
    replace: 'end_sessions: { clause: "C4.5", ids: () => [] }',
  },
  {
    clause: "C4.6",
    file: plan,
    find: "ids: ({ contents }) => contents.openHolds.map(({ id }) => id)",
    replace: "ids: () => []",
  },
  {
    clause: "C4.8",
    file: liability,
    find: "at >= from && (until === null || at < until);",
    replace: "at > from && (until === null || at <= until);",
  },
  {
    clause: "C4.8",
    file: liability,
    find: "isWithin(period, arisesAt));\n    return",
    replace: "isWithin(period, period.from));\n    return",
  },
  { clause: "C4.8", file: liability, find: "next.from !== period.until", replace: "false" },
  { clause: "C4.9", file: frozen, find: 'change.accepted ? "accepted" : "open"', replace: '"open"' },
  {
    clause: "C4.9",
    file: blockers,
    find: 'refund: { clause: "C4.9", holdsBack: ["effect"]',
    replace: 'refund: { clause: "C4.9", holdsBack: both',
  },
  {
    clause: "C4.9",
    file: blockers,
    find: "BLOCKERS[kind].holdsBack.includes(stage) &&",
    replace: 'kind !== "refund" &&',
  },
  { clause: "C4.10", file: accept, find: "overlapHours > maxHours", replace: "false" },
  {
    clause: "C4.10",
    file: take,
    find: "Math.min(facts.overlapHours, maxKeyOverlapHours)",
    replace: "facts.overlapHours",
  },
  { clause: "C4.10", file: plan, find: "at: ({ keysEndAt }) => keysEndAt,", replace: "" },
  {
    clause: "C4.10",
    file: take,
    find: 'facts.paymentMethodAdded ? "charged" : "waits"',
    replace: '"charged"',
  },
  {
    clause: "C4.10",
    file: liability,
    find: 'debtNanos: paidBy === "previous" ? 0n : restNanos',
    replace: "debtNanos: restNanos",
  },
  // Commitments.
  {
    clause: "C5.2",
    file: agree,
    find: '!attempt(subjectChangeReviewLifecycle, review, "agree").legal',
    replace: "false",
  },
  { clause: "C5.3", file: people, find: "...(reviewer.related", replace: "...(false" },
  { clause: "C5.3", file: agree, find: "...checkRefusals(file, facts.checked),", replace: "" },
  {
    clause: "C5.3",
    file: `${folder}/checks.ts`,
    find: "  ...BY_CAPACITY[capacity],\n",
    replace: "",
  },
  { clause: "C5.3", file: agree, find: "fileVersion === file.version", replace: "true" },
  {
    clause: "C5.3",
    file: agree,
    find: "reviewerRefusals({ reviewer: each, startedBy: facts.startedBy }).length === 0",
    replace: "true",
  },
  {
    clause: "C5.3",
    file: revoke,
    find: "reviewerRefusals({ reviewer: firstReviewer, startedBy }).length === 0",
    replace: "true",
  },
  {
    clause: "C5.3",
    file: agree,
    find: "platformAgrees: other",
    replace: "platformAgrees: true",
  },
  {
    clause: "C5.3",
    file: conditions,
    find: "peopleIn(countingAgreements(facts)) >= 2",
    replace: "peopleIn(countingAgreements(facts)) >= 1",
  },
  { clause: "C5.3", file: end, find: "now > step.expiresAt", replace: "true" },
  { clause: "C5.5", file: revoke, find: "facts.firstReviewer?.id === facts.reviewer.id", replace: "false" },
  { clause: "C5.5", file: revoke, find: "if (!facts.breachRecorded)", replace: "if (false)" },
  { clause: "C5.5", file: revoke, find: "if (facts.changedSince)", replace: "if (false)" },
  { clause: "C5.5", file: revoke, find: "revocation: secondPersonNeeded", replace: "revocation: false" },
];

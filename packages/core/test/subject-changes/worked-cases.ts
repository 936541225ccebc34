import { readFileSync } from "node:fs";
import { z } from "zod";
import { ROLES } from "../../src/access/index.ts";
import { accountLifecycle } from "../../src/accounts/index.ts";
import { decide } from "../../src/decision/index.ts";
import { statesOf } from "../../src/lifecycle/index.ts";
import { decimalToNanos } from "../../src/money/index.ts";
import {
  acceptSubjectChange,
  agreeToSubjectChange,
  applySubjectChange,
  type Capacity,
  type ChangeFile,
  chargebackShares,
  checklistOf,
  cutByHolder,
  type EndFacts,
  endSubjectChange,
  GROUNDS,
  revokeSubjectChange,
  settleBlocker,
  subjectChangeLifecycle,
  subjectChangeReviewLifecycle,
  TERMINATION_GROUNDS,
  takeEffect,
  withdrawSubjectChange,
} from "../../src/subject-changes/index.ts";
import { BLOCKER_KINDS, CHANGE_CHECKS, CHANGE_GROUNDS, EVIDENCE_KINDS } from "../../src/text/index.ts";
import {
  AT,
  accepting,
  agreeing,
  applying,
  blocker,
  conditions,
  file,
  nova,
  policy,
  refusalsOf,
  revoking,
  taking,
  withdrawing,
} from "./scenario.ts";

const instant = z.string();
const person = z.tuple([z.string(), z.enum(["same", "other"])]);
const common = {
  now: instant.optional(),
  account: z.enum(statesOf(accountLifecycle)).default("active"),
  blockers: z
    .array(
      z.union([
        z.tuple([z.enum(BLOCKER_KINDS), z.enum(["open", "waived"])]),
        z.tuple([z.enum(BLOCKER_KINDS), z.enum(["open", "waived"]), instant]),
      ]),
    )
    .default([]),
  ground: z.enum(CHANGE_GROUNDS).default("merger"),
  capacity: z.enum(["holder", "representative", "manager"]).default("holder"),
  evidence: z.array(z.enum(EVIDENCE_KINDS)).default([...file.evidence]),
  holderVerified: z.boolean().default(true),
  applicantVerified: z.enum(["holder", "own", "none"]).optional(),
  verifiedAs: z.string().default("nova"),
  startedBy: z.string().nullable().default(null),
  reviewer: z.string().default("rita"),
  related: z.boolean().default(false),
  expect: z.record(z.string(), z.unknown()),
};
const state = z.enum(statesOf(subjectChangeLifecycle));
const review = z.enum(statesOf(subjectChangeReviewLifecycle));

const caseSchema = z.discriminatedUnion("ask", [
  z.strictObject({
    ask: z.literal("apply"),
    ...common,
    state: state.default("draft"),
    startedFrom: z.enum(["own", "other"]).default("own"),
    otherOpen: z.boolean().default(false),
    scope: z.enum(["whole", "part"]).default("whole"),
    newIsHolder: z.boolean().default(false),
    phoneOf: z.enum(["holder", "applicant"]).optional(),
    phoneCodeAt: instant.nullable().default(AT.code),
    agreement: z.enum(["current", "other_words", "none"]).default("current"),
    commitments: z.enum(["current", "none"]).default("current"),
  }),
  z.strictObject({
    ask: z.literal("withdraw"),
    ...common,
    state: state.default("open"),
    askedBy: z.enum(["applicant", "new_subject", "old_contact"]).default("applicant"),
    acceptedAt: instant.optional(),
    verifiedAt: instant.optional(),
  }),
  z.strictObject({
    ask: z.literal("agree"),
    ...common,
    state: state.default("open"),
    review: review.default("pending"),
    toldAt: instant.nullable().default(AT.told),
    unchecked: z.array(z.enum(CHANGE_CHECKS)).default([]),
    first: person.optional(),
  }),
  z.strictObject({
    ask: z.literal("accept"),
    ...common,
    state: state.default("open"),
    attemptsLeft: z.int().default(5),
    newIsHolder: z.boolean().default(false),
    acceptance: z.enum(["current", "none"]).default("current"),
    overlapHours: z.int().default(0),
    acceptedAt: instant.optional(),
    verifiedAt: instant.optional(),
  }),
  z.strictObject({
    ask: z.literal("effect"),
    ...common,
    state: state.default("open"),
    review: review.default("agreed"),
    agreements: z
      .array(z.union([person, z.tuple([z.string(), z.enum(["same", "other"]), z.literal("related")])]))
      .default([
        ["rita", "same"],
        ["sam", "same"],
      ]),
    acceptedAt: instant.nullable().default(AT.accepted),
    verifiedAt: instant.nullable().default(AT.verified),
    overlapHours: z.int().default(0),
    paymentMethod: z.boolean().default(false),
  }),
  z.strictObject({
    ask: z.literal("end"),
    ...common,
    state: state.default("open"),
    step: z.enum(["reject", "terminate", "expire"]),
    why: z.enum(TERMINATION_GROUNDS).default("complaint"),
    conditionsHold: z.boolean().default(false),
    reason: z.boolean().default(true),
  }),
  z.strictObject({
    ask: z.literal("blocker"),
    ...common,
    step: z.enum(["place", "lift", "waive"]),
    kind: z.enum(BLOCKER_KINDS),
    role: z.enum(ROLES),
    blockerState: z.enum(["open", "lifted"]).optional(),
    reason: z.boolean().default(true),
    document: z.boolean().default(true),
  }),
  z.strictObject({
    ask: z.literal("revoke"),
    ...common,
    state: state.default("effective"),
    askedBy: z.enum(["platform", "original_subject", "new_subject"]).default("platform"),
    breach: z.boolean().default(true),
    later: z.boolean().default(false),
    otherOpen: z.boolean().default(false),
    first: person.optional(),
  }),
  z.strictObject({
    ask: z.literal("cut"),
    ...common,
    periods: z.array(z.tuple([z.string(), instant, instant.nullable()])),
    entries: z.array(z.tuple([z.enum(["usage", "charge", "refund"]), instant, instant, z.string()])),
  }),
  z.strictObject({
    ask: z.literal("chargeback"),
    ...common,
    disputed: z.string(),
    unspent: z.string(),
    paidBy: z.enum(["current", "previous"]),
  }),
]);
type Worked = z.output<typeof caseSchema>;
type Asked<Ask extends Worked["ask"]> = Extract<Worked, { ask: Ask }>;

/** A worked case of cases.md. */
export interface WorkedCase {
  readonly title: string;
  readonly expect: Readonly<Record<string, unknown>>;
  /** What the product answers, in the words of the document. */
  readonly answer: () => Readonly<Record<string, unknown>>;
}

/** Reads every case of the document; a heading without a block, or a block with an unknown word, is an error. */
export function readWorkedCases(path: string): readonly WorkedCase[] {
  const [, ...sections] = readFileSync(path, "utf8").split(/^### (?=H\d)/m);
  return sections.map((section) => {
    const title = section.slice(0, section.indexOf("\n"));
    const block = /^```json\n(?<json>.*?)\n```$/ms.exec(section)?.groups?.["json"];
    if (block === undefined) throw new Error(`no block: ${title}`);
    const given = caseSchema.parse(JSON.parse(block));
    const isRuling = given.ask !== "cut" && given.ask !== "chargeback";
    return {
      title,
      expect: isRuling ? { refusals: [], ...given.expect } : given.expect,
      answer: () => answerOf(given),
    };
  });
}

function answerOf(given: Worked): Readonly<Record<string, unknown>> {
  switch (given.ask) {
    case "apply":
      return apply(given);
    case "withdraw":
      return withdraw(given);
    case "agree":
      return agree(given);
    case "accept":
      return accept(given);
    case "effect":
      return effect(given);
    case "end":
      return end(given);
    case "blocker":
      return settle(given);
    case "revoke":
      return revoke(given);
    case "cut":
      return cut(given);
    case "chargeback": {
      const shares = chargebackShares({
        disputedNanos: nanos(given.disputed),
        unspentNanos: nanos(given.unspent),
        paidBy: given.paidBy,
      });
      const { frozenNanos, claimOnPreviousNanos, debtNanos } = shares;
      return { frozen: dollars(frozenNanos), claim: dollars(claimOnPreviousNanos), debt: dollars(debtNanos) };
    }
  }
}

function nanos(text: string): bigint {
  const amountNanos = decimalToNanos(text.replace("-", ""));
  if (amountNanos === null) throw new Error(`not an amount: ${text}`);
  return text.startsWith("-") ? -amountNanos : amountNanos;
}
const dollars = (amountNanos: bigint): string => String(Number(amountNanos) / 1e9);

/** What every ruling says; `missing` and `until` where a refusal names them. */
function ruling(decision: ReturnType<typeof decide>): Record<string, unknown> {
  const params = Object.assign({}, ...decision.refusals.map((each) => each.params)) as Record<string, string>;
  const { missing, until, checks } = params;
  return {
    outcome: decision.outcome,
    refusals: refusalsOf(decision),
    ...(missing === undefined ? {} : { missing: missing.split(", ") }),
    ...(until === undefined ? {} : { until }),
    ...(checks === undefined ? {} : { checks: checks.split(", ") }),
  };
}

const blockersIn = (given: Pick<Worked, "blockers">) =>
  given.blockers.map(([kind, standing, raisedAt]) => blocker(kind, standing, raisedAt));

const fileIn = ({ ground, capacity, evidence }: Omit<ChangeFile, "version">): ChangeFile => ({
  ...file,
  ground,
  capacity,
  evidence,
});

const holderIn = ({ holderVerified }: Pick<Worked, "holderVerified">) => ({
  ...conditions.holder,
  verified: holderVerified ? conditions.holder.verified : null,
});

const USUALLY: Record<Capacity, "holder" | "own" | "none"> = {
  holder: "holder",
  representative: "own",
  manager: "none",
};

/** As which subject whoever applies is verified. */
function applicantIn({
  capacity,
  applicantVerified,
}: {
  capacity: Capacity;
  applicantVerified?: "holder" | "own" | "none" | undefined;
}) {
  const as = applicantVerified ?? USUALLY[capacity];
  return as === "none"
    ? null
    : { subjectId: as === "holder" ? "harbour" : "heir", at: "2026-11-01T09:00:00.000Z" };
}

const did = (at: string | null | undefined, subjectId = "nova") => (at == null ? null : { subjectId, at });

function apply(given: Asked<"apply">) {
  const known = applicantIn(given);
  const phoneOf = given.phoneOf ?? (given.capacity === "representative" ? "applicant" : "holder");
  const changed = applying({
    state: given.state,
    startedFrom: given.startedFrom === "own" ? "account-1" : "account-2",
    accountState: given.account,
    otherOpen: given.otherOpen,
    scope: given.scope,
    file: fileIn(given),
    holder: holderIn(given),
    applicant: known,
    newSubjectId: given.newIsHolder ? "harbour" : "nova",
    phoneCode:
      given.phoneCodeAt === null
        ? null
        : { subjectId: phoneOf === "holder" ? "harbour" : "heir", at: given.phoneCodeAt },
    blockers: blockersIn(given),
  });
  const decision = decide(
    applySubjectChange,
    {
      ...changed,
      agreement:
        given.agreement === "none" || changed.agreement === null
          ? null
          : { ...changed.agreement, ...(given.agreement === "other_words" ? { hash: "other" } : {}) },
      commitments: given.commitments === "none" ? null : changed.commitments,
    },
    policy,
  );
  return {
    ...ruling(decision),
    expiresAt: decision.effects?.expiresAt,
    invitationExpiresAt: decision.effects?.invitationExpiresAt,
  };
}

function withdraw(given: Asked<"withdraw">) {
  const newSubject = {
    subjectId: "nova",
    accepted: did(given.acceptedAt),
    verified: did(given.verifiedAt, given.verifiedAs),
  };
  const { state: from, askedBy, now } = given;
  return ruling(
    decide(
      withdrawSubjectChange,
      withdrawing({ state: from, askedBy, newSubject, ...(now === undefined ? {} : { now }) }),
      policy,
    ),
  );
}

const versionOf = (which: "same" | "other") => (which === "same" ? file.version : "file-0");

function agree(given: Asked<"agree">) {
  const { state: from, review: reviewState, startedBy, toldAt, reviewer, related, first, now } = given;
  const decision = decide(
    agreeToSubjectChange,
    agreeing({
      ...(now === undefined ? {} : { now }),
      state: from,
      review: reviewState,
      file: fileIn(given),
      startedBy,
      contactsToldAt: toldAt,
      blockers: blockersIn(given),
      reviewer: { id: reviewer, related },
      checked: checklistOf(given).filter((check) => !given.unchecked.includes(check)),
      agreements:
        first === undefined
          ? []
          : [{ id: first[0], related: false, fileVersion: versionOf(first[1]), at: AT.told }],
    }),
    policy,
  );
  return { ...ruling(decision), agreed: decision.effects?.platformAgrees };
}

function accept(given: Asked<"accept">) {
  const newSubject = {
    ...nova,
    subjectId: given.newIsHolder ? "harbour" : "nova",
    accepted: did(given.acceptedAt),
    verified: did(given.verifiedAt),
  };
  const facts = accepting({
    ...(given.now === undefined ? {} : { now: given.now }),
    state: given.state,
    newSubject,
    invitation: { expiresAt: AT.invitationEnds, attemptsLeft: given.attemptsLeft },
    overlapHours: given.overlapHours,
  });
  const decision = decide(
    acceptSubjectChange,
    given.acceptance === "none" ? { ...facts, acceptance: null } : facts,
    policy,
  );
  return { ...ruling(decision), completes: decision.effects?.completes };
}

function effect(given: Asked<"effect">) {
  const decision = decide(
    takeEffect,
    taking({
      ...(given.now === undefined ? {} : { now: given.now }),
      state: given.state,
      accountState: given.account,
      file: fileIn(given),
      holder: holderIn(given),
      applicant: applicantIn(given),
      startedBy: given.startedBy,
      review: {
        state: given.review,
        agreements: given.agreements.map(([id, which, related], index) => ({
          id,
          related: related !== undefined,
          fileVersion: versionOf(which),
          at: index === 0 ? AT.firstAgreed : AT.agreed,
        })),
      },
      newSubject: {
        subjectId: "nova",
        accepted: did(given.acceptedAt),
        verified: did(given.verifiedAt, given.verifiedAs),
      },
      blockers: blockersIn(given),
      overlapHours: given.overlapHours,
      paymentMethodAdded: given.paymentMethod,
    }),
    policy,
  );
  return {
    ...ruling(decision),
    keysEndAt: decision.effects?.keysEndAt,
    renewal: decision.effects?.renewal,
  };
}

function end(given: Asked<"end">) {
  const by = { id: given.reviewer, related: given.related };
  const steps: Record<typeof given.step, EndFacts["step"]> = {
    reject: { kind: "reject", reasonGiven: given.reason, by },
    terminate: { kind: "terminate", ground: given.why, reasonGiven: given.reason, by },
    expire: { kind: "expire", expiresAt: AT.expires, conditionsHold: given.conditionsHold },
  };
  const decision = decide(
    endSubjectChange,
    {
      now: given.now ?? "2026-11-25T09:00:00.000Z",
      currency: "USD",
      changeId: "change-1",
      state: given.state,
      step: steps[given.step],
      startedBy: given.startedBy,
    },
    policy,
  );
  return { ...ruling(decision), to: decision.effects?.to };
}

function settle(given: Asked<"blocker">) {
  const decision = decide(
    settleBlocker,
    {
      now: "2026-11-22T10:00:00.000Z",
      currency: "USD",
      changeId: "change-1",
      step: given.step,
      kind: given.kind,
      standing: given.blockerState ?? (given.step === "place" ? "none" : "open"),
      role: given.role,
      related: given.related,
      reasonGiven: given.reason,
      documentGiven: given.document,
    },
    policy,
  );
  return ruling(decision);
}

function revoke(given: Asked<"revoke">) {
  const decision = decide(
    revokeSubjectChange,
    revoking({
      state: given.state,
      askedBy: given.askedBy,
      changedSince: given.later,
      otherOpen: given.otherOpen,
      breachRecorded: given.breach,
      startedBy: given.startedBy,
      reviewer: { id: given.reviewer, related: given.related },
      firstReviewer: given.first === undefined ? null : { id: given.first[0], related: false },
    }),
    policy,
  );
  return {
    ...ruling(decision),
    revoked: decision.effects === null ? undefined : decision.effects.revocation !== null,
  };
}

function cut({ periods, entries }: Asked<"cut">) {
  const found = cutByHolder(
    periods.map(([subjectId, from, until], index) => ({ id: `period-${index + 1}`, subjectId, from, until })),
    entries.map(([kind, at, arisesAt, amount], index) => ({
      id: `entry-${index + 1}`,
      kind,
      at,
      arisesAt,
      amountNanos: nanos(amount),
    })),
  );
  if (!found.adds) return { fault: found.fault };
  return {
    whole: dollars(found.whole.totalNanos),
    parts: found.parts.map(({ sums }) => dollars(sums.totalNanos)),
  };
}

/** Every ground of the closed list; a case must be there for each. */
export const grounds = Object.keys(GROUNDS);

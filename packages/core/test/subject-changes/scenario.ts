import { policyAt } from "../../src/policy/index.ts";
import {
  type AcceptFacts,
  type AccountContents,
  type AgreeFacts,
  type ApplyFacts,
  acceptanceAgreement,
  applicationAgreement,
  type ChangeFile,
  type ConditionFacts,
  checklistOf,
  commitmentAgreement,
  type RevokeFacts,
  type StandingBlocker,
  type TakeEffectFacts,
  type WithdrawFacts,
} from "../../src/subject-changes/index.ts";

export const policy = policyAt("2026-11-20T10:00:00.000Z");

/** The instants of the world that cases.md describes. */
export const AT = {
  code: "2026-11-20T09:58:00.000Z",
  submitted: "2026-11-20T10:00:00.000Z",
  told: "2026-11-20T10:00:05.000Z",
  firstAgreed: "2026-11-24T08:00:00.000Z",
  agreed: "2026-11-24T09:00:00.000Z",
  accepted: "2026-11-24T12:00:00.000Z",
  verified: "2026-11-24T12:30:00.000Z",
  invitationEnds: "2026-12-04T10:00:00.000Z",
  expires: "2027-02-18T10:00:00.000Z",
} as const;

const currency = "USD" as const;
const [changeId, accountId] = ["change-1", "account-1"];

/** An account with $12.00 in credits, Pro for $20.00, and something of everything that a change ends. */
export const contents: AccountContents = {
  credits: {
    paidNanos: 8_000_000_000n,
    bonusNanos: 1_000_000_000n,
    giftNanos: 1_000_000_000n,
    referralNanos: 2_000_000_000n,
  },
  subscription: {
    id: "subscription-1",
    planId: "pro",
    priceNanos: 20_000_000_000n,
    termEndsAt: "2026-12-10T10:00:00.000Z",
  },
  priceTerms: ["price-1"],
  creditLines: ["credit-1"],
  partnerships: ["partner-1"],
  accountLinks: ["link-1"],
  members: ["member-1", "member-2"],
  apiKeys: ["key-1", "key-2", "key-3"],
  paymentMethods: ["card-1"],
  autoTopUps: ["auto-1"],
  webhooks: ["webhook-1"],
  partnerGrants: ["grant-1"],
  referralLinks: ["referral-1"],
  invitations: ["invitation-1"],
  openHolds: [{ id: "hold-1", heldNanos: 350_000_000n }],
  waitingRefunds: [],
  continuing: ["contract-1"],
};

export const file: ChangeFile = {
  version: "file-1",
  ground: "merger",
  capacity: "holder",
  evidence: ["merger_agreement", "registry_extract"],
};
const holder = {
  subjectId: "harbour",
  periodId: "period-1",
  verified: { subjectId: "harbour", at: "2026-10-01T09:00:00.000Z" },
};

/** A blocker that was there before everything else. */
export const blocker = (
  kind: StandingBlocker["kind"],
  state: StandingBlocker["state"] = "open",
  raisedAt = "2026-11-20T09:00:00.000Z",
): StandingBlocker => ({ kind, state, raisedAt });

/** Agreement and commitments as an applicant gives them in English. */
export const consents = (given: ChangeFile) => ({
  agreement: {
    wording: applicationAgreement.current,
    language: "en" as const,
    hash: applicationAgreement.hash(applicationAgreement.current, "en", {
      currency,
      changeId,
      accountId,
      ground: given.ground,
      numbers: policy.subjectChange,
    }),
  },
  commitments: {
    wording: commitmentAgreement.current,
    language: "en" as const,
    hash: commitmentAgreement.hash(commitmentAgreement.current, "en", {
      currency,
      changeId,
      fileVersion: given.version,
    }),
  },
});

/** Harbour applies, two minutes after it entered the code. */
export const applying = (change: Partial<ApplyFacts> = {}): ApplyFacts => ({
  now: AT.submitted,
  currency,
  changeId,
  state: "draft",
  accountId,
  startedFrom: accountId,
  accountState: "active",
  otherOpen: false,
  scope: "whole",
  file,
  holder,
  applicant: holder.verified,
  newSubjectId: "nova",
  phoneCode: { subjectId: "harbour", at: AT.code },
  ...consents(change.file ?? file),
  contents,
  blockers: [],
  ...change,
});

/** Nova, which has neither accepted nor been verified. */
export const nova = { subjectId: "nova", accepted: null, verified: null };

/** Harbour takes its application back on the day after. */
export const withdrawing = (change: Partial<WithdrawFacts> = {}): WithdrawFacts => ({
  now: "2026-11-21T10:00:00.000Z",
  currency,
  changeId,
  state: "open",
  askedBy: "applicant",
  newSubject: nova,
  ...change,
});

/** Rita agrees, as the first. */
export const agreeing = (change: Partial<AgreeFacts> = {}): AgreeFacts => ({
  now: AT.firstAgreed,
  currency,
  changeId,
  state: "open",
  review: "pending",
  file,
  startedBy: null,
  contactsToldAt: AT.told,
  blockers: [],
  reviewer: { id: "rita", related: false },
  checked: [...checklistOf(change.file ?? file)],
  agreements: [],
  ...change,
});

/** Nova accepts, with an acceptance of exactly these terms. */
export const accepting = (change: Partial<AcceptFacts> = {}): AcceptFacts => {
  const { newSubject = nova, overlapHours = 0 } = change;
  return {
    now: AT.accepted,
    currency,
    changeId,
    accountId,
    state: "open",
    holderSubjectId: "harbour",
    newSubject,
    invitation: { expiresAt: AT.invitationEnds, attemptsLeft: 5 },
    acceptance: {
      wording: acceptanceAgreement.current,
      language: "en",
      hash: acceptanceAgreement.hash(acceptanceAgreement.current, "en", {
        currency,
        changeId,
        accountId,
        fromSubjectId: "harbour",
        toSubjectId: newSubject.subjectId,
        overlapHours,
      }),
    },
    overlapHours,
    contents,
    blockers: [],
    ...change,
  };
};

/** Everything that the three conditions need. */
export const conditions: ConditionFacts = {
  file,
  holder,
  applicant: holder.verified,
  startedBy: null,
  review: {
    state: "agreed",
    agreements: [
      { id: "rita", related: false, fileVersion: "file-1", at: AT.firstAgreed },
      { id: "sam", related: false, fileVersion: "file-1", at: AT.agreed },
    ],
  },
  newSubject: {
    subjectId: "nova",
    accepted: { subjectId: "nova", at: AT.accepted },
    verified: { subjectId: "nova", at: AT.verified },
  },
};

/** All three conditions hold, and nothing blocks. */
export const taking = (change: Partial<TakeEffectFacts> = {}): TakeEffectFacts => ({
  now: AT.verified,
  currency,
  changeId,
  accountId,
  state: "open",
  accountState: "active",
  ...conditions,
  blockers: [],
  contents,
  overlapHours: 0,
  preparedKeys: [],
  paymentMethodAdded: false,
  ...change,
});

/** The platform revokes a week later, by its first person. */
export const revoking = (change: Partial<RevokeFacts> = {}): RevokeFacts => ({
  now: "2026-12-01T09:00:00.000Z",
  currency,
  changeId,
  accountId,
  state: "effective",
  askedBy: "platform",
  effectiveAt: AT.verified,
  holder: { subjectId: "nova", periodId: "period-2" },
  originalSubjectId: "harbour",
  changedSince: false,
  otherOpen: false,
  breachRecorded: true,
  startedBy: null,
  reviewer: { id: "rita", related: false },
  firstReviewer: null,
  contents,
  ...change,
});

/** Clause and code of each refusal, as cases.md writes them. */
export const refusalsOf = (decision: {
  readonly refusals: readonly { readonly code: string; readonly clause: string }[];
}): string[] => decision.refusals.map(({ code, clause }) => `${clause} ${code}`);

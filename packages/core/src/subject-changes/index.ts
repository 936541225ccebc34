export { type AcceptFacts, acceptFactsSchema, acceptSubjectChange } from "./accept.ts";
export { ACCEPTANCE_ARTICLES } from "./acceptance-articles.ts";
export { type AgreeFacts, agreeFactsSchema, agreeToSubjectChange } from "./agree.ts";
export type { AcceptanceTerms, ApplicationTerms, CommitmentTerms, GivenConsent } from "./agreement-terms.ts";
export { acceptanceAgreement, applicationAgreement, commitmentAgreement } from "./agreements.ts";
export { APPLICATION_ARTICLES, COMMITMENT_ARTICLES } from "./application-articles.ts";
export { type ApplyFacts, applyFactsSchema, applySubjectChange } from "./apply.ts";
export type { Article } from "./article.ts";
export { BLOCKERS, type BlockerRule, blockersOf, type StandingBlocker } from "./blockers.ts";
export { COMMON_CHECKS, checklistOf } from "./checks.ts";
export {
  type Condition,
  type ConditionFacts,
  conditionsHoldSince,
  conditionsOf,
  type NewSubject,
  newSubjectCompletedAt,
} from "./conditions.ts";
export { type ConsequenceFacts, type Consequences, consequencesOf } from "./consequences.ts";
export { type AccountContents, accountContentsSchema } from "./contents.ts";
export {
  clauseOfStep,
  EFFECT_STEPS,
  type EffectStep,
  effectPlan,
  type Handover,
  type PlannedStep,
} from "./effect-plan.ts";
export { type EndFacts, endFactsSchema, endSubjectChange, TERMINATION_GROUNDS } from "./end.ts";
export { changeFileVersion, type EvidencePiece, type FileContents } from "./file-version.ts";
export { type ChangeUnderWay, changeForRefunds, type Frozen, frozenBy } from "./frozen.ts";
export { type Capacity, type ChangeFile, GROUNDS, type Ground, missingEvidence } from "./grounds.ts";
export {
  type ChargebackShares,
  chargebackShares,
  cutByHolder,
  type HolderLiability,
  type HolderPeriod,
  type LiabilityCut,
  type LiabilityEntry,
  type LiabilityFault,
} from "./liability.ts";
export {
  type SubjectChangeInvitationState,
  type SubjectChangeReviewState,
  type SubjectChangeState,
  subjectChangeInvitationLifecycle,
  subjectChangeLifecycle,
  subjectChangeReviewLifecycle,
} from "./lifecycle.ts";
export { type ChangeReviewer, type SubjectVerification } from "./people.ts";
export { checkRecord, type RecordManifest, type RecordProblem, recordManifestSchema } from "./record.ts";
export { type RevokeFacts, revokeFactsSchema, revokeSubjectChange } from "./revoke.ts";
export {
  type SettleBlockerFacts,
  settleBlocker,
  settleBlockerFactsSchema,
} from "./settle-blocker.ts";
export {
  type TakeEffectEffects,
  type TakeEffectFacts,
  takeEffect,
  takeEffectFactsSchema,
} from "./take-effect.ts";
export { type WithdrawFacts, withdrawFactsSchema, withdrawSubjectChange } from "./withdraw.ts";

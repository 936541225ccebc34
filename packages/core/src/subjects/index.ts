export {
  type DocumentProblem,
  type DocumentType,
  documentTypes,
  judgeDocument,
  type JudgedDocument,
  MAX_DOCUMENT_BYTES,
  MAX_DOCUMENTS,
} from "./document-file.ts";
export { type Holder, type HolderFacts, holderOf, type SubjectKind, subjectKinds } from "./holder.ts";
export { skeletonOf } from "./look-alikes.ts";
export { isSameName, matchNames, matchWholeNames, type NameMatch } from "./match-names.ts";
export { nameWarnings, type NameWarning } from "./name-warnings.ts";
export { comparedName, fullNameOf, type LegalName } from "./names.ts";
export { type VerificationOutcome, verificationOutcome, type VerificationReport } from "./outcome.ts";
export {
  type ErasureFacts,
  erasureRefusal,
  keptUntil,
  RETENTION,
  type RetentionClass,
  retentionClasses,
} from "./retention.ts";
export {
  type DocumentReviewState,
  documentReviewLifecycle,
  documentReviewsOpen,
  documentReviewsWritable,
} from "./review-lifecycle.ts";
export {
  type IdentityVerificationState,
  identityVerificationLifecycle,
  identityVerificationsLive,
} from "./verification-lifecycle.ts";

export { type Amendment, amendPolicy, type FieldProblem, fieldProblems } from "./amend.ts";
export { type PolicyBook, policyBook } from "./book.ts";
export { CLAUSES, type Clause, type ClauseId, type ClauseKind, clauseIdSchema } from "./clauses.ts";
export { completePolicy, samePolicy } from "./complete.ts";
export { type ChangedClause, type ChangedValue, diffPolicies, type PolicyDiff } from "./diff.ts";
export type { SectionId } from "./headings.ts";
export { type LotKind, type Policy, policySchema, type TopUpOffer } from "./policy.ts";
export {
  clauseText,
  type PublicClause,
  type PublicGroup,
  type PublicPolicy,
  type PublicSection,
  publicPolicy,
} from "./public-text.ts";
export { rebasePolicy } from "./rebase.ts";
export { POLICIES, policyAt, policyByVersion, SHIPPED_POLICIES } from "./shipped.ts";

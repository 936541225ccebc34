export { type Amendment, amendPolicy, type FieldProblem, fieldProblems } from "./amend.ts";
export { CLAUSES, type Clause, type ClauseId, type ClauseKind, clauseIdSchema } from "./clauses.ts";
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
export { POLICIES, policyAt, policyByVersion } from "./shipped.ts";

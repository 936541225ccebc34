export { CLAUSES, type Clause, type ClauseId, type ClauseKind, clauseIdSchema } from "./clauses.ts";
export { type LotKind, type Policy, policySchema } from "./policy.ts";
export { POLICIES, policyAt, policyByVersion } from "./shipped.ts";

import { z } from "zod";
import type { Clause } from "./clause.ts";
import { REFUND_CLAUSES } from "./refund-clauses.ts";
import { SUBJECT_CHANGE_CLAUSES } from "./subject-change-clauses.ts";
import { TERM_CLAUSES } from "./term-clauses.ts";

export type { Clause, ClauseKind } from "./clause.ts";

/** Every clause of the policy, by id: T subscriptions, R refunds, C change of account subject. */
export const CLAUSES = {
  ...TERM_CLAUSES,
  ...REFUND_CLAUSES,
  ...SUBJECT_CHANGE_CLAUSES,
} as const satisfies Record<string, Clause>;

/** Id of a clause, such as `R4.2`. */
export type ClauseId = keyof typeof CLAUSES;

/** Accepts the known clause ids only. */
export const clauseIdSchema = z.enum(Object.keys(CLAUSES) as [ClauseId, ...ClauseId[]]);

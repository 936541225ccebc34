import type { Language } from "../money/index.ts";
import { CLAUSES, type ClauseId } from "./clauses.ts";
import { type Policy, policySchema } from "./policy.ts";
import { clauseText } from "./public-text.ts";

/** A value that two policies disagree on; as JSON, and undefined where one has none. */
export interface ChangedValue {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A clause that customers would read differently. */
export interface ChangedClause {
  readonly clause: ClauseId;
  readonly before: Readonly<Record<Language, string>>;
  readonly after: Readonly<Record<Language, string>>;
}

/** What is different between two versions: the values, and the clauses whose public text they change. */
export interface PolicyDiff {
  readonly values: readonly ChangedValue[];
  readonly clauses: readonly ChangedClause[];
}

/** Compares two versions. Lists are compared whole; version and effective instant name a version, they are no change. */
export function diffPolicies(before: Policy, after: Policy): PolicyDiff {
  const [then, now] = [policySchema.encode(before), policySchema.encode(after)];
  const unnamed = { version: "", effectiveFrom: "" };
  return {
    values: changedValues({ ...then, ...unnamed }, { ...now, ...unnamed }, ""),
    clauses: CLAUSE_IDS.flatMap((clause) => {
      const [old, next] = [bothTexts(clause, before), bothTexts(clause, after)];
      return old.en === next.en && old.zh === next.zh ? [] : [{ clause, before: old, after: next }];
    }),
  };
}

const CLAUSE_IDS = Object.keys(CLAUSES) as ClauseId[];

const bothTexts = (clause: ClauseId, policy: Policy) => ({
  en: clauseText(clause, policy, "en"),
  zh: clauseText(clause, policy, "zh"),
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function changedValues(before: unknown, after: unknown, field: string): ChangedValue[] {
  if (isObject(before) && isObject(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      changedValues(before[key], after[key], field === "" ? key : `${field}.${key}`),
    );
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
}

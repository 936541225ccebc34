import type { z } from "zod";
import type { PolicyBook } from "./book.ts";
import { type Policy, policySchema } from "./policy.ts";
import { SHIPPED_POLICIES } from "./shipped.ts";

/** A field with what is wrong with it: `refunds.feeBps`, `payments[0].amount`; empty where it is the whole. */
export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
}

/** What zod found, field by field. */
export const fieldProblems = (error: z.ZodError): readonly FieldProblem[] =>
  error.issues.map(({ path, message }) => ({
    field: path.reduce<string>(
      (text, part) =>
        typeof part === "number" ? `${text}[${part}]` : `${text}${text && "."}${String(part)}`,
      "",
    ),
    problem: message,
  }));

/** An amended policy, or why it is none. */
export type Amendment =
  | { readonly policy: Policy }
  | { readonly problems: readonly [FieldProblem, ...FieldProblem[]] };

/**
 * A policy with some values replaced: objects are merged, anything else, lists too, is taken as given. The outcome is
 * read like any policy. It needs a version of its own: a decision names its version, and that must say one thing only.
 * @param known the versions whose names are taken
 */
export function amendPolicy(
  base: Policy,
  change: unknown,
  known: Pick<PolicyBook, "byVersion"> = SHIPPED_POLICIES,
): Amendment {
  const read = policySchema.safeParse(merged(policySchema.encode(base), change));
  if (!read.success) {
    const [first = { field: "", problem: "not a policy" }, ...rest] = fieldProblems(read.error);
    return { problems: [first, ...rest] };
  }
  return known.byVersion(read.data.version) === null
    ? { policy: read.data }
    : { problems: [{ field: "version", problem: `${read.data.version} is taken; give the change its own` }] };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function merged(base: unknown, change: unknown): unknown {
  if (!isObject(base) || !isObject(change)) return change;
  const values = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(change)) values.set(key, merged(values.get(key), value));
  return Object.fromEntries(values);
}

import { z } from "zod";
import { canonicalize, type Json } from "../decision/canonical.ts";
import { type Policy, policySchema } from "./policy.ts";

/**
 * Reads a stored version. Where this build has a field that the version was written before, the version takes the
 * shipped policy's value: the rule that reads it did not exist then. What it does say is never touched, and neither are
 * lists by country or currency: what is not listed there is not listed on purpose.
 * @param stored a policy in its JSON form
 * @throws ZodError when it is none
 */
export const completePolicy = (stored: unknown, shipped: Policy): Policy =>
  policySchema.parse(completed(policySchema, stored, policySchema.encode(shipped)));

/** Whether a stored version says nothing else than a shipped one: it may lack what came later. */
export function samePolicy(stored: unknown, shipped: Policy): boolean {
  const read = policySchema.safeParse(completed(policySchema, stored, policySchema.encode(shipped)));
  return (
    read.success &&
    canonicalize(policySchema.encode(read.data) as Json) ===
      canonicalize(policySchema.encode(shipped) as Json)
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function completed(schema: unknown, stored: unknown, shipped: unknown): unknown {
  if (!(schema instanceof z.ZodObject) || !isObject(stored) || !isObject(shipped)) return stored;
  const values = new Map(Object.entries(stored));
  for (const [key, field] of Object.entries(schema.shape))
    if (key in shipped)
      values.set(key, key in stored ? completed(field, stored[key], shipped[key]) : shipped[key]);
  return Object.fromEntries(values);
}

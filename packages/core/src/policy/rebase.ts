import { type Policy, policySchema } from "./policy.ts";

/**
 * Lays what changed between two versions over a third: values that they disagree on become the later one's, all others
 * stay. So a change can be tried on decisions of several versions and nothing but the change shows.
 * @returns null where that makes no policy
 */
export function rebasePolicy(own: Policy, from: Policy, to: Policy): Policy | null {
  if (own.version === from.version) return to;
  const laid = overlaid(policySchema.encode(own), policySchema.encode(from), policySchema.encode(to));
  return policySchema.safeParse(laid).data ?? null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function overlaid(own: unknown, from: unknown, to: unknown): unknown {
  if (JSON.stringify(from) === JSON.stringify(to)) return own;
  if (!isObject(own) || !isObject(from) || !isObject(to)) return to;
  const values = new Map(Object.entries(own));
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const value = overlaid(own[key], from[key], to[key]);
    if (value === undefined) values.delete(key);
    else values.set(key, value);
  }
  return Object.fromEntries(values);
}

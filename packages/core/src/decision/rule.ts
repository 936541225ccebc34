import type { z } from "zod";
import type { Currency } from "../money/index.ts";
import { type Policy, type PolicyBook, SHIPPED_POLICIES } from "../policy/index.ts";
import type { Instant } from "../time/index.ts";
import { canonicalize, type Json } from "./canonical.ts";
import {
  type DecisionJson,
  decisionSchema,
  type Line,
  linesAddUp,
  type Outcome,
  type Refusal,
} from "./decision.ts";

/** What every rule's facts contain: the clock reading and the currency the lines are in. */
export interface CommonFacts {
  /** The database clock, read once, under lock. */
  readonly now: Instant;
  readonly currency: Currency;
}

/** What a rule answers. */
export interface Ruling<Effects> {
  readonly outcome: Outcome;
  readonly refusals: readonly Refusal[];
  readonly lines: readonly Line[];
  readonly effects: Effects;
}

/**
 * A rule: facts and policy in, ruling out, nothing else. `rulesVersion` goes up whenever the same facts and policy
 * would give another answer; the old version stays in the registry, so that old decisions replay byte-equal.
 */
export interface Rule<Facts extends CommonFacts, Effects> {
  readonly kind: string;
  readonly rulesVersion: number;
  readonly facts: z.ZodType<Facts, unknown>;
  readonly effects: z.ZodType<Effects, unknown>;
  decide(facts: Facts, policy: Policy): Ruling<Effects>;
}

/** A ruling with its stored form beside it. */
export interface Decided<Effects> extends Ruling<Effects> {
  readonly json: DecisionJson;
}

/** A rule whatever its facts: what the registry of all rules holds, and all that a replay needs. */
export interface RegisteredRule {
  readonly kind: string;
  readonly rulesVersion: number;
  /** Decides from facts in their JSON form. `null` when these are not facts of this rule. */
  redecide(facts: unknown, policy: Policy): DecisionJson | null;
}

/** Completes a rule: names its types from its schemas and makes it replayable. */
export const defineRule = <Facts extends CommonFacts, Effects>(
  rule: Rule<Facts, Effects>,
): Rule<Facts, Effects> & RegisteredRule => ({
  ...rule,
  redecide(facts, policy) {
    const read = rule.facts.safeParse(facts);
    return read.success ? decide(rule, read.data, policy).json : null;
  },
});

/**
 * Applies a rule and makes the decision's JSON form. The facts make the trip through their schema, so what is stored
 * is exactly what a replay reads.
 * @throws Error when the lines do not add up: a fault of the rule, never of the input.
 */
export function decide<Facts extends CommonFacts, Effects>(
  rule: Rule<Facts, Effects>,
  facts: Facts,
  policy: Policy,
): Decided<Effects> {
  const ruling = rule.decide(facts, policy);
  if (!linesAddUp(ruling.lines)) throw new Error(`lines of ${rule.kind} do not add up`);
  const json = {
    kind: rule.kind,
    rulesVersion: rule.rulesVersion,
    policyVersion: policy.version,
    decidedAt: facts.now,
    currency: facts.currency,
    outcome: ruling.outcome,
    refusals: [...ruling.refusals],
    lines: ruling.lines.map((each) => ({ ...each, amountNanos: each.amountNanos.toString() })),
    effects: rule.effects.encode(ruling.effects) as DecisionJson["effects"],
    facts: rule.facts.encode(facts) as DecisionJson["facts"],
  } satisfies DecisionJson;
  return { ...ruling, json };
}

/** What a replay found. */
export type Replay =
  | { readonly same: true }
  | {
      readonly same: false;
      readonly reason: "unknown_rule" | "unknown_policy" | "unreadable" | "different";
      readonly detail: string;
    };

/**
 * Decides a stored decision anew from its own facts, policy version and rules version, and compares byte by byte. A
 * stored fact that was altered shows as a difference, or as facts the rule cannot read.
 * @param policies where the decision's policy version is found
 */
export function replay(
  stored: unknown,
  rules: readonly RegisteredRule[],
  policies: Pick<PolicyBook, "byVersion"> = SHIPPED_POLICIES,
): Replay {
  try {
    return replayReadable(stored, rules, policies);
  } catch (error) {
    // A stored float, a lone surrogate, nesting beyond the stack: an altered record is a finding, not a crash.
    return { same: false, reason: "unreadable", detail: error instanceof Error ? error.message : "" };
  }
}

function replayReadable(
  stored: unknown,
  rules: readonly RegisteredRule[],
  policies: Pick<PolicyBook, "byVersion">,
): Replay {
  const read = decisionSchema.safeParse(stored);
  if (!read.success)
    return { same: false, reason: "unreadable", detail: read.error.issues[0]?.message ?? "" };
  const { kind, rulesVersion, policyVersion } = read.data;
  const rule = rules.find((each) => each.kind === kind && each.rulesVersion === rulesVersion);
  if (rule === undefined) return { same: false, reason: "unknown_rule", detail: `${kind} v${rulesVersion}` };
  const policy = policies.byVersion(policyVersion);
  if (policy === null) return { same: false, reason: "unknown_policy", detail: policyVersion };
  const again = rule.redecide(read.data.facts, policy);
  if (again === null) return { same: false, reason: "unreadable", detail: "facts do not fit the rule" };
  const before = canonicalize(stored as Json);
  const after = canonicalize(again as Json);
  return before === after
    ? { same: true }
    : { same: false, reason: "different", detail: firstDifference(before, after) };
}

/** The neighbourhood of the first differing character, for the operator's report. */
function firstDifference(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at += 1;
  const from = Math.max(0, at - 40);
  return `stored …${before.slice(from, at + 40)}… now …${after.slice(from, at + 40)}…`;
}

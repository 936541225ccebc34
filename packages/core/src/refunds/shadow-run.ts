import { z } from "zod";
import { type DecisionJson, decisionSchema, type Outcome, type RegisteredRule } from "../decision/index.ts";
import type { Currency } from "../money/index.ts";
import {
  amendPolicy,
  type FieldProblem,
  type Policy,
  type PolicyBook,
  SHIPPED_POLICIES,
} from "../policy/index.ts";

/** Kinds of decision by which a refund is asked for. */
export const REFUND_REQUEST_KINDS: readonly string[] = ["refund.subscription", "refund.top_up"];

/** A request that would have been answered otherwise. */
export interface ShadowDifference {
  readonly decisionId: string;
  readonly orderId: string;
  readonly currency: Currency;
  readonly before: ShadowAnswer;
  readonly after: ShadowAnswer;
  /** What the customer would have had more, or less where it is negative. */
  readonly movedNanos: bigint;
}

/** One answer to a request: its outcome, the headline of a refusal, and what would be paid out, nanos. */
export interface ShadowAnswer {
  readonly outcome: Outcome;
  readonly headline: string | null;
  readonly finalNanos: bigint;
}

/** What a change means in one currency, nanos. */
export interface ShadowSums {
  readonly currency: Currency;
  readonly requests: number;
  readonly changed: number;
  /** Paid out by the decisions as they were made, and as they would be. An order counts once, when first granted. */
  readonly beforeNanos: bigint;
  readonly afterNanos: bigint;
  readonly movedNanos: bigint;
}

/** What a shadow run found. */
export interface ShadowReport {
  readonly requests: number;
  readonly changed: number;
  /** Decisions that no rule of this build could decide again; they are in no other number. */
  readonly unreadable: number;
  /** How many went from which outcome to which, of those that changed. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly currencies: readonly ShadowSums[];
}

/** A run under way: requests go in, in the order in which they were made, differences come out. */
export interface ShadowRun {
  /** @returns what is different, or null where nothing is */
  add(decisionId: string, stored: unknown): ShadowDifference | null;
  report(): ShadowReport;
}

const asked = z.object({ order: z.object({ id: z.string() }) });

/**
 * Decides stored requests again under a changed policy (the facts stay as they were: who refrained from asking does not
 * appear, and refunds counted over other days are counted as they were). The change is laid over the very version that
 * each was decided by, so that nothing but the change shows; an empty one changes nothing.
 * @param known where the versions of stored decisions are found
 * @returns the run, or what is wrong with the change
 */
export function shadowRun(
  base: Policy,
  change: unknown,
  rules: readonly RegisteredRule[],
  known: Pick<PolicyBook, "byVersion"> = SHIPPED_POLICIES,
): ShadowRun | { readonly problems: readonly FieldProblem[] } {
  const first = amendPolicy(base, change, known);
  if ("problems" in first) return first;
  return shadowRunUnder(
    (own) => {
      const laid = own.version === base.version ? first : amendPolicy(own, change, known);
      return "problems" in laid ? null : laid.policy;
    },
    rules,
    known,
  );
}

/**
 * The same with the change as a function: what a version becomes by it, or null where that is no policy.
 * @param known where the versions of stored decisions are found
 */
export function shadowRunUnder(
  changed: (own: Policy) => Policy | null,
  rules: readonly RegisteredRule[],
  known: Pick<PolicyBook, "byVersion">,
): ShadowRun {
  const policies = new Map<string, Policy | null>();
  const changedOf = (version: string): Policy | null => {
    let policy = policies.get(version);
    if (policy === undefined) {
      const own = known.byVersion(version);
      policy = own === null ? null : changed(own);
      policies.set(version, policy);
    }
    return policy;
  };
  const book = new ShadowBook();
  return {
    add(decisionId, stored) {
      const read = decisionSchema.safeParse(stored);
      const order = asked.safeParse(read.data?.facts);
      const again = read.success ? decidedAgain(read.data, changedOf(read.data.policyVersion), rules) : null;
      if (!read.success || !order.success || again === null) return book.unreadable();
      return book.enter(decisionId, order.data.order.id, stored as DecisionJson, again);
    },
    report: () => book.report(),
  };
}

function decidedAgain(
  stored: z.output<typeof decisionSchema>,
  policy: Policy | null,
  rules: readonly RegisteredRule[],
): DecisionJson | null {
  const rule = rules.find((each) => each.kind === stored.kind && each.rulesVersion === stored.rulesVersion);
  return policy === null || rule === undefined ? null : rule.redecide(stored.facts, policy);
}

const answerOf = ({ outcome, refusals, lines }: DecisionJson): ShadowAnswer => ({
  outcome,
  headline: refusals[0]?.code ?? null,
  finalNanos:
    outcome === "granted"
      ? BigInt(lines.findLast(({ key }) => key === "final_amount")?.amountNanos ?? "0")
      : 0n,
});

/** Outcome, every reason and every amount; the policy's name alone is no difference. */
const comparable = ({ outcome, refusals, lines }: DecisionJson): string =>
  JSON.stringify([
    outcome,
    refusals.map(({ code }) => code),
    lines.map(({ key, amountNanos }) => [key, amountNanos]),
  ]);

class ShadowBook {
  #requests = 0;
  #changed = 0;
  #unreadable = 0;
  readonly #outcomes = new Map<string, number>();
  readonly #sums = new Map<Currency, { requests: number; changed: number; before: bigint; after: bigint }>();
  readonly #grantedBefore = new Set<string>();
  readonly #grantedAfter = new Set<string>();

  unreadable(): null {
    this.#unreadable += 1;
    return null;
  }

  enter(
    decisionId: string,
    orderId: string,
    stored: DecisionJson,
    again: DecisionJson,
  ): ShadowDifference | null {
    const { currency } = stored;
    const [before, after] = [answerOf(stored), answerOf(again)];
    const sums = this.#sums.get(currency) ?? { requests: 0, changed: 0, before: 0n, after: 0n };
    this.#sums.set(currency, sums);
    this.#requests += 1;
    sums.requests += 1;
    if (firstGrant(this.#grantedBefore, orderId, before)) sums.before += before.finalNanos;
    if (firstGrant(this.#grantedAfter, orderId, after)) sums.after += after.finalNanos;
    if (comparable(stored) === comparable(again)) return null;
    this.#changed += 1;
    sums.changed += 1;
    const outcomes = `${before.outcome} → ${after.outcome}`;
    this.#outcomes.set(outcomes, (this.#outcomes.get(outcomes) ?? 0) + 1);
    const movedNanos = after.finalNanos - before.finalNanos;
    return { decisionId, orderId, currency, before, after, movedNanos };
  }

  report(): ShadowReport {
    return {
      requests: this.#requests,
      changed: this.#changed,
      unreadable: this.#unreadable,
      outcomes: Object.fromEntries(this.#outcomes),
      currencies: [...this.#sums].map(([currency, { requests, changed, before, after }]) => ({
        currency,
        requests,
        changed,
        beforeNanos: before,
        afterNanos: after,
        movedNanos: after - before,
      })),
    };
  }
}

function firstGrant(granted: Set<string>, orderId: string, { outcome }: ShadowAnswer): boolean {
  if (outcome !== "granted" || granted.has(orderId)) return false;
  granted.add(orderId);
  return true;
}

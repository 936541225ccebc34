import { z } from "zod";
import type { Refusal } from "../decision/index.ts";
import { nanosSchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import type { RefundConcession } from "../refunds/index.ts";

/**
 * What a reviewer decides otherwise than the rules, one line each, always in the customer's favour. The reason of each
 * is kept with the case and not in here: facts hold nothing about people.
 */
export const caseOverrideSchema = z.discriminatedUnion("kind", [
  /** R2.10: a person looked, and serial refunds do not speak against this one. */
  z.strictObject({ kind: z.literal("review_passed") }),
  /** C4.9: the order was paid by the previous holder, whose card the money reaches. */
  z.strictObject({ kind: z.literal("previous_holder_paid") }),
  /** T1.4: the law of a country gives more time. */
  z.strictObject({ kind: z.literal("statutory"), country: z.string().regex(/^[A-Z]{2}$/) }),
  /** A lower fee than the policy's. */
  z.strictObject({ kind: z.literal("fee"), feeBps: z.int().min(0).max(10_000) }),
  /** Usage that is not held against the customer, such as during an incident. */
  z.strictObject({
    kind: z.literal("usage_excused"),
    nanos: nanosSchema.refine((each) => each > 0n),
  }),
]);
/** See {@link caseOverrideSchema}. */
export type CaseOverride = z.output<typeof caseOverrideSchema>;

/** Facts of a refund, of either kind of order, as far as overrides change them. */
export interface OverridableFacts {
  readonly order: { readonly paidByPreviousHolder: boolean };
  readonly recentRefunds: number;
  readonly concession?: RefundConcession;
}

/** The facts and policy that a case is worked out from once its overrides are in them. */
export interface Overridden<Facts> {
  readonly facts: Facts;
  readonly policy: Policy;
  /** What settling needs to know of them; null where no amount changes. */
  readonly concession: RefundConcession | null;
  /** Overrides that do not fit the case. */
  readonly refusals: readonly Refusal[];
}

/** The refusals that a reviewer may set aside, and how: each is a refusal that asks for a person (R2.10, C4.9). */
const SET_ASIDE = {
  review_passed: {
    code: "review_required",
    without: <Facts extends OverridableFacts>(facts: Facts): Facts => ({ ...facts, recentRefunds: 0 }),
  },
  previous_holder_paid: {
    code: "paid_by_previous_holder",
    without: <Facts extends OverridableFacts>(facts: Facts): Facts => ({
      ...facts,
      order: { ...facts.order, paidByPreviousHolder: false },
    }),
  },
} as const;

/**
 * Puts the overrides into facts and policy. `standing` are the codes that stand against the request without them: only
 * what stands can be set aside, so that no override is there for nothing.
 */
export function applyOverrides<Facts extends OverridableFacts>(
  given: {
    readonly facts: Facts;
    readonly policy: Policy;
    /** The most usage that may not be counted. */
    readonly excusableNanos: bigint;
  },
  overrides: readonly CaseOverride[],
  standing: ReadonlySet<string>,
): Overridden<Facts> {
  let { facts, policy } = given;
  const refusals: Refusal[] = [];
  const concession: { feeBps?: number; excusedUsageNanos?: bigint } = {};
  const notApplicable = (override: CaseOverride) =>
    refusals.push({
      code: "override_not_applicable",
      clause: "R5.2",
      params: { override: override.kind },
    });
  for (const override of overrides)
    switch (override.kind) {
      case "review_passed":
      case "previous_holder_paid": {
        const { code, without } = SET_ASIDE[override.kind];
        if (standing.has(code)) facts = without(facts);
        else notApplicable(override);
        break;
      }
      case "statutory": {
        const law = given.policy.refunds.statutoryExceptions[override.country];
        const { country } = override;
        if (law === undefined)
          refusals.push({
            code: "statutory_window_expired",
            clause: "T1.4",
            params: { country, windowHours: String(given.policy.refunds.windowHours) },
          });
        else {
          // Never less than the policy's own window.
          const windowHours = Math.max(law.windowHours, given.policy.refunds.windowHours);
          policy = { ...policy, refunds: { ...policy.refunds, windowHours } };
          if (law.waivesFee) concession.feeBps = 0;
        }
        break;
      }
      case "fee":
        if (override.feeBps < given.policy.refunds.feeBps)
          concession.feeBps = Math.min(override.feeBps, concession.feeBps ?? override.feeBps);
        else notApplicable(override);
        break;
      case "usage_excused":
        if (override.nanos <= given.excusableNanos) concession.excusedUsageNanos = override.nanos;
        else notApplicable(override);
        break;
    }
  const changes = Object.keys(concession).length > 0;
  return {
    facts: changes ? { ...facts, concession } : facts,
    policy,
    concession: changes ? concession : null,
    refusals,
  };
}

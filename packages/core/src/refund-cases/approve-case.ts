import { z } from "zod";
import { defineRule, type Refusal, type Rule, type Ruling } from "../decision/index.ts";
import { currencySchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import {
  excusableTopUpNanos,
  refundConcessionSchema,
  subscriptionRefund,
  subscriptionRefundEffectsSchema,
  subscriptionRefundFactsSchema,
  type SubscriptionRefundFacts,
  topUpRefund,
  topUpRefundEffectsSchema,
  topUpRefundFactsSchema,
  type TopUpRefundFacts,
} from "../refunds/index.ts";
import { instantSchema } from "../time/index.ts";
import { applyOverrides, caseOverrideSchema } from "./overrides.ts";

const id = z.string().min(1).max(64);

/** What an approval is decided from besides the facts of the refund. No personal data: people appear by id. */
const approvalShape = {
  now: instantSchema,
  currency: currencySchema,
  caseId: id,
  overrides: z.array(caseOverrideSchema).max(8),
  /** Who approves now, and who approved exactly this before; null where nobody did. */
  approver: id,
  firstApprover: id.nullable(),
};

/**
 * Everything the approval of a case is decided from. `refund` are the facts of the order's refund, read now, with the
 * receipt of the message as `requestedAt` (R5.2).
 */
export const approveCaseFactsSchema = z.strictObject({
  ...approvalShape,
  refund: subscriptionRefundFactsSchema,
});
/** See {@link approveCaseFactsSchema}. */
export type ApproveCaseFacts = z.output<typeof approveCaseFactsSchema>;

/** The same of a case about a top-up. */
const approveTopUpCaseFactsSchema = z.strictObject({ ...approvalShape, refund: topUpRefundFactsSchema });

const effectsShape = {
  /** Nothing happens yet but that this approval is recorded: another person has to approve too. */
  secondPersonNeeded: z.boolean(),
  /** What settling has to know of the overrides. */
  concession: refundConcessionSchema.nullable(),
};

const effectsSchema = z
  .strictObject({ ...effectsShape, refund: subscriptionRefundEffectsSchema.unwrap() })
  .nullable();
/** Effects of an approval; null where it is refused. */
export type ApproveCaseEffects = z.output<typeof effectsSchema>;

const topUpEffectsSchema = z
  .strictObject({ ...effectsShape, refund: topUpRefundEffectsSchema.unwrap() })
  .nullable();

/**
 * Approves a refund that was asked for by message (R5.2). The same refusals and amounts as by self-service, with three
 * differences: the channel does not matter (R7.1), what asks for a person (R2.10, C4.9) is what this person says a word
 * about, and each override is a line of its own. The window is judged at the receipt of the message, the amount now.
 * Beyond the policy's threshold nothing happens until a second person approves the same.
 */
export const approveCase = defineRule({
  kind: "refund.case",
  rulesVersion: 1,
  facts: approveCaseFactsSchema,
  effects: effectsSchema,
  decide: (facts, policy) => decideApproval(subscriptionRefund, facts, policy, facts.refund.usedNanos),
});

/** The same of a top-up order: by the rules of top-ups (R1.2, R3.3), bonus and wallet included. */
export const approveTopUpCase = defineRule({
  kind: "refund.case_top_up",
  rulesVersion: 1,
  facts: approveTopUpCaseFactsSchema,
  effects: topUpEffectsSchema,
  decide: (facts, policy) =>
    decideApproval(topUpRefund, facts, policy, excusableTopUpNanos(facts.refund, policy.refunds)),
});

/** Facts of a refund of either kind of order. */
type RefundFacts = SubscriptionRefundFacts | TopUpRefundFacts;
/** Effects of a refund request, as far as an approval looks at them. */
interface ExpectedRefund {
  readonly expected: { readonly netNanos: bigint };
}

function decideApproval<Refund extends RefundFacts, Effects extends ExpectedRefund>(
  rule: Pick<Rule<Refund, Effects | null>, "decide">,
  facts: Omit<ApproveCaseFacts, "refund"> & { readonly refund: Refund },
  policy: Policy,
  excusableNanos: bigint,
): Ruling<{
  secondPersonNeeded: boolean;
  refund: Effects;
  concession: NonNullable<ApproveCaseEffects>["concession"];
} | null> {
  const asked: Refund = { ...facts.refund, now: facts.now, route: "email" };
  const plain = rule.decide(asked, policy);
  const standing = new Set<string>(plain.refusals.map(({ code }) => code));
  const overridden = applyOverrides({ facts: asked, policy, excusableNanos }, facts.overrides, standing);
  const ruling = rule.decide(overridden.facts, overridden.policy);
  const finalNanos = ruling.effects?.expected.netNanos ?? 0n;
  const needsSecond = finalNanos > policy.refunds.fourEyesAboveNanos;
  const refusals: readonly Refusal[] = [
    ...ruling.refusals,
    ...overridden.refusals,
    ...(needsSecond && facts.firstApprover === facts.approver ? [sameApprover(policy)] : []),
  ];
  if (ruling.effects === null || refusals.length > 0)
    return {
      // What asks for a person is not refused; it waits for the word of one.
      outcome:
        ruling.outcome === "review" && refusals.length === ruling.refusals.length ? "review" : "refused",
      refusals,
      lines: ruling.lines,
      effects: null,
    };
  return {
    outcome: "granted",
    refusals: [],
    lines: ruling.lines,
    effects: {
      secondPersonNeeded: needsSecond && facts.firstApprover === null,
      refund: ruling.effects,
      concession: overridden.concession,
    },
  };
}

const sameApprover = (policy: Policy): Refusal => ({
  code: "second_person_required",
  clause: "R5.2",
  params: { threshold: policy.refunds.fourEyesAboveNanos.toString() },
});

import { z } from "zod";
import { defineRule, type Ruling } from "../decision/index.ts";
import { attempt, statesOf } from "../lifecycle/index.ts";
import { currencySchema } from "../money/index.ts";
import { instantSchema, plusHours } from "../time/index.ts";
import { accountRefusals, accountStateSchema } from "./account-state.ts";
import { blockerRefusals, standingBlockerSchema } from "./blockers.ts";
import { conditionsHoldSince, conditionsOf, conditionsSchema } from "./conditions.ts";
import { consequenceLines } from "./consequences.ts";
import { accountContentsSchema } from "./contents.ts";
import { effectPlan, plannedStepSchema } from "./effect-plan.ts";
import { subjectChangeLifecycle } from "./lifecycle.ts";
import { idSchema } from "./people.ts";

/** Everything the effect is decided from, read in the very transaction that performs it (C1.2). */
export const takeEffectFactsSchema = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  changeId: idSchema,
  accountId: idSchema,
  state: z.enum(statesOf(subjectChangeLifecycle)),
  accountState: accountStateSchema,
  ...conditionsSchema.shape,
  blockers: z.array(standingBlockerSchema).max(100),
  contents: accountContentsSchema,
  /** What the new subject chose on accepting (C4.10). */
  overlapHours: z.int().min(0),
  preparedKeys: z.array(idSchema).max(100),
  paymentMethodAdded: z.boolean(),
});
/** See {@link takeEffectFactsSchema}. */
export type TakeEffectFacts = z.output<typeof takeEffectFactsSchema>;

const effectsSchema = z
  .strictObject({
    to: z.literal("effective"),
    effectiveAt: instantSchema,
    fromSubjectId: idSchema,
    toSubjectId: idSchema,
    keysEndAt: instantSchema,
    /** C4.10: the next renewal is charged to the new holder's own payment method, or waits through the grace period. */
    renewal: z.enum(["charged", "waits"]),
    renewalGraceDays: z.int().positive(),
    /** All of it in this transaction, or nothing. */
    plan: z.array(plannedStepSchema),
  })
  .nullable();
/** Effects of a change that takes effect; null while it waits. */
export type TakeEffectEffects = z.output<typeof effectsSchema>;

/**
 * Whether the change takes effect now: the three conditions and the absence of blockers, judged together and at once
 * (C1.2). Refused means that it waits; every condition that is missing is named. It is asked again whenever one of them
 * may have come true, so that the effect follows at once.
 */
export const takeEffect = defineRule({
  kind: "subject_change.effect",
  rulesVersion: 1,
  facts: takeEffectFactsSchema,
  effects: effectsSchema,
  decide(facts, policy): Ruling<TakeEffectEffects> {
    const { state, accountState, now, holder, newSubject, contents, blockers } = facts;
    const { maxKeyOverlapHours } = policy.subjectChange;
    const refusals = [
      ...(attempt(subjectChangeLifecycle, state, "take_effect").legal
        ? []
        : [{ code: "change_not_open", clause: "C1.2", params: {} } as const]),
      ...accountRefusals(accountState),
      ...conditionsOf(facts).flatMap((condition) => condition.refusals),
      ...blockerRefusals(blockers, "effect", conditionsHoldSince(facts)),
    ];
    const overlapHours = Math.min(facts.overlapHours, maxKeyOverlapHours);
    const lines = consequenceLines({ contents, blockers, overlapHours }, policy);
    if (refusals.length > 0) return { outcome: "refused", refusals, lines, effects: null };
    const keysEndAt = plusHours(now, overlapHours);
    return {
      outcome: "granted",
      refusals,
      lines,
      effects: {
        to: "effective",
        effectiveAt: now,
        fromSubjectId: holder.subjectId,
        toSubjectId: newSubject.subjectId,
        keysEndAt,
        renewal: facts.paymentMethodAdded ? "charged" : "waits",
        renewalGraceDays: policy.subscriptions.dunning.graceDays,
        plan: effectPlan({
          from: holder,
          toSubjectId: newSubject.subjectId,
          at: now,
          keysEndAt,
          preparedKeys: facts.preparedKeys,
          contents,
        }),
      },
    };
  },
});

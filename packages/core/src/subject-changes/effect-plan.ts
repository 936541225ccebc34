import { z } from "zod";
import { type ClauseId, clauseIdSchema } from "../policy/clauses.ts";
import { type Instant, instantSchema } from "../time/index.ts";
import type { AccountContents } from "./contents.ts";
import { idSchema } from "./people.ts";

/** Who hands over to whom, and what. */
export interface Handover {
  readonly from: { readonly subjectId: string; readonly periodId: string };
  readonly toSubjectId: string;
  /** The one instant of everything below. */
  readonly at: Instant;
  /** Earlier API keys end then: at the instant, or after the overlap that the new holder chose (C4.10). */
  readonly keysEndAt: Instant;
  /** API keys that the new holder prepared; they start at the instant. */
  readonly preparedKeys: readonly string[];
  readonly contents: AccountContents;
}

interface Step {
  readonly clause: ClauseId;
  readonly ids: (handover: Handover) => readonly string[];
  readonly at?: (handover: Handover) => Instant;
}

/**
 * Everything that happens at the moment of effect, in one transaction and in this order: first who answers, then what
 * continues, then what ends, then who is in control. Each step is in every plan, also where nothing is left for it to do:
 * a plan with fewer steps would be half a transfer (C4.1, invariant 25).
 */
const STEPS = {
  close_holder_period: { clause: "C4.1", ids: ({ from }) => [from.periodId] },
  open_holder_period: { clause: "C4.1", ids: ({ toSubjectId }) => [toSubjectId] },
  keep_usage_holds: { clause: "C4.6", ids: ({ contents }) => contents.openHolds.map(({ id }) => id) },
  pass_wallet: { clause: "C4.1", ids: () => [] },
  pass_subscription: {
    clause: "C4.10",
    ids: ({ contents }) => (contents.subscription === null ? [] : [contents.subscription.id]),
  },
  list_continuing_matters: { clause: "C4.7", ids: ({ contents }) => contents.continuing },
  end_price_terms: { clause: "C4.2", ids: ({ contents }) => contents.priceTerms },
  end_credit_lines: { clause: "C4.2", ids: ({ contents }) => contents.creditLines },
  end_partnerships: { clause: "C4.2", ids: ({ contents }) => contents.partnerships },
  end_account_links: { clause: "C4.2", ids: ({ contents }) => contents.accountLinks },
  end_sessions: { clause: "C4.5", ids: ({ contents }) => contents.members },
  end_members: { clause: "C4.5", ids: ({ contents }) => contents.members },
  replace_recovery_channels: { clause: "C4.5", ids: ({ contents }) => contents.members },
  end_api_keys: {
    clause: "C4.10",
    ids: ({ contents }) => contents.apiKeys,
    at: ({ keysEndAt }) => keysEndAt,
  },
  start_prepared_keys: { clause: "C4.10", ids: ({ preparedKeys }) => preparedKeys },
  end_payment_methods: { clause: "C4.10", ids: ({ contents }) => contents.paymentMethods },
  end_auto_top_up: { clause: "C4.10", ids: ({ contents }) => contents.autoTopUps },
  open_provider_customer: { clause: "C4.10", ids: ({ toSubjectId }) => [toSubjectId] },
  hide_billing_details: { clause: "C4.10", ids: ({ from }) => [from.periodId] },
  end_webhooks: { clause: "C4.10", ids: ({ contents }) => contents.webhooks },
  end_partner_grants: { clause: "C4.10", ids: ({ contents }) => contents.partnerGrants },
  end_referral_links: { clause: "C4.10", ids: ({ contents }) => contents.referralLinks },
  end_invitations: { clause: "C4.10", ids: ({ contents }) => contents.invitations },
  send_refunds_to_review: { clause: "C4.9", ids: ({ contents }) => contents.waitingRefunds },
  give_control: { clause: "C4.5", ids: ({ toSubjectId }) => [toSubjectId] },
  tell_both_sides: { clause: "C3.10", ids: ({ from, toSubjectId }) => [from.subjectId, toSubjectId] },
  keep_record: { clause: "C5.4", ids: () => [] },
} as const satisfies Record<string, Step>;

/** Name of a step. */
export type EffectStep = keyof typeof STEPS;

/** Every step, in the order in which they are done. */
export const EFFECT_STEPS = Object.keys(STEPS) as [EffectStep, ...EffectStep[]];

/** The clause that a step carries out. */
export const clauseOfStep = (step: EffectStep): ClauseId => STEPS[step].clause;

/** One step of a plan: what it concerns, and when it holds. */
export const plannedStepSchema = z.strictObject({
  step: z.enum(EFFECT_STEPS),
  clause: clauseIdSchema,
  at: instantSchema,
  ids: z.array(idSchema),
});
/** See {@link plannedStepSchema}. */
export type PlannedStep = z.output<typeof plannedStepSchema>;

/** The plan of a handover: what one transaction does, all of it or nothing. */
export const effectPlan = (handover: Handover): PlannedStep[] =>
  EFFECT_STEPS.map((step) => {
    const { clause, ids, at }: Step = STEPS[step];
    return { step, clause, at: at?.(handover) ?? handover.at, ids: [...ids(handover)] };
  });

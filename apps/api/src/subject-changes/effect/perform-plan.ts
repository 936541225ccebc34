import type { EffectStep, PlannedStep } from "@tenure/core/subject-changes";
import type { Instant } from "@tenure/core/time";
import type { Acting } from "../../command/command.ts";
import { newId } from "../../db/ids.ts";
import {
  endAccountLinks,
  endApiKeys,
  endPriceTerms,
  endReferralLinks,
  endTies,
  endWebhooks,
  startPreparedKeys,
} from "./ending-steps.ts";
import {
  closeHolderPeriod,
  endMembers,
  endSessions,
  giveControl,
  openHolderPeriod,
  replaceRecoveryChannels,
  tellBothSides,
} from "./holder-steps.ts";
import {
  endMethods,
  endTopUp,
  hideBillingDetails,
  openProviderCustomer,
  sendRefundsToReview,
} from "./payment-steps.ts";
import { isUnknown, passes, type PerformStep } from "./step.ts";

/**
 * How each step of a plan is carried out. Total: a new step does not compile until it is. Wallet, subscription and requests
 * in flight belong to the account and pass with it, untouched: what each comes from says whose it was (C4.6).
 */
const PERFORM: Readonly<Record<EffectStep, PerformStep>> = {
  close_holder_period: closeHolderPeriod,
  open_holder_period: openHolderPeriod,
  keep_usage_holds: passes,
  pass_wallet: passes,
  pass_subscription: passes,
  list_continuing_matters: passes,
  end_price_terms: endPriceTerms,
  end_credit_lines: endTies,
  end_partnerships: endTies,
  end_account_links: endAccountLinks,
  end_sessions: endSessions,
  end_members: endMembers,
  replace_recovery_channels: replaceRecoveryChannels,
  end_api_keys: endApiKeys,
  start_prepared_keys: startPreparedKeys,
  end_payment_methods: endMethods,
  end_auto_top_up: endTopUp,
  open_provider_customer: openProviderCustomer,
  hide_billing_details: hideBillingDetails,
  end_webhooks: endWebhooks,
  end_partner_grants: isUnknown,
  end_referral_links: endReferralLinks,
  end_invitations: isUnknown,
  send_refunds_to_review: sendRefundsToReview,
  give_control: giveControl,
  tell_both_sides: tellBothSides,
  // The decision with all its facts and the audit row of the command are the record (C5.4).
  keep_record: passes,
};

/** What is handed over, to whom, and how: of a change that takes effect, or of a revocation that leads back. */
export interface HandedOver {
  readonly change: { readonly id: string; readonly accountId: string };
  readonly effects: {
    readonly effectiveAt: Instant;
    readonly toSubjectId: string;
    readonly plan: readonly PlannedStep[];
  };
  /** Whoever controls the account afterwards; where it is not said, whoever took the invitation up. */
  readonly ownerLoginId?: string;
}

/**
 * Carries out every step of a plan in the transaction of its command: all of it, or nothing (C4.1, invariant 25).
 * @returns how much each step did, for the audit row
 */
export async function performPlan(
  acting: Acting,
  { change, effects, ownerLoginId }: HandedOver,
): Promise<Record<string, number>> {
  const fromPeriodId = effects.plan.find(({ step }) => step === "close_holder_period")?.ids[0];
  if (fromPeriodId === undefined) throw new Error("a plan that ends nobody's time");
  const performing = {
    acting,
    accountId: change.accountId,
    changeId: change.id,
    at: new Date(effects.effectiveAt),
    fromPeriodId,
    toSubjectId: effects.toSubjectId,
    toPeriodId: newId(),
    ownerLoginId: ownerLoginId ?? (await invitedLogin(acting, change.id)),
  };
  const counts: Record<string, number> = {};
  for (const planned of effects.plan) counts[planned.step] = await PERFORM[planned.step](performing, planned);
  return counts;
}

async function invitedLogin({ tx }: Acting, changeId: string): Promise<string> {
  const { loginId } = await tx.subjectChangeInvitation.findUniqueOrThrow({ where: { changeId } });
  if (loginId === null) throw new Error("nobody took the invitation up");
  return loginId;
}

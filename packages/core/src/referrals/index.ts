export {
  decideReferral,
  type DecideReferralFacts,
  finalRefusal,
  type OrderStanding,
  orderStandings,
} from "./decide-referral.ts";
export { referralLifecycle, type ReferralState, referralStates } from "./lifecycle.ts";
export { invitationEndsAt, qualifies, referralDueAt, type ReferredOrder } from "./programme.ts";
export {
  restoreReferral,
  type RestoreReferralFacts,
  revokeReferral,
  type RevokeReferralFacts,
} from "./return-reward.ts";
export { type Identity, normaliseEmail, normaliseTaxId, sharedTraits, type Trait, traits } from "./traits.ts";

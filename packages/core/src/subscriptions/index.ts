export { CANCEL_REASONS, cancelSubscription, undoCancelSubscription } from "./cancel.ts";
export { type LateCancel, lateCancelIn } from "./late-cancel.ts";
export { type SubscriptionState, subscriptionLifecycle } from "./lifecycle.ts";
export { purchaseSubscription, REQUIRED_BILLING_FIELDS } from "./purchase.ts";
export {
  cancelBy,
  cancelledInTime,
  type Term,
  type TermCalendar,
  type TermInterval,
  termAt,
  termContaining,
  termEnd,
  zoneSchema,
} from "./terms.ts";

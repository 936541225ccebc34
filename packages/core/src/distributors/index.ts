export { type FollowEffects, type FollowFacts, followDistributor } from "./follow.ts";
export { type DistributorEventState, distributorEventLifecycle } from "./lifecycle.ts";
export {
  DISTRIBUTOR_EVENT_TYPES,
  type DistributorEvent,
  type DistributorEventType,
  type DistributorNotification,
  distributorNotificationSchema,
  instantOfMs,
} from "./notification.ts";
export { type DistributorPurchase, type PurchasePeriod, readPurchase } from "./purchase.ts";

export { buyGiftSubscription, LATEST_DELIVERY_DAYS } from "./buy.ts";
export { cancelGiftSubscription } from "./cancel.ts";
export { expireGiftSubscription } from "./expire.ts";
export {
  type GiftSubscriptionState,
  giftSubscriptionLifecycle,
  giftSubscriptionStates,
} from "./lifecycle.ts";
export { redeemGiftSubscription } from "./redeem.ts";

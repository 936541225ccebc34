export {
  type GoodwillRefundEffects,
  type GoodwillRefundFacts,
  goodwillRefund,
  returnedMinorOf,
} from "./goodwill-refund.ts";
export { type GoodwillRefundState, goodwillRefundLifecycle } from "./lifecycle.ts";

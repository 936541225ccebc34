export { type OutsideRefundEffects, type OutsideRefundFacts, outsideRefund } from "./outside-refund.ts";

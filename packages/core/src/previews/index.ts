export { estimateRefund, type PreviewedRefund, type RefundEstimate } from "./refund-estimate.ts";
export { type TimeLeft, timeLeft } from "./time-left.ts";

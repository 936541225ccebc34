export { type CancelEstimate, estimateCancel } from "./cancel.ts";
export { estimateRefund, type RefundEstimate } from "./refund.ts";
export { type Moment, serverClock } from "./server-clock.ts";
export { type TimeLeft, timeLeft } from "./time-left.ts";

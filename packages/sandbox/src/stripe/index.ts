export { type TestCard, testCards } from "./cards.ts";
export {
  type EndpointRequest,
  type EventFaultRequest,
  type RouteFaultRequest,
  StripeControl,
} from "./control.ts";
export { StripeFailure } from "./errors.ts";
export {
  type EventFaultAction,
  type FaultOptions,
  type FaultPoint,
  type FaultProfile,
  type RouteFaultAction,
  roughFaults,
} from "./faults.ts";
export type { Counts } from "./records.ts";
export type { LoggedRequest } from "./request-log.ts";
export type { PayOutcome } from "./resources/checkout-sessions.ts";
export { type RefundFailureReason, refundFailureReasons } from "./resources/refund-lifecycle.ts";
export type { VerificationChoice } from "./resources/verification-sessions.ts";
export { signatureHeader } from "./signature.ts";
export { createStripeSimulator, type StripeSimulator, type StripeSimulatorOptions } from "./simulator.ts";
export type { Delivery, RefundPlanOutcome, StoredEvent } from "./tables.ts";
export { API_VERSION, type Pace } from "./world.ts";

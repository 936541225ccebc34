export { AntomControl, type PlanRequest } from "./control.ts";
export { RESEND_AFTER_MILLIS } from "./deliverer.ts";
export { AntomFailure } from "./results.ts";
export {
  isSignedBy,
  type KeyPair,
  newKeyPair,
  signatureHeader as antomSignatureHeader,
  type SignedMessage,
} from "./signature.ts";
export { type AntomSimulator, type AntomSimulatorOptions, createAntomSimulator } from "./simulator.ts";
export type { Notification, Payment, Plan, Refund, SettlementLine } from "./tables.ts";

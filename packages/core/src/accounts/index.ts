export { type CloseFacts, closeAccount } from "./close.ts";
export { creditsTotal, feesKept } from "./credits-lost.ts";
export {
  CLOSING_WORDING,
  type ClosingWording,
  closingHash,
  closingText,
  type GivenUp,
} from "./giving-up.ts";
export { type AccountState, accountLifecycle } from "./lifecycle.ts";
export { liftSuspension, suspendAccount, terminateAccount } from "./violation.ts";
export type { ViolationFacts } from "./violation-facts.ts";

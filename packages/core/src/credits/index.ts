export { authorizeUsage, extendHold } from "./authorize-usage.ts";
export { afterBurns, type Burn, type BurnLot, type BurnPlan, planBurn, spendableOf } from "./burn.ts";
export { type GrantGiftFacts, grantGift, type RevokeGiftFacts, revokeGift } from "./gift.ts";
export {
  type ExpiringLot,
  expiryWarningDue,
  hasExpired,
  type LotExpiry,
  planExpiry,
  restoredExpiry,
} from "./lot-expiry.ts";
export { type LotMove, lotMoveOf, type LotMovement, lotMoves, remainingAlong } from "./lot-life.ts";
export { type CreditLotState, creditLotLifecycle, creditLotStates } from "./lot-lifecycle.ts";
export { type LimitPeriod, limitRefusals, type SpendLimitFacts, warningDue } from "./spend-limit.ts";
export { type HoldRequest, type HoldRuling, type UsageAccount, UsageBook } from "./usage-book.ts";
export { type RolledEvent, type RollupSum, rollUp } from "./usage-rollup.ts";
export { creditPartNanos, reversedAmounts, type TermChange, UsageTally } from "./usage-tally.ts";
export { type CorrectedUsage, correctUsage, type UsageCorrection } from "./usage-correction.ts";
export {
  chargeUsage,
  closeUnused,
  creditFreeNanos,
  type HoldClosing,
  mergeBurns,
  type PlanFunds,
  planFreeNanos,
  planRepayment,
  sumNanos,
  termGrowth,
  type UsageCharge,
  type UsageFunds,
  type UsageToCharge,
} from "./usage-charge.ts";
export { type HoldFacts, type HoldRefund, type HoldStanding, holdStanding } from "./usage-hold.ts";

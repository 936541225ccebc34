/** What the question "is it low" is asked of. Nanos. */
export interface BalanceFacts {
  /** Sum of lots that can be spent. */
  readonly spendableNanos: bigint;
  /** Of it, promised to open holds. */
  readonly heldNanos: bigint;
  readonly debtNanos: bigint;
}

/** What is free to be spent, less what is owed: negative while in debt. Nanos. */
export const availableNanos = ({ spendableNanos, heldNanos, debtNanos }: BalanceFacts): bigint =>
  spendableNanos - heldNanos - debtNanos;

/**
 * Whether a balance asks for an automatic top-up: below the threshold; exactly at it is not low.
 * @param thresholdNanos null where none is on, one is under way, or nothing can be bought for now
 */
export const isLow = (balance: BalanceFacts, thresholdNanos: bigint | null): boolean =>
  thresholdNanos !== null && availableNanos(balance) < thresholdNanos;

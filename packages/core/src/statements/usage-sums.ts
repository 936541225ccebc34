/** Sums of usage as the roll-ups keep them: tokens and requests net of corrections; plan + credit + debt is the amount. */
export interface RolledSums {
  readonly requests: bigint;
  readonly inputTokens: bigint;
  /** Inside the input tokens. */
  readonly cachedInputTokens: bigint;
  readonly outputTokens: bigint;
  /** Inside the output tokens. */
  readonly reasoningTokens: bigint;
  readonly amountNanos: bigint;
  readonly planNanos: bigint;
  readonly creditNanos: bigint;
  readonly debtNanos: bigint;
}

const NOTHING: RolledSums = {
  requests: 0n,
  inputTokens: 0n,
  cachedInputTokens: 0n,
  outputTokens: 0n,
  reasoningTokens: 0n,
  amountNanos: 0n,
  planNanos: 0n,
  creditNanos: 0n,
  debtNanos: 0n,
};

/** All sums together, each with its own kind. */
export const totalUsage = (sums: readonly RolledSums[]): RolledSums =>
  sums.reduce<RolledSums>(
    (total, each) => ({
      requests: total.requests + each.requests,
      inputTokens: total.inputTokens + each.inputTokens,
      cachedInputTokens: total.cachedInputTokens + each.cachedInputTokens,
      outputTokens: total.outputTokens + each.outputTokens,
      reasoningTokens: total.reasoningTokens + each.reasoningTokens,
      amountNanos: total.amountNanos + each.amountNanos,
      planNanos: total.planNanos + each.planNanos,
      creditNanos: total.creditNanos + each.creditNanos,
      debtNanos: total.debtNanos + each.debtNanos,
    }),
    NOTHING,
  );

import type { Instant } from "../time/index.ts";

/** What a roll-up needs of an event. Amounts in nanos; a reversal's are negative. */
export interface RolledEvent {
  readonly kind: "usage" | "reversal";
  readonly model: string;
  readonly apiKeyId: string | null;
  readonly occurredAt: Instant;
  readonly tokens: {
    readonly inputTokens: number;
    readonly cachedInputTokens?: number | undefined;
    readonly outputTokens?: number | undefined;
    readonly reasoningTokens?: number | undefined;
  };
  readonly amountNanos: bigint;
  readonly planNanos: bigint;
  readonly creditNanos: bigint;
  readonly debtNanos: bigint;
}

/** Sums of events of one quarter of an hour, model and key. */
export interface RollupSum {
  /** Begin of the quarter, epoch milliseconds. */
  readonly at: number;
  readonly model: string;
  readonly apiKeyId: string | null;
  requests: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  amountNanos: bigint;
  planNanos: bigint;
  creditNanos: bigint;
  debtNanos: bigint;
}

/** Every zone's days and hours begin on a quarter of an hour, so that a quarter's usage belongs to one of each. */
const QUARTER_MS = 15 * 60_000;

/** Sums events per quarter of an hour, model and key; a reversal takes off what its event had added. */
export function rollUp(events: readonly RolledEvent[]): RollupSum[] {
  const sums = new Map<string, RollupSum>();
  // Most events of a batch say one time, that of the batch: it is read once.
  let occurredAt = "";
  let at = 0;
  for (const event of events) {
    if (event.occurredAt !== occurredAt) {
      ({ occurredAt } = event);
      at = Math.floor(Date.parse(occurredAt) / QUARTER_MS) * QUARTER_MS;
    }
    const key = `${at}\n${event.apiKeyId ?? ""}\n${event.model}`;
    const sum = sums.get(key) ?? emptySum(at, event);
    sums.set(key, sum);
    const sign = event.kind === "reversal" ? -1 : 1;
    sum.requests += sign;
    sum.inputTokens += sign * event.tokens.inputTokens;
    sum.cachedTokens += sign * (event.tokens.cachedInputTokens ?? 0);
    sum.outputTokens += sign * (event.tokens.outputTokens ?? 0);
    sum.reasoningTokens += sign * (event.tokens.reasoningTokens ?? 0);
    sum.amountNanos += event.amountNanos;
    sum.planNanos += event.planNanos;
    sum.creditNanos += event.creditNanos;
    sum.debtNanos += event.debtNanos;
  }
  return [...sums.values()];
}

const emptySum = (at: number, { model, apiKeyId }: RolledEvent): RollupSum => ({
  at,
  model,
  apiKeyId,
  requests: 0,
  inputTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  amountNanos: 0n,
  planNanos: 0n,
  creditNanos: 0n,
  debtNanos: 0n,
});

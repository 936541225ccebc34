import type { Currency } from "../money/index.ts";
import { heldNanos, payableNanos, refundAmounts } from "../refunds/amount.ts";
import type { SubscriptionRefundFacts } from "../refunds/facts.ts";
import { heldCreditNanos, topUpRefundAmounts } from "../refunds/top-up-amount.ts";
import type { TopUpRefundFacts } from "../refunds/top-up-facts.ts";

/** Of a refund decision as its preview carries it in JSON: what an estimate is made from. */
export interface PreviewedRefund {
  readonly kind: string;
  readonly lines: readonly { readonly key: string; readonly params: Readonly<Record<string, string>> }[];
  /** The facts of the rule; sums are texts of whole numbers. */
  readonly facts: unknown;
}

/** What a refund would come to. Nanos of the order's currency. */
export interface RefundEstimate {
  readonly currency: Currency;
  /** B of R3.7. */
  readonly balanceNanos: bigint;
  readonly feeNanos: bigint;
  readonly taxNanos: bigint;
  /** What reaches the customer if the requests in flight use nothing more; 0 where it cannot be paid (R2.9). */
  readonly expectedNanos: bigint;
  /** The same if they use all that is held for them (R3.6). */
  readonly floorNanos: bigint;
}

/**
 * Works a previewed refund out again, by the same formula, for more usage than the preview knew (R3.1, R3.3, R3.7). Its
 * terms are read from the decision itself: the fee from its line, how a top-up counts usage from which lines it has. Of a
 * top-up that counts by lot, the usage is taken to come out of this very order, so the estimate is the least.
 * @param usedNanos value at list price of what was used since
 * @returns null where the decision shows no calculation: another kind, or a refusal that gives no amount
 */
export function estimateRefund(decision: PreviewedRefund, usedNanos: bigint): RefundEstimate | null {
  const feeBps = feeOf(decision);
  if (feeBps === null) return null;
  if (decision.kind === "refund.subscription") return ofSubscription(decision, feeBps, usedNanos);
  return decision.kind === "refund.top_up" ? ofTopUp(decision, feeBps, usedNanos) : null;
}

function ofSubscription({ facts }: PreviewedRefund, feeBps: number, usedNanos: bigint): RefundEstimate {
  const before = withSums(facts) as SubscriptionRefundFacts;
  const now = { ...before, usedNanos: before.usedNanos + usedNanos };
  const amounts = refundAmounts(now, feeBps);
  const lowest = refundAmounts(now, feeBps, heldNanos(now.openHolds));
  return {
    currency: now.currency,
    balanceNanos: amounts.balanceNanos,
    feeNanos: amounts.feeNanos,
    taxNanos: amounts.taxNanos,
    expectedNanos: payableNanos(amounts),
    floorNanos: payableNanos(lowest),
  };
}

function ofTopUp({ facts, lines }: PreviewedRefund, feeBps: number, usedNanos: bigint): RefundEstimate {
  const has = (key: string) => lines.some((line) => line.key === key);
  const attribution = has("unused_paid_credits") ? ("order_lot" as const) : ("literal" as const);
  const walletDebit = has("wallet_debit_net") ? ("net" as const) : ("gross" as const);
  const before = withSums(facts) as TopUpRefundFacts;
  const now =
    attribution === "literal"
      ? { ...before, usedNanos: before.usedNanos + usedNanos }
      : { ...before, unusedPaidNanos: atLeastZero(before.unusedPaidNanos - usedNanos) };
  const terms = { feeBps, attribution, walletDebit };
  const amounts = topUpRefundAmounts(now, terms);
  const lowest = topUpRefundAmounts(now, terms, heldCreditNanos(now));
  return {
    currency: now.currency,
    balanceNanos: amounts.balanceNanos,
    feeNanos: amounts.feeNanos,
    taxNanos: amounts.taxNanos,
    expectedNanos: amounts.legs === null ? 0n : amounts.finalNanos,
    floorNanos: lowest.legs === null ? 0n : lowest.finalNanos,
  };
}

function feeOf({ lines }: PreviewedRefund): number | null {
  const text = lines.find(({ key }) => key === "platform_fee")?.params["feeBps"];
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : null;
}

/** Facts from JSON: what is named by its unit, nanos or minor units, is a whole number. */
function withSums(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => withSums(each));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSums(each, key)]));
  return typeof value === "string" && /(Nanos|Minor)$/.test(name) ? BigInt(value) : value;
}

const atLeastZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

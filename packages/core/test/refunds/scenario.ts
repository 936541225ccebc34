import { decimalToNanos } from "../../src/money/index.ts";
import { type Policy, policyAt } from "../../src/policy/index.ts";
import type {
  RefundablePayment,
  SettleRefundFacts,
  SubscriptionRefundFacts,
  TopUpRefundFacts,
} from "../../src/refunds/index.ts";

/** The shipped policy, with other refund numbers where a test needs them. */
export function policyWith(change: Partial<Policy["refunds"]> = {}): Policy {
  const shipped = policyAt("2026-11-20T10:00:00.000Z");
  return { ...shipped, refunds: { ...shipped.refunds, ...change } };
}

/** Nanos of a decimal text in the major unit. */
export function nanos(text: string): bigint {
  const amountNanos = decimalToNanos(text);
  if (amountNanos === null) throw new Error(`not an amount: ${text}`);
  return amountNanos;
}

/** A Stripe payment of $20.00 without tax. */
export const payment = (change: Partial<RefundablePayment> = {}): RefundablePayment => ({
  id: "payment-1",
  provider: "stripe",
  amountMinor: 2000n,
  taxNanos: 0n,
  disputeOpen: false,
  lostMinor: 0n,
  minimumRefundMinor: 1n,
  ...change,
});

/** Pro, bought new for $20.00 on 20 November 2026 at 10:00 UTC; the refund asked for two hours later. */
export function refundFacts(
  change: Partial<Omit<SubscriptionRefundFacts, "order">> & {
    order?: Partial<SubscriptionRefundFacts["order"]>;
  } = {},
): SubscriptionRefundFacts {
  const { order, ...rest } = change;
  const requestedAt = rest.requestedAt ?? "2026-11-20T12:00:00.000Z";
  return {
    now: requestedAt,
    currency: "USD",
    route: "self_service",
    requestedAt,
    accountState: "active",
    subjectChange: "none",
    payments: [payment()],
    earlierRefunds: [],
    usedNanos: 0n,
    openHolds: [],
    recentRefunds: 0,
    ...rest,
    order: {
      id: "order-1",
      planId: "pro",
      planName: "Pro",
      state: "paid",
      origin: "new",
      paidAt: "2026-11-20T10:00:00.000Z",
      subscribedAt: "2026-11-20T10:00:00.000Z",
      gift: "none",
      distributor: null,
      paidByPreviousHolder: false,
      ...order,
    },
  };
}

/** Requests in flight that promise these amounts of included usage. */
export const holds = (...amounts: readonly bigint[]): SubscriptionRefundFacts["openHolds"] =>
  amounts.map((planNanos, index) => ({
    id: `hold-${index + 1}`,
    planNanos,
    expiresAt: "2026-11-20T12:10:00.000Z",
  }));

/** The facts of settling what was submitted at 12:00, read again ten minutes later. */
export const settleFacts = (
  facts: SubscriptionRefundFacts,
  submitted: Omit<SettleRefundFacts["submitted"], "at">,
): SettleRefundFacts => ({ ...facts, submitted: { at: facts.requestedAt, ...submitted } });

/** A top-up of $50.00, paid at 10:00, asked back two hours later with nothing used. */
export const topUpFacts = (
  change: Partial<Omit<TopUpRefundFacts, "order">> & { order?: Partial<TopUpRefundFacts["order"]> } = {},
): TopUpRefundFacts => {
  const { order, ...rest } = change;
  const requestedAt = rest.requestedAt ?? "2026-11-20T12:00:00.000Z";
  return {
    now: requestedAt,
    currency: "USD",
    route: "self_service",
    requestedAt,
    accountState: "active",
    subjectChange: "none",
    payments: [payment({ amountMinor: 5000n })],
    earlierRefunds: [],
    usedNanos: 0n,
    openHolds: [],
    unusedPaidNanos: nanos("50"),
    bonusSpentNanos: 0n,
    bonusLeftNanos: 0n,
    walletPaidNanos: nanos("50"),
    debtNanos: 0n,
    recentRefunds: 0,
    ...rest,
    order: {
      id: "order-1",
      number: "TOP-2026-00001",
      state: "paid",
      paidAt: "2026-11-20T10:00:00.000Z",
      paidByPreviousHolder: false,
      ...order,
    },
  };
};

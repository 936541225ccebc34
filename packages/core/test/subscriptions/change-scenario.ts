import { decide } from "../../src/decision/index.ts";
import { decimalToNanos } from "../../src/money/index.ts";
import { type Policy, policyAt } from "../../src/policy/index.ts";
import { type ChangePlanFacts, changePlan } from "../../src/subscriptions/index.ts";

export const policy = policyAt("2026-11-16T00:00:00.000Z");

/** The shipped policy with another way to count usage in the credit. */
export const crediting = (creditUsage: Policy["planChanges"]["creditUsage"]): Policy => ({
  ...policy,
  planChanges: { creditUsage },
});

/** Whole dollars and cents as nanos. */
export const usd = (cents: number) => BigInt(cents) * 10_000_000n;

/** Nanos of a decimal text. */
export function nanos(text: string): bigint {
  const amountNanos = decimalToNanos(text);
  if (amountNanos === null) throw new Error(`not an amount: ${text}`);
  return amountNanos;
}

export type Subscription = NonNullable<ChangePlanFacts["subscription"]>;
export type Target = ChangePlanFacts["target"];

/** November 2026, paid in full, nothing used: $20.00 with $40.00 usage. */
export const term: Subscription["term"] = {
  id: "term-1",
  anchor: "2026-11-01T00:00:00.000Z",
  start: "2026-11-01T00:00:00.000Z",
  end: "2026-12-01T00:00:00.000Z",
  paidNanos: usd(2000),
  creditedNanos: 0n,
  refundedNanos: 0n,
  includedNanos: usd(4000),
  usedNanos: 0n,
  heldNanos: 0n,
};

/** Pro by the month. */
export const pro: Subscription = {
  state: "active",
  planId: "pro",
  interval: "month",
  amountNanos: usd(2000),
  zone: "UTC",
  distributor: null,
  gift: "none",
  paidUntil: term.end,
  renews: true,
  term,
  refundUnderWay: false,
  disputeOpen: false,
  scheduled: null,
};

/** Prices of the seed catalogue: a month, a year for ten months' price. */
export const targets = {
  pro: price("pro", "month", 2000, 4000),
  max: price("max", "month", 10_000, 20_000),
  ultra: price("ultra", "month", 20_000, 40_000),
  proYear: price("pro", "year", 20_000, 48_000),
  maxYear: price("max", "year", 100_000, 240_000),
  free: price("free", "month", 0, 0),
} as const;

function price(
  planId: Target["planId"],
  interval: Target["interval"],
  cents: number,
  included: number,
): Target {
  return {
    planPriceId: `${planId}-${interval}-1`,
    planId,
    interval,
    currency: "USD",
    amountNanos: usd(cents),
    includedUsageNanos: usd(included),
    forSale: true,
    current: true,
  };
}

/** From Pro to Max at half time. */
export const base: ChangePlanFacts = {
  now: "2026-11-16T00:00:00.000Z",
  currency: "USD",
  accountState: "active",
  country: null,
  missingBillingFields: [],
  taxBps: 0,
  subscription: pro,
  target: targets.max,
};

/** Asks for a change, with other facts than {@link base}. */
export const change = (facts: Partial<ChangePlanFacts> = {}, under: Policy = policy) =>
  decide(changePlan, { ...base, ...facts }, under);

/** Codes and clauses of a decision's refusals. */
export const refusals = ({ refusals }: { refusals: readonly { code: string; clause: string }[] }) =>
  refusals.map(({ code, clause }) => `${code} ${clause}`);

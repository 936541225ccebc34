import {
  type AutoTopUpTerms,
  consentHash,
  runAutoTopUp,
  switchOnAutoTopUp,
} from "../../src/auto-top-up/index.ts";
import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";

export const now = "2026-11-20T14:00:00.000Z";
export const policy = policyAt(now);

/** Whole dollars and cents as nanos. */
export const usd = (cents: number) => BigInt(cents) * 10_000_000n;

export type RunFacts = Parameters<typeof runAutoTopUp.decide>[0];
export type SwitchFacts = Parameters<typeof switchOnAutoTopUp.decide>[0];

/** $20.00 whenever less than $5.00 is there, at most $100.00 a month, no tax. */
export const terms: AutoTopUpTerms = {
  currency: "USD",
  amountNanos: usd(2000),
  totalNanos: usd(2000),
  thresholdNanos: usd(500),
  monthlyCapNanos: usd(10_000),
  paymentMethodId: "card-1",
};

/** On, with a consent to just that, $4.99 left, nothing charged in November so far. */
export const low: RunFacts = {
  now,
  currency: "USD",
  accountState: "active",
  zone: "UTC",
  state: "on",
  amountNanos: terms.amountNanos,
  thresholdNanos: terms.thresholdNanos,
  monthlyCapNanos: terms.monthlyCapNanos,
  taxBps: 0,
  paymentMethodId: terms.paymentMethodId,
  consent: {
    version: "auto-top-up-1",
    language: "en",
    hash: consentHash("auto-top-up-1", "en", terms),
  },
  month: null,
  monthChargedNanos: 0n,
  orderPending: false,
  spendableNanos: usd(499),
  heldNanos: 0n,
  debtNanos: 0n,
};

/** Asks whether the card is charged. */
export const run = (change: Partial<RunFacts> = {}) => decide(runAutoTopUp, { ...low, ...change }, policy);

/** What an owner asks for, reviewed and not agreed to yet. */
export const asked: SwitchFacts = {
  now,
  currency: "USD",
  accountState: "active",
  amountNanos: terms.amountNanos,
  thresholdNanos: terms.thresholdNanos,
  monthlyCapNanos: terms.monthlyCapNanos,
  taxBps: 0,
  missingBillingFields: [],
  paymentMethodId: terms.paymentMethodId,
  language: "en",
  consentedHash: null,
};

/** Asks whether it may be switched on. */
export const switchOn = (change: Partial<SwitchFacts> = {}) =>
  decide(switchOnAutoTopUp, { ...asked, ...change }, policy);

/** Codes and clauses of a decision's refusals. */
export const refusals = ({ refusals }: { refusals: readonly { code: string; clause: string }[] }) =>
  refusals.map(({ code, clause }) => `${code} ${clause}`);

import { decide } from "../../src/decision/index.ts";
import { type Policy, policyAt } from "../../src/policy/index.ts";
import { renewSubscription } from "../../src/subscriptions/index.ts";

/** What the rule of a renewal is told. */
export type RenewFacts = Parameters<typeof renewSubscription.decide>[0];
/** A price change as a subscription meets it. */
export type Change = RenewFacts["priceChanges"][number];

/** Nanos of so many cents. */
export const usd = (cents: number) => BigInt(cents) * 10_000_000n;

/** The shipped policy: cut-off 24 hours, late cancellation renews once, notice 30 days, grace 7 days. */
export const shipped = policyAt("2026-11-20T00:00:00.000Z");

/** The shipped policy with some numbers about subscriptions changed. */
export const withPolicy = (change: Partial<Policy["subscriptions"]>): Policy => ({
  ...shipped,
  subscriptions: { ...shipped.subscriptions, ...change },
});

/** When the term of {@link due} ends: 31 March, 18:30 in Shanghai. */
export const ENDS = "2026-03-31T10:30:00.000Z";
/** The last instant at which a notice for it can be accepted: 30 times 24 hours before, 1 March. */
export const NOTICE_BY = "2026-03-01T10:30:00.000Z";
/** The last instant at which cancelling avoids it: 24 hours before. */
export const CUT_OFF = "2026-03-30T10:30:00.000Z";

/** Pro at $20.00 a month. */
export const pro: RenewFacts["term"]["price"] = {
  planPriceId: "pro-month-1",
  planId: "pro",
  amountNanos: usd(2000),
  includedUsageNanos: usd(4000),
};

/**
 * Bought on 31 January at 18:30 in Shanghai (10:30 UTC); its second term ended on 31 March this very moment, a card is
 * there, nobody cancelled, no price changes.
 */
export const due: RenewFacts = {
  now: ENDS,
  currency: "USD",
  country: "US",
  accountState: "active",
  subscription: { state: "active", zone: "Asia/Shanghai", distributor: null, gift: false },
  term: {
    anchor: "2026-01-31T10:30:00.000Z",
    interval: "month",
    startsAt: "2026-02-28T10:30:00.000Z",
    endsAt: ENDS,
    price: pro,
  },
  cancelRequestedAt: null,
  renewalsLeft: 0,
  planChange: null,
  priceChanges: [],
  taxBps: 0,
  paymentMethodId: "card-1",
  renewalNumber: 2,
  renewalExists: false,
};

/** From 15 March on Pro costs $25.00; the notice was accepted on the last instant that is early enough. */
export const raise: Change = {
  changeId: "raise-1",
  planPriceId: "pro-month-2",
  amountNanos: usd(2500),
  includedUsageNanos: usd(4000),
  appliesFrom: "2026-03-15T00:00:00.000Z",
  noticeAcceptedAt: NOTICE_BY,
  bouncedAt: null,
  canceled: false,
};

/** Decides on {@link due} with something changed. */
export const renew = (change: Partial<RenewFacts>, policy: Policy = shipped) =>
  decide(renewSubscription, { ...due, ...change }, policy);

/** The charge of an answer; fails the test where there is none. */
export function chargeOf(answer: ReturnType<typeof renew>) {
  const { effects } = answer;
  if (effects === null || effects.action === "end")
    throw new Error(`no charge: ${JSON.stringify(answer.json)}`);
  return effects;
}

/** Refusals as `code clause`. */
export const codes = (answer: { readonly refusals: readonly { code: string; clause: string }[] }) =>
  answer.refusals.map(({ code, clause }) => `${code} ${clause}`);

import { policyAt } from "../../src/policy/index.ts";
import {
  promiseTimeline,
  type TimelineFacts,
  type TimelineOrder,
  type TimelineSubscription,
} from "../../src/timeline/index.ts";

/** Friday 20 November 2026, 14:00 UTC. */
export const now = "2026-11-20T14:00:00.000Z";
export const policy = policyAt(now);

/** Cents as nanos. */
export const usd = (cents: number) => BigInt(cents) * 10_000_000n;

/** An account in UTC to which nothing was promised. */
export const nothing: TimelineFacts = {
  now,
  accountState: "active",
  zone: "UTC",
  currency: "USD",
  subscription: null,
  refundableOrders: [],
  lots: [],
  holds: [],
  gifts: [],
  autoTopUp: null,
  refunds: [],
};

/** Pro by the month, $20.00 without tax, bought on 5 November at noon: it renews on 5 December at noon. */
export const pro: TimelineSubscription = {
  state: "active",
  plan: { planId: "pro", interval: "month", amountNanos: usd(2000) },
  termEndsAt: "2026-12-05T12:00:00.000Z",
  renews: true,
  taxBps: 0,
  policyVersion: "2026-11",
  distributor: null,
  cancellation: null,
  planChange: null,
  priceChange: null,
  dunning: null,
};

/** A top-up of $10.00, paid yesterday at 15:00: its window closes today at 15:00. */
export const topUp: TimelineOrder = {
  number: "T-1",
  kind: "top_up",
  origin: "new",
  amountNanos: usd(1000),
  paidAt: "2026-11-19T15:00:00.000Z",
  subscribedAt: null,
  policyVersion: "2026-11",
};

/** The promises of an account that differs from {@link nothing}. */
export const timeline = (change: Partial<TimelineFacts>) =>
  promiseTimeline({ ...nothing, ...change }, policy);

/** The promises of an account whose only fact is a subscription that differs from {@link pro}. */
export const subscribed = (change: Partial<TimelineSubscription> = {}, at: string = now) =>
  timeline({ now: at, subscription: { ...pro, ...change } });

/** `12-04T12:00 cancel_by T2.5 20.00`: what a hand-worked case states. Years other than 2026 are told. */
export const told = (entries: ReturnType<typeof timeline>): string[] =>
  entries.map(({ at, kind, clause, amountNanos }) => {
    const instant = at.replace(/^2026-/, "").replace(/:00\.000Z$/, "");
    const cents = amountNanos === null ? "-" : (Number(amountNanos) / 1e9).toFixed(2);
    return `${instant} ${kind} ${clause ?? "-"} ${cents}`;
  });

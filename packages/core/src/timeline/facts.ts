import type { AccountState } from "../accounts/index.ts";
import type { Currency } from "../money/index.ts";
import type { ClauseId, LotKind } from "../policy/index.ts";
import type { SubscriptionState, TermInterval } from "../subscriptions/index.ts";
import type { Instant } from "../time/index.ts";
import type { PromiseKind } from "./kinds.ts";

/** A price before tax; nanos of the account's currency. */
export interface TimelinePlan {
  readonly planId: string;
  readonly interval: TermInterval;
  readonly amountNanos: bigint;
}

/** A subscription as its promises need it. */
export interface TimelineSubscription {
  readonly state: SubscriptionState;
  /** What the running term was bought for: the price that renews unless something else was announced (T3.1). */
  readonly plan: TimelinePlan;
  /** End of the newest term. */
  readonly termEndsAt: Instant;
  /** Whether it renews by itself; a gift does not, nobody is charged for it. */
  readonly renews: boolean;
  /** Tax rate for this customer today, basis points. */
  readonly taxBps: number;
  /** Version it was bought under; the cut-off of T2.5 is that one's. */
  readonly policyVersion: string;
  /** Name of the distributor whose rules govern it, or null (T1.3). */
  readonly distributor: string | null;
  /** Of a `canceling` one: `endsAt` lies a term after `termEndsAt` where it came late and renews once more. */
  readonly cancellation: { readonly endsAt: Instant } | null;
  /** Chosen for later: the end of this term, or where it came after the cut-off the end of the next. */
  readonly planChange: (TimelinePlan & { readonly appliesAt: Instant }) | null;
  /** Announced: the new price before tax and the first renewal that it applies to (T3.2). */
  readonly priceChange: { readonly amountNanos: bigint; readonly appliesAt: Instant } | null;
  /** Of a `past_due` one: what is owed, tax included, when it is tried again, and until when. */
  readonly dunning: {
    readonly dueNanos: bigint;
    readonly retryAt: Instant | null;
    readonly graceUntil: Instant;
  } | null;
}

/** An order whose refund is not refused for another reason than time. */
export interface TimelineOrder {
  /** The number a customer sees. */
  readonly number: string;
  readonly kind: "subscription" | "top_up";
  readonly origin: "new" | "renewal" | "upgrade";
  /** What was paid, before tax. */
  readonly amountNanos: bigint;
  readonly paidAt: Instant;
  /** When the subscription's first order was paid; null for a top-up. */
  readonly subscribedAt: Instant | null;
  /** Version it was bought under. */
  readonly policyVersion: string;
}

/** Everything promises are computed from, read with one clock reading. No personal data. Amounts in nanos. */
export interface TimelineFacts {
  readonly now: Instant;
  /** Suspended: what would be charged is not promised. Terminated or closed: only refunds are (T4.2). */
  readonly accountState: AccountState;
  /** IANA zone of the account: the months of its cap are those of this calendar. */
  readonly zone: string;
  readonly currency: Currency;
  readonly subscription: TimelineSubscription | null;
  readonly refundableOrders: readonly TimelineOrder[];
  /** Lots that can be spent; `expiresAt` null: never. */
  readonly lots: readonly {
    readonly kind: LotKind;
    readonly remainingNanos: bigint;
    readonly expiresAt: Instant | null;
  }[];
  readonly holds: readonly { readonly amountNanos: bigint; readonly expiresAt: Instant }[];
  /** Gifts that this account paid for and nobody redeemed yet; `redeemBy` is the last moment to do it. */
  readonly gifts: readonly (TimelinePlan & { readonly number: string; readonly redeemBy: Instant })[];
  /** The automatic top-up where it is on. `month`: the month that was charged last, `2026-11-01`. */
  readonly autoTopUp: {
    readonly monthlyCapNanos: bigint;
    readonly month: string | null;
    readonly monthChargedNanos: bigint;
  } | null;
  /** Refunds under way, with the last day by which they usually arrive. */
  readonly refunds: readonly {
    readonly number: string;
    readonly amountNanos: bigint;
    readonly expectedAt: Instant;
  }[];
}

/** One promise that lies ahead. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly kind: PromiseKind;
  readonly clause: ClauseId | null;
  /** What it is about: the charge, tax included; the credits; null where no amount belongs to it. */
  readonly amountNanos: bigint | null;
  /** Raw values for the text of the kind. */
  readonly params: Readonly<Record<string, string>>;
}

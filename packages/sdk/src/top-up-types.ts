import type { Invoice } from "./invoice-types.ts";
import type { Decision, DisputeSummary, Instant, Money, Receipt, RefundSummary } from "./types.ts";

/** What can be topped up in the account's currency. */
export interface TopUpOffer {
  /** Null where credits cannot be topped up in this currency. */
  readonly offer: {
    readonly min: Money;
    readonly max: Money;
    /** Amounts to suggest. */
    readonly presets: readonly Money[];
    /** From which amount on, which bonus comes on top, smallest first. Basis points: 500 is 5 %. */
    readonly bonusTiers: readonly { readonly from: Money; readonly bps: number }[];
    /** Ways to pay, and what each charges in. */
    readonly methods: readonly { readonly method: "card" | "alipay"; readonly currency: string }[];
  } | null;
  readonly policyVersion: string;
}

/** What is charged where that is another currency than the account's. */
export interface Charge {
  readonly amount: Money;
  /** What one unit of the account's currency is in this one. */
  readonly rate: string;
  /** Whose rate it is. */
  readonly rateSource: string;
}

/** What a top-up would cost and bring. What is null does not apply, or the policy refuses. */
export interface TopUpReview {
  readonly decision: Decision;
  /** What is charged, tax included. */
  readonly total: Money | null;
  /** What is really charged where that is another currency. */
  readonly charge: Charge | null;
  /** Paid credits and bonus together. */
  readonly credits: Money | null;
  readonly bonus: Money | null;
  /** If it were paid now. */
  readonly refundUntil: Instant | null;
  readonly paidExpiresAt: Instant | null;
  readonly bonusExpiresAt: Instant | null;
  readonly terms: { readonly version: string; readonly hash: string; readonly language: "en" | "zh" };
  /** Server time. */
  readonly now: Instant;
}

/** Whether an order can be refunded now, and why not. */
export interface Refundability {
  readonly enabled: boolean;
  readonly refusal: {
    readonly code: string;
    readonly clause: string;
    readonly params: Readonly<Record<string, string>>;
  } | null;
  readonly windowClosesAt: Instant | null;
}

/** An order of a plan, of credits, of an add-on or of a gift. */
export interface Order {
  readonly id: string;
  readonly number: string;
  readonly kind: "subscription" | "top_up" | "renewal" | "upgrade" | "add_on" | "gift_subscription";
  readonly state: "pending" | "paid" | "failed" | "expired";
  /** Received as a gift: it cost nothing and is never refunded. */
  readonly gift: boolean;
  readonly planId: "free" | "pro" | "max" | "ultra" | null;
  readonly interval: "month" | "year" | null;
  /** Before tax; of a top-up, its paid credits. */
  readonly amount: Money;
  /** Credits that come on top of a top-up. */
  readonly bonus: Money;
  readonly tax: Money;
  readonly total: Money;
  /** What was charged where that is another currency. */
  readonly charge: Charge | null;
  readonly automatic: boolean;
  readonly policyVersion: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly paidAt: Instant | null;
  readonly method: string | null;
  readonly checkoutUrl: string | null;
  /** Of a renewal that is unpaid: why its last charge was refused, in the provider's own code and words. */
  readonly declined: {
    readonly code: string | null;
    readonly message: string | null;
    readonly at: Instant;
  } | null;
  readonly decisionId: string;
  /** The invoice of its payment. */
  readonly invoice: { readonly id: string; readonly number: string } | null;
  readonly refundability: Refundability | null;
  readonly refunds: readonly RefundSummary[];
  /** Null where its payment was never disputed. */
  readonly dispute: DisputeSummary | null;
}

/** The receipt of a paid top-up: the order, the lots it opened, the signed decision of its payment. */
export interface TopUpReceipt {
  readonly order: Order;
  readonly lots: readonly {
    readonly id: string;
    readonly kind: "paid" | "bonus";
    readonly granted: Money;
    readonly expiresAt: Instant | null;
  }[];
  /** Who was billed, as the invoice says it; null for what was paid before invoices were issued. */
  readonly buyer: Invoice["buyer"] | null;
  readonly invoice: { readonly id: string; readonly number: string } | null;
  readonly decisionId: string;
  /** SHA-256 of the canonical decision, hex. */
  readonly digest: string;
  readonly decision: Decision;
  readonly receipt: Receipt;
}

/** What moved credits otherwise than by usage. */
export interface Transaction {
  readonly id: string;
  readonly kind:
    | "top_up"
    | "gift"
    | "gift_revoked"
    | "referral"
    | "referral_revoked"
    | "expiry"
    | "refund"
    | "dispute"
    | "adjustment";
  /** A top-up moves nothing before it is `done`. */
  readonly state: "pending" | "done" | "failed" | "expired";
  readonly at: Instant;
  /** Credits that came in, negative those that went; of an unpaid top-up, those that would come. */
  readonly amount: Money;
  /** Of these, bonus credits. */
  readonly bonus: Money;
  readonly reason: string | null;
  readonly decisionId: string | null;
  /** Only of a top-up. */
  readonly order: {
    readonly id: string;
    readonly number: string;
    readonly total: Money;
    readonly method: string | null;
    readonly checkoutUrl: string | null;
    readonly automatic: boolean;
    readonly refunds: readonly RefundSummary[];
    /** Null where its payment was never disputed. */
    readonly dispute: DisputeSummary | null;
    /** Null while unpaid. */
    readonly refundability: Refundability | null;
  } | null;
}

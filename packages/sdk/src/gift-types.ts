import type { Instant, Money } from "./types.ts";

/** A subscription that the account gave. The code is known to the recipient alone. */
export interface GivenGift {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly state: "offered" | "canceled" | "redeemed" | "expired";
  readonly planId: "free" | "pro" | "max" | "ultra";
  readonly interval: "month" | "year";
  /** How many terms, one after the other. */
  readonly terms: number;
  readonly total: Money;
  readonly recipientEmail: string;
  readonly senderName: string;
  readonly message: string | null;
  readonly language: "en" | "zh";
  /** When the recipient is written to. */
  readonly deliverAt: Instant;
  /** How often it was sent, and what became of the newest mail; null before the first. */
  readonly sendings: number;
  readonly mail: "queued" | "sent" | "failed" | null;
  readonly lastSentAt: Instant | null;
  readonly redeemBy: Instant;
  readonly createdAt: Instant;
  readonly redeemedAt: Instant | null;
  /** Canceled or expired. */
  readonly endedAt: Instant | null;
  /** Until when its payer may take it back while nobody has redeemed it. */
  readonly cancelUntil: Instant | null;
  readonly actions: readonly ("send" | "cancel")[];
}

/** A gift that the account redeemed. */
export interface ReceivedGift {
  readonly id: string;
  readonly planId: "free" | "pro" | "max" | "ultra";
  readonly interval: "month" | "year";
  readonly terms: number;
  readonly senderName: string;
  readonly message: string | null;
  readonly redeemedAt: Instant;
  readonly orderId: string;
  /** End of what is paid for, and whether the subscription renews after it. */
  readonly paidUntil: Instant;
  readonly renews: boolean;
}

/** An add-on as it is sold to the account: the newest version in its currency. */
export interface OfferedAddOn {
  readonly addOnId: string;
  readonly key: string;
  readonly priceId: string;
  readonly version: number;
  readonly name: string;
  readonly description: { readonly en: string; readonly zh: string };
  /** Of one, before tax; charged once. */
  readonly price: Money;
  readonly maxQuantity: number;
}

/** An add-on that the account bought, or tried to. */
export interface AddOnPurchase {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly state: "pending" | "paid" | "failed" | "expired";
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly quantity: number;
  readonly amount: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly method: string | null;
  readonly createdAt: Instant;
  readonly paidAt: Instant | null;
  /** The provider's own words. */
  readonly failure: { readonly code: string; readonly message: string | null } | null;
  readonly checkoutUrl: string | null;
  /** What was agreed to before the charge. */
  readonly consent: { readonly version: string; readonly hash: string; readonly givenAt: Instant };
  readonly decisionId: string;
}

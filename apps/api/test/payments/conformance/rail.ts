import type { Currency } from "@tenure/core/money";
import type { TopUpMethod } from "@tenure/core/top-ups";
import type { ArrivedNotification, PaymentProvider, ProviderName } from "../../../src/payments/provider.ts";

/** Calls of an adapter that can be disturbed. */
export type Call = "open" | "refund" | "look";

/** How a forged notification differs from what the provider sends. */
export interface Forgery {
  /** Seconds the signature is ahead of now; negative is old. */
  readonly aheadSeconds?: number;
  /** What arrives instead of the bytes that were signed. */
  readonly body?: string;
  /** A header that is missing. */
  readonly without?: string;
}

/**
 * What the kit needs of the world behind an adapter: somebody who pays, what has really left, and weather. A rail for a
 * third adapter is written beside the two that are there.
 */
export interface Rail {
  readonly name: ProviderName;
  /** The wallet of the accounts that pay over it, and how they pay. */
  readonly currency: Currency;
  readonly method: TopUpMethod;
  /** The least that is paid in the tests, minor units: below its largest, above what the provider takes at least. */
  readonly provider: PaymentProvider;
  /** The same adapter in front of nothing. */
  unreachable(): PaymentProvider;
  /** Somebody pays on the hosted page. */
  pay(sessionId: string): void;
  /** The payment of a paid page. */
  paymentOf(sessionId: string): string;
  /** What has left or is on its way for a payment, minor units; what failed has not. */
  payouts(paymentId: string): readonly bigint[];
  /** The effect is real and the answer is lost, so many times; long enough for the adapter to notice. */
  loseAnswers(call: Call, calls: number): void;
  /** Nothing happens and nobody answers, so many times. */
  refuse(call: Call, calls: number): void;
  /** What the next refund does: it waits, and then succeeds or fails when `finish` says so. */
  nextRefundWaits(): void;
  finish(paymentId: string, outcome: "succeeds" | "fails"): void;
  /** Notifications: repeated, dropped, late behind the next. */
  disturb(how: "duplicate" | "drop" | "reorder", count: number): void;
  /** Everything that was told is told once more. @returns how much */
  tellAgain(): Promise<number>;
  /** The provider forgets the keys under which it was asked, as it may after a day. */
  forgetKeys(): void;
  /** A notification about a payment as the provider signs it, or not quite. */
  notification(paymentId: string, forgery?: Forgery): ArrivedNotification;
  calm(): void;
}

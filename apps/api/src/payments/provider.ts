import type { Currency } from "@tenure/core/money";

/** Providers that the product knows. */
export type ProviderName = "stripe";

/** A hosted payment page to open for an order. Amounts are minor units. */
export interface CheckoutRequest {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly accountId: string;
  readonly holderPeriodId: string;
  readonly customerId: string;
  readonly totalMinor: bigint;
  readonly currency: Currency;
  readonly description: string;
  readonly language: "en" | "zh";
  readonly expiresAt: Date;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** A hosted payment page. `paymentId` is set once somebody paid. */
export interface Checkout {
  readonly sessionId: string;
  readonly url: string | null;
  readonly state: "open" | "complete" | "expired";
  readonly paymentId: string | null;
}

/** A payment as the provider holds it now. */
export interface ProviderPayment {
  readonly paymentId: string;
  /** Our order, from the metadata we set; null when it is none of ours. */
  readonly orderId: string | null;
  readonly captured: boolean;
  readonly amountMinor: bigint;
  /** Upper case, as the provider says; not necessarily one we accept. */
  readonly currency: string;
  readonly chargeId: string | null;
  /** For people: `Visa •••• 4242`. */
  readonly methodLabel: string;
}

/** A refund as the provider holds it now. */
export interface ProviderRefund {
  readonly providerRefundId: string;
  /** Our leg, from the metadata we set. */
  readonly legId: string | null;
  readonly state: "pending" | "refunded" | "failed";
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly failureCode: string | null;
}

/** Returns money of one payment. `legId` is the idempotency key: the same leg never pays twice. */
export interface RefundRequest {
  readonly legId: string;
  readonly refundId: string;
  readonly paymentId: string;
  readonly amountMinor: bigint;
}

/** A dispute as the provider holds it now, with what all disputes of its payment come to. */
export interface ProviderDispute {
  readonly paymentId: string | null;
  /** `open` while any of them is, `lost` where any was lost, else `won`. */
  readonly state: "open" | "won" | "lost";
  readonly reason: string;
}

/** A verified notification. Only a trigger: the object is read again from the provider before anything is decided. */
export interface ProviderNotification {
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string;
  readonly payload: object;
}

/** A rail for money. Everything it is asked survives being asked twice. */
export interface PaymentProvider {
  readonly name: ProviderName;
  createCustomer(holderPeriodId: string, email: string | null): Promise<string>;
  openCheckout(request: CheckoutRequest): Promise<Checkout>;
  readCheckout(sessionId: string): Promise<Checkout>;
  readPayment(paymentId: string): Promise<ProviderPayment>;
  refund(request: RefundRequest): Promise<ProviderRefund>;
  readRefund(providerRefundId: string): Promise<ProviderRefund>;
  /** Looks for the refund of a leg among a payment's refunds: how an unknown outcome is resolved. */
  findRefund(paymentId: string, legId: string): Promise<ProviderRefund | null>;
  readDispute(disputeId: string): Promise<ProviderDispute>;
  /** Notifications of the last hours that the provider could not deliver, newest first. */
  undelivered(hoursBack: number): AsyncIterable<ProviderNotification>;
  /** @throws NotificationRefused when the signature is wrong, old or from the future */
  verifyNotification(rawBody: Buffer, signature: string): ProviderNotification;
}

/** The provider said no, in its own words (T6.2). Asking again will not help. */
export class ProviderRejected extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "ProviderRejected";
    this.code = code;
  }
}

/** Nobody knows whether it happened: time-out, broken connection, 5xx, too many requests. Look before asking again. */
export class ProviderUnknown extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ProviderUnknown";
  }
}

/** A notification that is not from the provider, or not fresh. */
export class NotificationRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotificationRefused";
  }
}

import type { DisputeWord } from "@tenure/core/disputes";
import type { Currency } from "@tenure/core/money";
import type { ChargeFailure } from "@tenure/core/subscriptions";

/** Providers that the product knows. */
export const providerNames = ["stripe", "antom"] as const;

/** One of {@link providerNames}. */
export type ProviderName = (typeof providerNames)[number];

/** A hosted payment page to open for an order. Amounts are minor units. */
export interface CheckoutRequest {
  readonly orderId: string;
  /** The idempotency key: one page per try. An order that has one page is its own try. */
  readonly attemptId: string;
  readonly orderNumber: string;
  readonly accountId: string;
  readonly holderPeriodId: string;
  /** The provider's customer; null where the provider keeps none. */
  readonly customerId: string | null;
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
  /** Whether it is a page on which a card is added instead of paying. */
  readonly isSetup: boolean;
}

/** A payment as the provider holds it now. */
export interface ProviderPayment {
  readonly provider: ProviderName;
  readonly paymentId: string;
  /** Our order, from the metadata we set; null when it is none of ours. */
  readonly orderId: string | null;
  /** Our try, where an order is tried more than once; else null. */
  readonly attemptId: string | null;
  readonly captured: boolean;
  readonly amountMinor: bigint;
  /** Upper case, as the provider says; not necessarily one we accept. */
  readonly currency: string;
  readonly chargeId: string | null;
  /** For people: `Visa •••• 4242`. */
  readonly methodLabel: string;
  /** The card that was saved with it for payments without the customer; null where none was. */
  readonly savedCard: SavedCard | null;
  /** The provider's own words for why the last attempt failed (T6.2); null where none did. */
  readonly failure: PaymentFailure | null;
}

/** Why a charge was refused: what it means for another try, and the provider's own code and words (T6.2). */
export interface PaymentFailure {
  readonly kind: ChargeFailure;
  readonly code: string;
  readonly message: string;
}

/** A card that the provider keeps for later payments. */
export interface SavedCard {
  readonly methodId: string;
  /** Equal for equal card numbers, whoever pays with them; null where the provider does not say. */
  readonly fingerprint: string | null;
  readonly brand: string | null;
  readonly last4: string | null;
  /** As printed; null where the provider does not say. */
  readonly expMonth: number | null;
  readonly expYear: number | null;
}

/** A hosted page on which a card is added without paying. `setupId` is the idempotency key. */
export interface SetupRequest {
  readonly setupId: string;
  readonly accountId: string;
  readonly holderPeriodId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly language: "en" | "zh";
  readonly expiresAt: Date;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** Such a page as the provider holds it now. */
export interface ProviderSetup {
  readonly sessionId: string;
  readonly url: string | null;
  /** Our row, from the metadata we set; null when it is none of ours. */
  readonly setupId: string | null;
  readonly state: "open" | "complete" | "expired";
  /** Set once somebody added one. */
  readonly card: (SavedCard & { readonly label: string }) | null;
}

/** A payment with a saved card, nobody present. Minor units. */
export interface OffSessionRequest {
  readonly orderId: string;
  /** The idempotency key: one try charges once. An order that is tried once is its own try. */
  readonly attemptId: string;
  readonly orderNumber: string;
  readonly accountId: string;
  readonly customerId: string;
  readonly methodId: string;
  readonly totalMinor: bigint;
  readonly currency: Currency;
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
  /** In the currency that was paid. */
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** A dispute as the provider holds it now. */
export interface ProviderDispute extends DisputeWord {
  readonly disputeId: string;
  readonly reason: string;
  readonly openedAt: Date;
  /** Until when it can be answered; null where it cannot. */
  readonly evidenceDueAt: Date | null;
}

/** The payment that a dispute is about, with every dispute of it, oldest first. */
export interface ProviderDisputes {
  readonly paymentId: string | null;
  readonly disputes: readonly ProviderDispute[];
}

/** An entry of the provider's own books, as it is now: what a reconciliation compares with ours. */
export interface StatementLine {
  /** `refund_return`: money of a refund that came back after it had been paid, where only a settlement report tells. */
  readonly kind: "payment" | "refund" | "refund_return" | "dispute";
  readonly id: string;
  /** The payment that it belongs to; null where the provider names none: then `rowId` leads to it. */
  readonly paymentId: string | null;
  /** Our row that it names: the order of a payment, the leg of a refund; null when it names none. */
  readonly rowId: string | null;
  readonly state: "captured" | "not_captured" | "pending" | "refunded" | "failed" | "open" | "won" | "lost";
  readonly amountMinor: bigint;
  /** Upper case, as the provider says; not necessarily one we accept. */
  readonly currency: string;
  /** When it was made, by the provider's clock. */
  readonly at: Date;
}

/** From when on what is asked for. Refunds and disputes move for weeks after a payment does not any more. */
export interface StatementPeriod {
  readonly payments: Date;
  readonly refunds: Date;
}

/** What a provider lists by itself. */
export interface Statement {
  /** Whether every payment of the period is in it; else each payment of ours is asked for. */
  readonly complete: boolean;
  /** Its lines in portions, read one at a time. */
  readonly lines: AsyncIterable<readonly StatementLine[]>;
}

/** A verified notification. Only a trigger: the object is read again from the provider before anything is decided. */
export interface ProviderNotification {
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string;
  readonly payload: object;
}

/** A notification as it arrived: its bytes, and the headers that sign them. */
export interface ArrivedNotification {
  readonly rawBody: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * A rail for money: what a top-up and its refund need. Everything it is asked survives being asked twice. What an
 * adapter must keep is in docs/guides/payment-providers.md; test/payments/conformance holds each to it.
 */
export interface PaymentProvider {
  readonly name: ProviderName;
  openCheckout(request: CheckoutRequest): Promise<Checkout>;
  readCheckout(sessionId: string): Promise<Checkout>;
  /** Closes a page, so that nobody pays on it any more. One that was paid or closed already is answered as it is. */
  closeCheckout(sessionId: string): Promise<Checkout>;
  readPayment(paymentId: string): Promise<ProviderPayment>;
  refund(request: RefundRequest): Promise<ProviderRefund>;
  readRefund(providerRefundId: string): Promise<ProviderRefund>;
  /** Looks for the refund of a leg among a payment's refunds: how an unknown outcome is resolved. */
  findRefund(paymentId: string, legId: string): Promise<ProviderRefund | null>;
  /** What it lists of a period. */
  statement(since: StatementPeriod): Statement;
  /** One payment with its refunds and disputes as they are now, whatever their age; none where it knows none. */
  linesOf(paymentId: string): Promise<readonly StatementLine[]>;
  /** @throws NotificationRefused when the signature is missing, wrong, old or from the future */
  verifyNotification(arrived: ArrivedNotification): ProviderNotification;
}

/** A rail that also keeps cards, for what is charged with nobody present, and knows disputes. */
export interface CardProvider extends PaymentProvider {
  readonly name: "stripe";
  createCustomer(holderPeriodId: string, email: string | null): Promise<string>;
  /**
   * Charges a saved card. One that was declined is an answer with its `failure`, not an error.
   * @throws ProviderRejected when the request itself is refused, such as for a card that is no longer there
   */
  chargeOffSession(request: OffSessionRequest): Promise<ProviderPayment>;
  /**
   * Looks for the payment of a try among a customer's: how an unknown outcome is resolved. `since` in the provider's
   * own time.
   */
  findPayment(customerId: string, attemptId: string, since: Date): Promise<ProviderPayment | null>;
  openSetup(request: SetupRequest): Promise<ProviderSetup>;
  readSetup(sessionId: string): Promise<ProviderSetup>;
  /** Forgets a saved card; one that is gone already is forgotten too. */
  detachMethod(methodId: string): Promise<void>;
  readDispute(disputeId: string): Promise<ProviderDisputes>;
  /** Notifications of the last hours that the provider could not deliver, newest first. */
  undelivered(hoursBack: number): AsyncIterable<ProviderNotification>;
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

import type Stripe from "stripe";

/** An event as it is kept and delivered: Stripe's envelope, with the object it carries. */
export interface StoredEvent {
  readonly id: string;
  readonly object: "event";
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: object; readonly previous_attributes?: object };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: Stripe.Event["type"];
}

/** One event on its way to one endpoint. Instants are simulated milliseconds. */
export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly endpointId: string;
  readonly dueAtMillis: number;
  readonly attempts: number;
  readonly state: "pending" | "delivered" | "dropped" | "exhausted";
  /** Waits until another event reached the same endpoint (or until due): that is how order is broken. */
  readonly behindNext: boolean;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/** The card behind a payment method, with what it does when used. */
export interface SimulatedCard {
  /** The payment method's id. */
  readonly id: string;
  readonly number: string;
  /** A 3-D Secure payment that saved the card has been completed: later off-session payments need none. */
  readonly setUp: boolean;
}

/** Something that happens by itself at a simulated instant. */
export interface PlannedOutcome {
  readonly id: string;
  readonly dueAtMillis: number;
  readonly subjectId: string;
  readonly kind:
    | "refund_succeeds"
    | "refund_fails"
    | "refund_reference"
    | "dispute_opens"
    | "session_expires"
    | "identity_verifies";
}

/** A kept answer to an idempotent request. */
export interface IdempotencyRecord {
  /** The key. */
  readonly id: string;
  readonly path: string;
  readonly params: string;
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
  readonly createdAtMillis: number;
}

/** Everything the simulator remembers; each row is keyed by its `id`. */
export interface Tables {
  customer: Stripe.Customer;
  payment_method: Stripe.PaymentMethod;
  payment_intent: Stripe.PaymentIntent;
  setup_intent: Stripe.SetupIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  balance_transaction: Stripe.BalanceTransaction;
  dispute: Stripe.Dispute;
  checkout_session: Stripe.Checkout.Session;
  line_items: { readonly id: string; readonly items: readonly Stripe.LineItem[] };
  /** What a session's payment intent will be made of. */
  intent_data: {
    readonly id: string;
    readonly description: string | null;
    readonly metadata: Stripe.Metadata;
    readonly receiptEmail: string | null;
    readonly setupFutureUsage: "off_session" | "on_session" | null;
  };
  identity_session: Stripe.Identity.VerificationSession;
  /** The document shown in a session, by the session's id. */
  identity_document: {
    readonly id: string;
    readonly given: string;
    readonly family: string;
    readonly birthDate: string;
    readonly country: string;
    readonly number: string;
    readonly reportId: string;
  };
  /** Where a session's page leads back to. */
  identity_return: { readonly id: string; readonly url: string | null };
  webhook_endpoint: Stripe.WebhookEndpoint & { readonly secret: string };
  event: StoredEvent;
  delivery: Delivery;
  /** Events to be delivered before the answer of the request that caused them. */
  early_event: { readonly id: string };
  card: SimulatedCard;
  outcome: PlannedOutcome;
  idempotency: IdempotencyRecord;
  clock: { readonly id: "clock"; readonly offsetMillis: number };
  /** Funds refunds can draw on, minor units, by currency. A currency without a row is not limited. */
  available_balance: { readonly id: string; readonly amountMinor: number };
  /** Outcomes chosen in advance for the refunds created next, in order. */
  refund_plan: { readonly id: string; readonly outcome: RefundPlanOutcome; readonly remaining: number };
}

/** What the next created refund does: its status at once, or `failed` shortly after `pending`. */
export type RefundPlanOutcome = "succeeded" | "pending" | "requires_action" | "failed";

export type TableName = keyof Tables;

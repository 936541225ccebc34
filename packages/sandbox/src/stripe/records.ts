import type Stripe from "stripe";
import { currentBalanceTransaction } from "./balance.ts";
import type { LoggedRequest, RequestLog } from "./request-log.ts";
import * as sessions from "./resources/checkout-sessions.ts";
import * as intents from "./resources/payment-intents.ts";
import * as identity from "./resources/verification-sessions.ts";
import type { StoredEvent } from "./tables.ts";
import type { World } from "./world.ts";

/** How many of each thing there are, for tests that assert the absence of a second one. */
export interface Counts {
  readonly customers: number;
  readonly checkoutSessions: number;
  readonly paymentIntents: number;
  readonly charges: number;
  readonly refunds: number;
  readonly refundsByStatus: Readonly<Record<string, number>>;
  readonly disputes: number;
  readonly events: number;
  readonly pendingDeliveries: number;
  readonly requests: number;
}

/** What there is at the simulator; every list oldest first. */
export class StripeRecords {
  readonly #world: World;
  readonly #log: RequestLog;

  constructor(world: World, log: RequestLog) {
    this.#world = world;
    this.#log = log;
  }

  disputes(): Stripe.Dispute[] {
    return this.#world.store.all("dispute");
  }
  refunds(): Stripe.Refund[] {
    return this.#world.store.all("refund");
  }
  customers(): Stripe.Customer[] {
    return this.#world.store.all("customer");
  }
  checkoutSessions(): Stripe.Checkout.Session[] {
    return this.#world.store.all("checkout_session");
  }
  checkoutSession(id: string): Stripe.Checkout.Session {
    return sessions.retrieve(this.#world, id);
  }
  lineItems(sessionId: string): readonly Stripe.LineItem[] {
    return this.#world.store.get("line_items", sessionId)?.items ?? [];
  }
  paymentIntents(): Stripe.PaymentIntent[] {
    return this.#world.store.all("payment_intent");
  }
  paymentIntent(id: string): Stripe.PaymentIntent {
    return intents.retrieve(this.#world, id);
  }
  sessionOfIntent(intentId: string): Stripe.Checkout.Session | undefined {
    return sessions.sessionOfIntent(this.#world, intentId);
  }
  charges(): Stripe.Charge[] {
    return this.#world.store.all("charge");
  }
  paymentMethods(): Stripe.PaymentMethod[] {
    return this.#world.store.all("payment_method");
  }
  balanceTransactions(): Stripe.BalanceTransaction[] {
    return this.#world.store
      .all("balance_transaction")
      .map((booked) => currentBalanceTransaction(this.#world, booked));
  }
  verificationSessions(): Stripe.Identity.VerificationSession[] {
    return this.#world.store.all("identity_session");
  }
  verificationSession(id: string): Stripe.Identity.VerificationSession {
    return identity.retrieve(this.#world, id);
  }
  /** Where the page of a verification leads back to. */
  verificationReturn(id: string): string | null {
    return this.#world.store.get("identity_return", id)?.url ?? null;
  }
  events(): StoredEvent[] {
    return this.#world.store.all("event");
  }
  requests(): readonly LoggedRequest[] {
    return this.#log.entries;
  }

  counts(): Counts {
    const { store } = this.#world;
    const byStatus: Record<string, number> = {};
    for (const refund of store.all("refund")) {
      const status = refund.status ?? "unknown";
      byStatus[status] = (byStatus[status] ?? 0) + 1;
    }
    return {
      customers: store.all("customer").length,
      checkoutSessions: store.all("checkout_session").length,
      paymentIntents: store.all("payment_intent").length,
      charges: store.all("charge").length,
      refunds: store.all("refund").length,
      refundsByStatus: byStatus,
      disputes: store.all("dispute").length,
      events: store.all("event").length,
      pendingDeliveries: store.all("delivery").filter((delivery) => delivery.state === "pending").length,
      requests: this.#log.entries.length,
    };
  }
}

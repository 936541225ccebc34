import type Stripe from "stripe";
import { cardByNumber } from "./cards.ts";
import type { Deliverer } from "./deliveries.ts";
import { invalidRequest, missing } from "./errors.ts";
import type {
  EventFault,
  EventFaultAction,
  FaultPoint,
  FaultProfile,
  RouteFault,
  RouteFaultAction,
} from "./faults.ts";
import { newId } from "./ids.ts";
import type { OutcomePump } from "./outcomes.ts";
import { StripeRecords } from "./records.ts";
import type { RequestLog } from "./request-log.ts";
import { createCustomer } from "./resources/customers.ts";
import { createCard } from "./resources/payment-methods.ts";
import * as sessions from "./resources/checkout-sessions.ts";
import * as disputes from "./resources/disputes.ts";
import * as intents from "./resources/payment-intents.ts";
import {
  moveRefund,
  postReference,
  type RefundFailureReason,
  type RefundStatus,
} from "./resources/refund-lifecycle.ts";
import * as refunds from "./resources/refunds.ts";
import * as identity from "./resources/verification-sessions.ts";
import * as endpoints from "./resources/webhook-endpoints.ts";
import type { Delivery, RefundPlanOutcome } from "./tables.ts";
import { noCause, type World } from "./world.ts";

export interface RouteFaultRequest {
  /** `GET`, `POST`, `DELETE`; every method without it. */
  readonly method?: string;
  /** A route such as `/v1/refunds` or `/v1/refunds/:id`; every route without it. */
  readonly path?: string;
  readonly point: FaultPoint;
  readonly action: RouteFaultAction;
  readonly delayMillis?: number;
  /** How many requests it strikes; 1 without it. */
  readonly count?: number;
}

export interface EventFaultRequest {
  /** An event type; every event without it. */
  readonly type?: string;
  /** Only events about the object with this id. */
  readonly about?: string;
  readonly action: EventFaultAction;
  readonly delayMillis?: number;
  /** How many events it strikes; 1 without it. */
  readonly count?: number;
}

export interface EndpointRequest {
  readonly url: string;
  /** Every event without it. */
  readonly events?: readonly string[];
  /** A secret both sides already know; a new one without it. */
  readonly secret?: string;
}

/** What a person at Stripe, a bank or the weather can do; the same operations as `/control/*`. */
export class StripeControl extends StripeRecords {
  readonly #world: World;
  readonly #deliverer: Deliverer;
  readonly #outcomes: OutcomePump;
  readonly #log: RequestLog;
  readonly #forget: () => void;

  constructor(parts: {
    world: World;
    deliverer: Deliverer;
    outcomes: OutcomePump;
    log: RequestLog;
    forget: () => void;
  }) {
    super(parts.world, parts.log);
    this.#world = parts.world;
    this.#deliverer = parts.deliverer;
    this.#outcomes = parts.outcomes;
    this.#log = parts.log;
    this.#forget = parts.forget;
  }

  #act<T>(work: () => T): T {
    const result = this.#world.act(noCause, work);
    this.#deliverer.wake();
    this.#outcomes.wake();
    return result;
  }

  // The clock

  /** Simulated now. */
  now(): Date {
    return new Date(this.#world.clock.now());
  }

  /** Moves the clock; what falls due happens at once. Negative goes back. */
  advanceClock(millis: number): Date {
    return this.#setOffset(this.#world.clock.offsetMillis + millis);
  }

  setClock(instant: Date): Date {
    return this.#setOffset(instant.getTime() - Date.now());
  }

  /** Back to the machine's time. */
  resetClock(): Date {
    return this.#setOffset(0);
  }

  #setOffset(offsetMillis: number): Date {
    if (!Number.isSafeInteger(Math.trunc(offsetMillis)))
      throw invalidRequest("The clock needs a valid instant.");
    this.#world.store.put("clock", { id: "clock", offsetMillis });
    this.#world.clock.setOffset(offsetMillis);
    this.#deliverer.wake();
    return this.now();
  }

  // Refunds

  #moveRefund(id: string, to: RefundStatus, reason?: RefundFailureReason): Stripe.Refund {
    return this.#act(() => moveRefund(this.#world, refunds.retrieve(this.#world, id), to, reason));
  }

  /** A pending refund arrives. */
  settleRefund(id: string): Stripe.Refund {
    return this.#moveRefund(id, "succeeded");
  }

  /** A refund fails; also one that had succeeded (the bank sends the money back). */
  failRefund(id: string, reason: RefundFailureReason = "expired_or_canceled_card"): Stripe.Refund {
    return this.#moveRefund(id, "failed", reason);
  }

  /** A refund needs something from the customer, e.g. new bank details. */
  requireRefundAction(id: string): Stripe.Refund {
    return this.#moveRefund(id, "requires_action");
  }

  /** The customer has acted; the refund is on its way again. */
  resumeRefund(id: string): Stripe.Refund {
    return this.#moveRefund(id, "pending");
  }

  /** Canceled by hand in Stripe's dashboard. */
  cancelRefund(id: string): Stripe.Refund {
    return this.#moveRefund(id, "canceled");
  }

  /** The acquirer's reference becomes known: `refund.updated` without a change of status. */
  postRefundReference(id: string): Stripe.Refund {
    return this.#act(() => postReference(this.#world, refunds.retrieve(this.#world, id)));
  }

  /** Decides the next created refunds in advance, whatever their card; plans are used in order. */
  planRefunds(outcome: RefundPlanOutcome, count = 1): void {
    this.#world.store.put("refund_plan", { id: newId("plan"), outcome, remaining: count });
  }

  // Disputes

  /** The cardholder disputes a charge. */
  openDispute(chargeId: string, options: disputes.DisputeOptions = {}): Stripe.Dispute {
    return this.#act(() => disputes.open(this.#world, chargeId, options));
  }

  /** An open inquiry becomes a dispute: the money leaves now. */
  escalateDispute(id: string): Stripe.Dispute {
    return this.#act(() => disputes.escalate(this.#world, id));
  }

  winDispute(id: string, options: { readonly returnFee?: boolean } = {}): Stripe.Dispute {
    return this.#act(() => disputes.decide(this.#world, id, "won", options));
  }

  loseDispute(id: string): Stripe.Dispute {
    return this.#act(() => disputes.decide(this.#world, id, "lost"));
  }

  // Money and cards

  /**
   * Limits the funds refunds of a currency can draw on; `null` lifts the limit. Refunds that waited for funds
   * leave as far as the new balance reaches.
   */
  setAvailableBalance(currency: string, amountMinor: number | null): void {
    this.#act(() => {
      if (amountMinor === null) this.#world.store.remove("available_balance", currency);
      else this.#world.store.put("available_balance", { id: currency, amountMinor });
      refunds.settleWaiting(this.#world, currency);
    });
  }

  /** Limited currencies and what is left in each, minor units. */
  availableBalances(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.#world.store.all("available_balance").map((row) => [row.id, row.amountMinor]),
    );
  }

  /** Makes a saved card behave like another test card from now on, e.g. decline at the next renewal. */
  changeCard(paymentMethodId: string, cardNumber: string): void {
    const stored = this.#world.store.get("card", paymentMethodId);
    const card = cardByNumber(cardNumber);
    if (stored === undefined) throw missing("payment_method", paymentMethodId);
    if (card === undefined) throw missing("test card", cardNumber);
    this.#world.store.put("card", { ...stored, number: card.number });
  }

  /** Makes so many customers, each with a saved Visa card that pays: what checkouts of theirs would have left behind. */
  saveCards(count: number): { readonly customerId: string; readonly methodId: string }[] {
    const visa = cardByNumber("4242424242424242");
    if (visa === undefined) throw missing("test card", "4242424242424242");
    return this.#act(() =>
      Array.from({ length: count }, () => {
        const customer = createCustomer(this.#world, { email: null, name: null, metadata: {} });
        const method = createCard(this.#world, visa, { email: null, name: null });
        this.#world.store.put("payment_method", { ...method, customer: customer.id });
        this.#world.store.put("card", { id: method.id, number: visa.number, setUp: true });
        return { customerId: customer.id, methodId: method.id };
      }),
    );
  }

  // The buyer

  /** Presses Pay on the hosted page. */
  payCheckout(sessionId: string, cardNumber = "4242424242424242"): sessions.PayOutcome {
    return this.#act(() => sessions.pay(this.#world, sessionId, cardNumber));
  }

  /** Answers 3-D Secure, for a checkout or for a payment intent of the API. */
  authenticate(intentId: string, outcome: "complete" | "fail"): Stripe.PaymentIntent {
    return this.#act(() => {
      const intent = intents.authenticate(this.#world, intentId, outcome);
      const session = sessions.sessionOfIntent(this.#world, intentId);
      if (intent.status === "succeeded" && session?.status === "open")
        sessions.complete(this.#world, session.id);
      return intent;
    });
  }

  /** Shows a document on the page of an identity check. */
  submitVerification(
    sessionId: string,
    choice: identity.VerificationChoice,
    document: identity.ShownDocument,
  ): Stripe.Identity.VerificationSession {
    return this.#act(() => identity.submit(this.#world, sessionId, choice, document));
  }

  /** Finishes a check that is being processed. */
  settleVerification(sessionId: string): Stripe.Identity.VerificationSession {
    return this.#act(() => identity.verify(this.#world, sessionId));
  }

  // Faults

  get faultProfile(): FaultProfile {
    return this.#world.faults.profile;
  }
  setFaultProfile(profile: FaultProfile, seed?: number): void {
    this.#world.faults.setProfile(profile, seed);
  }
  routeFaults(): readonly RouteFault[] {
    return this.#world.faults.routeFaults;
  }
  eventFaults(): readonly EventFault[] {
    return this.#world.faults.eventFaults;
  }
  addRouteFault(fault: RouteFaultRequest): RouteFault {
    if (fault.action === "rate_limit" && fault.point !== "before_handler") {
      throw invalidRequest("A rate limit strikes before the handler: nothing was executed.");
    }
    if (fault.action !== "server_error" && fault.point === "in_handler") {
      throw invalidRequest(
        "Inside the handler only a server error can happen; the other faults strike before or after.",
      );
    }
    return this.#world.faults.addRouteFault({
      method: fault.method ?? "*",
      path: fault.path ?? "*",
      point: fault.point,
      action: fault.action,
      delayMillis: fault.delayMillis ?? 0,
      remaining: fault.count ?? 1,
    });
  }
  addEventFault(fault: EventFaultRequest): EventFault {
    return this.#world.faults.addEventFault({
      type: fault.type ?? "*",
      about: fault.about ?? null,
      action: fault.action,
      delayMillis: fault.delayMillis ?? 0,
      remaining: fault.count ?? 1,
    });
  }
  /** Removes the faults added one by one; the profile stays. */
  clearFaults(): void {
    this.#world.faults.clear();
  }

  // Webhooks

  /**
   * Registers an endpoint, or updates the one with the same URL or the same secret: calling it at each start
   * is safe, also on another port, and what could not be delivered before goes to the new address.
   */
  registerEndpoint(request: EndpointRequest): endpoints.SecretEndpoint {
    const all = this.endpoints();
    const known =
      all.find((endpoint) => endpoint.url === request.url) ??
      all.find((endpoint) => endpoint.secret === request.secret);
    if (known !== undefined) {
      const updated = {
        ...known,
        url: request.url,
        enabled_events: [...(request.events ?? ["*"])],
        secret: request.secret ?? known.secret,
        status: "enabled",
      };
      this.#world.store.put("webhook_endpoint", updated);
      return updated;
    }
    return endpoints.register(this.#world, {
      url: request.url,
      enabledEvents: request.events ?? ["*"],
      ...(request.secret === undefined ? {} : { secret: request.secret }),
    });
  }
  endpoints(): endpoints.SecretEndpoint[] {
    return this.#world.store.all("webhook_endpoint");
  }
  /** Deliveries still to do (or given up), then those done by this process. */
  deliveries(): readonly Delivery[] {
    return [...this.#world.store.all("delivery"), ...this.#deliverer.settled];
  }
  pauseWebhooks(): void {
    this.#deliverer.pause();
  }
  resumeWebhooks(): void {
    this.#deliverer.resume();
  }
  get webhooksPaused(): boolean {
    return this.#deliverer.paused;
  }
  /** Delivers everything pending now and waits for the answers; returns how many were attempted. */
  deliverPending(): Promise<number> {
    return this.#deliverer.deliverNow();
  }
  /** Delivers an event once more to every endpoint that listens, also one that was dropped. */
  async resendEvent(eventId: string): Promise<number> {
    const { store, clock } = this.#world;
    const event = store.get("event", eventId);
    if (event === undefined) throw missing("event", eventId);
    for (const given of store.all("delivery")) {
      if (given.eventId === eventId && given.state !== "pending") store.remove("delivery", given.id);
    }
    for (const endpoint of store.all("webhook_endpoint")) {
      if (!endpoint.enabled_events.some((enabled) => enabled === "*" || enabled === event.type)) continue;
      store.put("delivery", {
        id: newId("whd"),
        eventId,
        endpointId: endpoint.id,
        dueAtMillis: clock.now(),
        attempts: 0,
        state: "pending",
        behindNext: false,
        lastStatus: null,
        lastError: null,
      });
    }
    return this.#deliverer.deliverNow(new Set([eventId]));
  }

  /** Forgets every object, fault, request and clock setting. Registered endpoints stay: the API outlives a reset. */
  reset(): void {
    const kept = this.endpoints();
    this.#forget();
    for (const endpoint of kept) this.#world.store.put("webhook_endpoint", endpoint);
    this.#world.faults.clear();
    this.#log.clear();
    this.#world.clock.setOffset(0);
  }
}

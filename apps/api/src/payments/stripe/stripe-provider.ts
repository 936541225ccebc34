import {
  type Checkout,
  type CheckoutRequest,
  NotificationRefused,
  type CardProvider,
  type ProviderNotification,
  type RefundRequest,
} from "../provider.ts";
import { chargeOffSession, detachMethod, findPayment, metadataOf } from "./off-session.ts";
import { openSetup, readSetup } from "./setup.ts";
import { linesOf, statement } from "./statement.ts";
import { asking, idOf, present, toSafeInteger } from "./answers.ts";
import { toPayment } from "./to-payment.ts";
import { readDispute } from "./disputes.ts";
import { toRefund } from "./to-refund.ts";
import { createStripeClient, SIGNATURE_TOLERANCE_SECONDS, Stripe, type StripeConfig } from "./client.ts";

/** Stripe as a payment rail. Every write carries our row's id as its idempotency key and in its metadata. */
export function createStripeProvider(config: StripeConfig): CardProvider {
  const stripe = createStripeClient(config);
  return {
    name: "stripe",

    createCustomer: (holderPeriodId, email) =>
      asking(async () => {
        const customer = await stripe.customers.create(
          { metadata: { holderPeriodId }, ...(email === null ? {} : { email }) },
          { idempotencyKey: `customer:${holderPeriodId}` },
        );
        return present(customer, "customer").id;
      }),

    openCheckout: (request) =>
      asking(async () => {
        const session = await stripe.checkout.sessions.create(checkoutParams(request), {
          idempotencyKey: `checkout:${request.attemptId}`,
        });
        return toCheckout(present(session, "checkout.session"));
      }),

    readCheckout: (sessionId) =>
      asking(async () =>
        toCheckout(present(await stripe.checkout.sessions.retrieve(sessionId), "checkout.session")),
      ),

    closeCheckout: (sessionId) => closeCheckout(stripe, sessionId),

    readPayment: (paymentId) =>
      asking(async () => {
        const intent = await stripe.paymentIntents.retrieve(paymentId, { expand: ["latest_charge"] });
        return toPayment(present(intent, "payment_intent"));
      }),

    chargeOffSession: (request) => chargeOffSession(stripe, request),
    findPayment: (customerId, attemptId, since) => findPayment(stripe, customerId, attemptId, since),
    detachMethod: (methodId) => detachMethod(stripe, methodId),
    openSetup: (request) => openSetup(stripe, request),
    readSetup: (sessionId) => readSetup(stripe, sessionId),

    refund: (request: RefundRequest) =>
      asking(async () => {
        const refund = await stripe.refunds.create(
          {
            payment_intent: request.paymentId,
            amount: toSafeInteger(request.amountMinor),
            reason: "requested_by_customer",
            metadata: { legId: request.legId, refundId: request.refundId },
          },
          { idempotencyKey: `refund:${request.legId}` },
        );
        return toRefund(present(refund, "refund"));
      }),

    readRefund: (providerRefundId) =>
      asking(async () => toRefund(present(await stripe.refunds.retrieve(providerRefundId), "refund"))),

    findRefund: (paymentId, legId) =>
      asking(async () => {
        for await (const refund of stripe.refunds.list({ payment_intent: paymentId, limit: 100 }))
          if (refund.metadata?.["legId"] === legId) return toRefund(refund);
        return null;
      }),

    readDispute: (disputeId) => readDispute(stripe, disputeId),
    statement: (since) => statement(stripe, since),
    linesOf: (paymentId) => linesOf(stripe, paymentId),

    verifyNotification({ rawBody, headers }) {
      const signature = headers["stripe-signature"];
      if (typeof signature !== "string") throw new NotificationRefused("the signature is missing");
      let event: Stripe.Event;
      try {
        event = stripe.webhooks.constructEvent(
          rawBody,
          signature,
          config.webhookSecret,
          SIGNATURE_TOLERANCE_SECONDS,
        );
      } catch (error) {
        throw new NotificationRefused(error instanceof Error ? error.message : "signature not valid");
      }
      const signedAtSeconds = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? Number.NaN);
      // Wall clock against wall clock: this is transport freshness, no rule of the policy.
      if (!(signedAtSeconds <= Date.now() / 1000 + SIGNATURE_TOLERANCE_SECONDS))
        throw new NotificationRefused("the signature is from the future");
      return toNotification(event);
    },

    undelivered: (hoursBack) => undelivered(stripe, hoursBack),
  };
}

function checkoutParams(request: CheckoutRequest): Stripe.Checkout.SessionCreateParams {
  const metadata = metadataOf(request);
  return {
    mode: "payment",
    ...(request.customerId === null ? {} : { customer: request.customerId }),
    client_reference_id: request.orderId,
    locale: request.language,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: request.currency.toLowerCase(),
          unit_amount: toSafeInteger(request.totalMinor),
          product_data: { name: request.description },
        },
      },
    ],
    // The card is kept for renewals, which are off-session payments on our own schedule (design.md, "Stripe").
    payment_intent_data: {
      setup_future_usage: "off_session",
      description: request.orderNumber,
      metadata,
    },
    metadata,
    expires_at: Math.floor(request.expiresAt.getTime() / 1000),
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
  };
}

/** A page that is no longer open cannot be closed: then it says what it is. */
const closeCheckout = (stripe: Stripe, sessionId: string): Promise<Checkout> =>
  asking(async () => {
    try {
      return toCheckout(present(await stripe.checkout.sessions.expire(sessionId), "checkout.session"));
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      return toCheckout(present(await stripe.checkout.sessions.retrieve(sessionId), "checkout.session"));
    }
  });

const toCheckout = (session: Stripe.Checkout.Session): Checkout => ({
  sessionId: session.id,
  url: session.url,
  state: session.status === "complete" ? "complete" : session.status === "expired" ? "expired" : "open",
  paymentId: idOf(session.payment_intent),
  isSetup: session.mode === "setup",
});

function toNotification(event: Stripe.Event): ProviderNotification {
  const object: unknown = event.data.object;
  const objectId =
    object !== null && typeof object === "object" && "id" in object ? String(object.id) : event.id;
  return { eventId: event.id, type: event.type, objectId, payload: keptOf(event, objectId) };
}

/** What is stored of a notification. One about a person keeps ids alone: whatever it says of them belongs in the vault. */
const keptOf = (event: Stripe.Event, objectId: string): object =>
  event.type.startsWith("identity.")
    ? { id: event.id, type: event.type, created: event.created, data: { object: { id: objectId } } }
    : event;

async function* undelivered(stripe: Stripe, hoursBack: number): AsyncGenerator<ProviderNotification> {
  // Wall clock against wall clock: how far back to look, no rule of the policy.
  const since = Math.floor(Date.now() / 1000) - hoursBack * 3600;
  const events = stripe.events.list({ created: { gte: since }, delivery_success: false, limit: 100 });
  const pages = events[Symbol.asyncIterator]();
  for (;;) {
    const next = await asking(() => pages.next());
    if (next.done === true) return;
    yield toNotification(next.value);
  }
}

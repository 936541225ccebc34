import {
  type Checkout,
  type CheckoutRequest,
  NotificationRefused,
  type PaymentProvider,
  type ProviderDispute,
  type ProviderNotification,
  type ProviderPayment,
  ProviderRejected,
  type ProviderRefund,
  ProviderUnknown,
  type RefundRequest,
} from "../provider.ts";
import { createStripeClient, SIGNATURE_TOLERANCE_SECONDS, Stripe, type StripeConfig } from "./client.ts";

/** Stripe as a payment rail. Every write carries our row's id as its idempotency key and in its metadata. */
export function createStripeProvider(config: StripeConfig): PaymentProvider {
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
          idempotencyKey: `checkout:${request.orderId}`,
        });
        return toCheckout(present(session, "checkout.session"));
      }),

    readCheckout: (sessionId) =>
      asking(async () =>
        toCheckout(present(await stripe.checkout.sessions.retrieve(sessionId), "checkout.session")),
      ),

    readPayment: (paymentId) =>
      asking(async () => {
        const intent = await stripe.paymentIntents.retrieve(paymentId, { expand: ["latest_charge"] });
        return toPayment(present(intent, "payment_intent"));
      }),

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

    readDispute: (disputeId) =>
      asking(async () => {
        const dispute = present(await stripe.disputes.retrieve(disputeId), "dispute");
        const paymentId = idOf(dispute.payment_intent);
        const states = [stateOfDispute(dispute)];
        // A payment can be disputed more than once: one that was won takes back nothing of another that was lost.
        if (paymentId !== null)
          for await (const each of stripe.disputes.list({ payment_intent: paymentId, limit: 100 }))
            if (each.id !== dispute.id) states.push(stateOfDispute(each));
        return {
          paymentId,
          state: states.includes("open") ? "open" : states.includes("lost") ? "lost" : "won",
          reason: dispute.reason,
        };
      }),

    verifyNotification(rawBody, signature) {
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
  const metadata = { orderId: request.orderId, accountId: request.accountId };
  return {
    mode: "payment",
    customer: request.customerId,
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

const toCheckout = (session: Stripe.Checkout.Session): Checkout => ({
  sessionId: session.id,
  url: session.url,
  state: session.status === "complete" ? "complete" : session.status === "expired" ? "expired" : "open",
  paymentId: idOf(session.payment_intent),
});

function toPayment(intent: Stripe.PaymentIntent): ProviderPayment {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const card = charge?.payment_method_details?.card;
  return {
    paymentId: intent.id,
    orderId: intent.metadata["orderId"] ?? null,
    captured: intent.status === "succeeded",
    amountMinor: BigInt(intent.amount_received),
    currency: intent.currency.toUpperCase(),
    chargeId: idOf(intent.latest_charge),
    methodLabel:
      card === undefined || card === null
        ? "Card"
        : `${title(card.brand ?? "card")} •••• ${card.last4 ?? ""}`.trim(),
  };
}

function toRefund(refund: Stripe.Refund): ProviderRefund {
  const failed = refund.status === "failed" || refund.status === "canceled";
  return {
    providerRefundId: refund.id,
    legId: refund.metadata?.["legId"] ?? null,
    state: refund.status === "succeeded" ? "refunded" : failed ? "failed" : "pending",
    amountMinor: BigInt(refund.amount),
    currency: refund.currency.toUpperCase(),
    failureCode: failed ? (refund.failure_reason ?? refund.status) : null,
  };
}

function stateOfDispute({ status }: Stripe.Dispute): ProviderDispute["state"] {
  if (status === "won" || status === "warning_closed" || status === "prevented") return "won";
  return status === "lost" ? "lost" : "open";
}

function toNotification(event: Stripe.Event): ProviderNotification {
  const object: unknown = event.data.object;
  const objectId =
    object !== null && typeof object === "object" && "id" in object ? String(object.id) : event.id;
  return { eventId: event.id, type: event.type, objectId, payload: event };
}

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

const title = (brand: string): string => brand.charAt(0).toUpperCase() + brand.slice(1);

const idOf = (reference: string | { readonly id: string } | null | undefined): string | null =>
  reference === null || reference === undefined
    ? null
    : typeof reference === "string"
      ? reference
      : reference.id;

/** Minor units to the integer that the SDK takes. @throws RangeError beyond 2⁵³, which no order reaches */
function toSafeInteger(amountMinor: bigint): number {
  if (amountMinor > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RangeError("amount beyond what the provider takes");
  return Number(amountMinor);
}

/**
 * The SDK resolves on any 2xx, and even on a non-2xx body without an `error` member: an answer without the right
 * `object` and an id is no answer.
 */
function present<T extends { readonly id: string; readonly object: string }>(
  answer: T,
  object: T["object"],
): T {
  if (answer.object !== object || typeof answer.id !== "string" || answer.id === "")
    throw new ProviderUnknown(`the provider's answer is not a ${object}`);
  return answer;
}

/** Sorts errors into "no" and "nobody knows". */
async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderUnknown) throw error;
    if (error instanceof Stripe.errors.StripeError) {
      const definite =
        error instanceof Stripe.errors.StripeInvalidRequestError ||
        error instanceof Stripe.errors.StripeCardError;
      // A wrong key or a missing right is ours to mend, no answer about the payment: a refund must not fail of it.
      // A mismatch under our own key means the first request went through with other words: look, do not repeat.
      if (definite) throw new ProviderRejected(error.code ?? error.type, error.message);
    }
    throw new ProviderUnknown(error instanceof Error ? error.message : String(error));
  }
}

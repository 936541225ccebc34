import type Stripe from "stripe";
import { type ErrorBody, invalidParameter, invalidRequest, unsupported } from "../errors.ts";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import { customerOf, idOf, paymentIntentOf } from "../objects.ts";
import type { Params } from "../params.ts";
import type { World } from "../world.ts";
import * as paymentMethods from "./payment-methods.ts";
import { attemptPayment, type PaymentResult, refuse } from "./payment-outcome.ts";

/** Stripe's minimum charge by currency, minor units, where it is documented as a fixed amount. */
const MINIMUM_MINOR: Readonly<Record<string, number>> = {
  usd: 50,
  eur: 50,
  gbp: 30,
  jpy: 50,
  cad: 50,
  aud: 50,
  chf: 50,
  sgd: 50,
  nzd: 50,
  hkd: 400,
  mxn: 1000,
  dkk: 250,
  sek: 300,
  nok: 300,
  aed: 200,
};
/** Eight digits, [sdk] `PaymentIntentCreateParams.amount`. */
const MAXIMUM_MINOR = 99_999_999;

/** Refuses amounts that Stripe would refuse. */
export function checkAmount(amountMinor: number, currency: string, param: string): void {
  if (!/^[a-z]{3}$/.test(currency)) {
    throw invalidParameter(`Invalid currency: ${currency}`, "currency", "parameter_invalid_string");
  }
  const minimum = MINIMUM_MINOR[currency] ?? 1;
  if (amountMinor < minimum) {
    throw invalidParameter(
      `Amount must be at least ${minimum} ${currency} in the smallest unit.`,
      param,
      "amount_too_small",
    );
  }
  if (amountMinor > MAXIMUM_MINOR) {
    throw invalidParameter(`Amount must be no more than ${MAXIMUM_MINOR}.`, param, "amount_too_large");
  }
}

/** What a new payment intent is made of. */
export interface IntentFields {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly metadata: Stripe.Metadata;
  readonly receiptEmail: string | null;
  readonly setupFutureUsage: "off_session" | "on_session" | null;
}

/** A payment intent that nobody has tried to pay yet. */
export function createIntent(world: World, fields: IntentFields): Stripe.PaymentIntent {
  const id = newId("pi");
  const intent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: fields.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: "always", enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${newId("s").slice(2)}`,
    confirmation_method: "automatic",
    created: world.clock.seconds(),
    currency: fields.currency,
    customer: fields.customer,
    customer_account: null,
    description: fields.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: fields.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: fields.receiptEmail,
    review: null,
    setup_future_usage: fields.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_group: null,
  } satisfies Stripe.PaymentIntent;
  world.store.put("payment_intent", intent);
  emit(world, "payment_intent.created", intent);
  return intent;
}

/** An intent, or the card error of an attempt whose traces are kept all the same. */
export type IntentAnswer = Stripe.PaymentIntent | { readonly cardError: ErrorBody };

function answer(result: PaymentResult): IntentAnswer {
  const { intent, decline } = result;
  if (decline === null) return intent;
  const charge = idOf(intent.latest_charge);
  const method = intent.last_payment_error?.payment_method;
  return {
    cardError: {
      type: "card_error",
      code: decline.code,
      decline_code: decline.declineCode,
      message: decline.message,
      payment_intent: intent,
      ...(charge === null ? {} : { charge }),
      ...(method === undefined ? {} : { payment_method: method }),
    },
  };
}

function pay(
  world: World,
  intent: Stripe.PaymentIntent,
  reference: string,
  options: { offSession: boolean; returnUrl: string | null },
): IntentAnswer {
  const method = paymentMethods.resolve(world, reference, "payment_method");
  const owner = idOf(method.customer);
  if (owner !== null && owner !== idOf(intent.customer)) {
    throw invalidRequest(
      "The customer on the PaymentIntent does not match the customer the PaymentMethod belongs to.",
      { code: "payment_intent_invalid_parameter", param: "payment_method" },
    );
  }
  return answer(attemptPayment(world, intent, method, { ...options, authenticated: false }));
}

/** `POST /v1/payment_intents` */
export function create(world: World, params: Params): IntentAnswer {
  const amount = params.integer("amount", 1);
  const currency = params.string("currency").toLowerCase();
  checkAmount(amount, currency, "amount");
  const customer = params.optionalString("customer");
  if (customer !== undefined) customerOf(world, customer);
  const captureMethod = params.choice("capture_method", ["automatic", "automatic_async", "manual"]);
  if (captureMethod === "manual") throw unsupported("manual capture", "capture_method");
  const confirm = params.boolean("confirm") ?? false;
  const offSession = params.boolean("off_session") ?? false;
  const method = params.optionalString("payment_method");
  const returnUrl = params.optionalString("return_url") ?? null;
  const automatic = params.nested("automatic_payment_methods");
  automatic?.ignore("enabled", "allow_redirects");
  // Only cards exist here, so any list that a card passes changes nothing.
  const allowed = params.strings("allowed_payment_method_types");
  if (allowed.length > 0 && !allowed.includes("card")) {
    throw unsupported("payment methods other than cards", "allowed_payment_method_types");
  }
  if (offSession && !confirm) {
    throw invalidParameter(
      "You can only set `off_session` when `confirm=true`.",
      "off_session",
      "parameter_missing",
    );
  }
  const fields: IntentFields = {
    amount,
    currency,
    customer: customer ?? null,
    description: params.optionalString("description") ?? null,
    metadata: params.metadata() ?? {},
    receiptEmail: params.optionalString("receipt_email") ?? null,
    setupFutureUsage: params.choice("setup_future_usage", ["off_session", "on_session"]) ?? null,
  };
  params.ignore("confirmation_method", "statement_descriptor", "statement_descriptor_suffix");
  params.finish();
  if (confirm && method === undefined) {
    throw invalidParameter(
      "You must provide a payment_method when confirm=true.",
      "payment_method",
      "parameter_missing",
    );
  }
  const intent = createIntent(world, fields);
  if (method === undefined) return intent;
  if (confirm) return pay(world, intent, method, { offSession, returnUrl });
  const ready = {
    ...intent,
    payment_method: paymentMethods.resolve(world, method, "payment_method").id,
    status: "requires_confirmation",
  } satisfies Stripe.PaymentIntent;
  world.store.put("payment_intent", ready);
  return ready;
}

const unexpectedState = (intent: Stripe.PaymentIntent, verb: string) =>
  invalidRequest(`You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`, {
    code: "payment_intent_unexpected_state",
  });

/** `POST /v1/payment_intents/:id/confirm` */
export function confirm(world: World, id: string, params: Params): IntentAnswer {
  const intent = paymentIntentOf(world, id);
  const method = params.optionalString("payment_method") ?? idOf(intent.payment_method);
  const offSession = params.boolean("off_session") ?? false;
  const returnUrl = params.optionalString("return_url") ?? null;
  params.finish();
  if (intent.status !== "requires_payment_method" && intent.status !== "requires_confirmation") {
    throw unexpectedState(intent, "confirm");
  }
  if (method === null) {
    throw invalidRequest("You cannot confirm this PaymentIntent because it's missing a payment method.", {
      code: "payment_intent_unexpected_state",
    });
  }
  return pay(world, intent, method, { offSession, returnUrl });
}

/** `GET /v1/payment_intents/:id` */
export const retrieve = (world: World, id: string): Stripe.PaymentIntent => paymentIntentOf(world, id);

/** `POST /v1/payment_intents/:id`: description and metadata. */
export function update(world: World, id: string, params: Params): Stripe.PaymentIntent {
  const before = paymentIntentOf(world, id);
  const intent = {
    ...before,
    description: params.optionalString("description") ?? before.description,
    metadata: params.metadata(before.metadata) ?? before.metadata,
  } satisfies Stripe.PaymentIntent;
  params.finish();
  world.store.put("payment_intent", intent);
  return intent;
}

/** `POST /v1/payment_intents/:id/cancel` */
export function cancel(world: World, id: string, params: Params): Stripe.PaymentIntent {
  const intent = paymentIntentOf(world, id);
  const reason = params.choice("cancellation_reason", [
    "abandoned",
    "duplicate",
    "fraudulent",
    "requested_by_customer",
  ]);
  params.finish();
  if (intent.status === "succeeded" || intent.status === "canceled") throw unexpectedState(intent, "cancel");
  return cancelIntent(world, intent, reason ?? null);
}

function cancelIntent(
  world: World,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  const canceled = {
    ...intent,
    canceled_at: world.clock.seconds(),
    cancellation_reason: reason,
    next_action: null,
    status: "canceled",
  } satisfies Stripe.PaymentIntent;
  world.store.put("payment_intent", canceled);
  emit(world, "payment_intent.canceled", canceled);
  return canceled;
}

/** Cancels the payment of a page that closed, where nobody paid. */
export function cancelUnpaid(world: World, id: string): void {
  const intent = paymentIntentOf(world, id);
  if (intent.status !== "succeeded" && intent.status !== "canceled") cancelIntent(world, intent, "abandoned");
}

/** The buyer's answer to 3-D Secure. */
export function authenticate(world: World, id: string, outcome: "complete" | "fail"): Stripe.PaymentIntent {
  const intent = paymentIntentOf(world, id);
  const methodId = idOf(intent.payment_method);
  if (intent.status !== "requires_action" || methodId === null) throw unexpectedState(intent, "authenticate");
  const method = paymentMethods.retrieve(world, methodId);
  if (outcome === "complete") {
    return attemptPayment(world, intent, method, { offSession: false, authenticated: true, returnUrl: null })
      .intent;
  }
  const decline = {
    code: "payment_intent_authentication_failure",
    declineCode: "authentication_not_handled",
    message:
      "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
  };
  return refuse(world, intent, method, decline, null);
}

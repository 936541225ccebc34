import type Stripe from "stripe";
import { bookBalance, chargeFee } from "../balance.ts";
import type { TestCard } from "../cards.ts";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import { chargeOf, idOf, noBillingDetails } from "../objects.ts";
import type { Params } from "../params.ts";
import type { World } from "../world.ts";

/** Why an issuer refuses: Stripe's code, the issuer's, and the sentence for the buyer. */
export interface Decline {
  readonly code: string;
  readonly declineCode: string;
  readonly message: string;
}

interface Attempt {
  readonly intent: Stripe.PaymentIntent;
  readonly method: Stripe.PaymentMethod;
  readonly card: TestCard;
  readonly authenticated: boolean;
  readonly offSession: boolean;
}

function cardDetails(attempt: Attempt): Stripe.Charge.PaymentMethodDetails.Card {
  const card = attempt.method.card;
  return {
    amount_authorized: attempt.intent.amount,
    authorization_code: null,
    brand: attempt.card.brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: attempt.offSession ? null : "pass",
    },
    country: "US",
    electronic_commerce_indicator: null,
    exp_month: card?.exp_month ?? 12,
    exp_year: card?.exp_year ?? 2034,
    extended_authorization: { status: "disabled" },
    fingerprint: card?.fingerprint ?? null,
    funding: "credit",
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4: attempt.card.number.slice(-4),
    mandate: null,
    multicapture: { status: "unavailable" },
    network: attempt.card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: attempt.intent.amount, status: "unavailable" },
    regulated_status: "unregulated",
    three_d_secure: attempt.authenticated
      ? {
          authentication_flow: "challenge",
          electronic_commerce_indicator: "05",
          exemption_indicator: null,
          result: "authenticated",
          result_reason: null,
          transaction_id: newId("3ds"),
          version: "2.2.0",
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  } satisfies Stripe.Charge.PaymentMethodDetails.Card;
}

/** Moves the money of a payment, or records that the issuer refused to. */
export function createCharge(world: World, attempt: Attempt, decline: Decline | null): Stripe.Charge {
  const { intent, method } = attempt;
  const id = newId("ch");
  const succeeded = decline === null;
  const booked = succeeded
    ? bookBalance(world, {
        amount: intent.amount,
        currency: intent.currency,
        fee: chargeFee(intent.amount),
        source: id,
        type: "charge",
        description: intent.description,
      })
    : null;
  const charge = {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: succeeded ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: booked?.id ?? null,
    billing_details: { ...noBillingDetails, ...method.billing_details },
    calculated_statement_descriptor: "TENURE",
    captured: succeeded,
    created: world.clock.seconds(),
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: succeeded ? "approved_by_network" : "declined_by_network",
      reason: decline?.declineCode ?? null,
      risk_level: "normal",
      risk_score: 20,
      seller_message: succeeded
        ? "Payment complete."
        : "The bank did not return any further details with this decline.",
      type: succeeded ? "authorized" : "issuer_declined",
    },
    paid: succeeded,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: cardDetails(attempt), type: "card" },
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: succeeded ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  } satisfies Stripe.Charge;
  world.store.put("charge", charge);
  emit(world, succeeded ? "charge.succeeded" : "charge.failed", charge);
  return charge;
}

/** `GET /v1/charges/:id` */
export const retrieve = (world: World, id: string): Stripe.Charge => chargeOf(world, id, "id");

/** `POST /v1/charges/:id`: description and metadata. */
export function update(world: World, id: string, params: Params): Stripe.Charge {
  const before = chargeOf(world, id, "id");
  const charge = {
    ...before,
    description: params.optionalString("description") ?? before.description,
    metadata: params.metadata(before.metadata) ?? before.metadata,
  } satisfies Stripe.Charge;
  params.finish();
  world.store.put("charge", charge);
  emit(world, "charge.updated", charge, { description: before.description, metadata: before.metadata });
  return charge;
}

/** Keeps the charge's sum of refunds in step; `refunded` is true only when everything went back. */
export function moveRefunded(world: World, chargeId: string, amountMinor: number): Stripe.Charge {
  const before = chargeOf(world, chargeId);
  const amount = before.amount_refunded + amountMinor;
  const charge = {
    ...before,
    amount_refunded: amount,
    refunded: amount === before.amount_captured,
  } satisfies Stripe.Charge;
  world.store.put("charge", charge);
  const previous = { amount_refunded: before.amount_refunded, refunded: before.refunded };
  emit(world, amountMinor > 0 ? "charge.refunded" : "charge.updated", charge, previous);
  return charge;
}

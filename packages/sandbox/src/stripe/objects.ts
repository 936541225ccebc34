import type Stripe from "stripe";
import { type TestCard, testCards } from "./cards.ts";
import { missing } from "./errors.ts";
import type { World } from "./world.ts";

/** The id behind a reference that Stripe's types allow to be expanded; the store keeps ids only. */
export const idOf = (reference: string | { readonly id: string } | null | undefined): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);

/** Billing details that say nothing. */
export const noBillingDetails: Stripe.PaymentMethod.BillingDetails & Stripe.Charge.BillingDetails = {
  address: null,
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

export function customerOf(world: World, id: string, param = "customer"): Stripe.Customer {
  const customer = world.store.get("customer", id);
  if (customer === undefined) throw missing("customer", id, param);
  return customer;
}

export function paymentIntentOf(world: World, id: string, param = "intent"): Stripe.PaymentIntent {
  const intent = world.store.get("payment_intent", id);
  if (intent === undefined) throw missing("payment_intent", id, param);
  return intent;
}

export function chargeOf(world: World, id: string, param = "charge"): Stripe.Charge {
  const charge = world.store.get("charge", id);
  if (charge === undefined) throw missing("charge", id, param);
  return charge;
}

/** The test card behind a payment method. */
export function cardBehind(world: World, paymentMethodId: string | null): TestCard {
  const number = paymentMethodId === null ? undefined : world.store.get("card", paymentMethodId)?.number;
  const card = testCards.find((known) => known.number === number);
  if (card === undefined) throw missing("payment_method", paymentMethodId ?? "", "payment_method");
  return card;
}

/** An amount as Stripe writes it in its messages, e.g. `$38.00`; other currencies as `38.00 eur`. */
export function amountInWords(amount: number, currency: string): string {
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const text = (amount / 10 ** digits).toFixed(digits);
  return currency === "usd" ? `$${text}` : `${text} ${currency}`;
}

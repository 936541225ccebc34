import type Stripe from "stripe";
import { cardByToken, type TestCard } from "../cards.ts";
import { invalidRequest, missing } from "../errors.ts";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import { customerOf, noBillingDetails } from "../objects.ts";
import type { Params } from "../params.ts";
import type { World } from "../world.ts";

/** Test cards never expire while the product is looked at. */
const EXPIRY = { month: 12, year: 2034 };

/** The same card number has the same fingerprint, as at Stripe: that is how one person's second card is told. */
const fingerprintOf = (card: TestCard): string => `Sbx${card.number.slice(-12)}`;

/** A card's payment method, not attached to anybody. */
export function createCard(
  world: World,
  card: TestCard,
  details: { readonly email: string | null; readonly name: string | null },
): Stripe.PaymentMethod {
  const method = {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: { ...noBillingDetails, email: details.email, name: details.name },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand,
      exp_month: EXPIRY.month,
      exp_year: EXPIRY.year,
      fingerprint: fingerprintOf(card),
      funding: "credit",
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: world.clock.seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  } satisfies Stripe.PaymentMethod;
  world.store.put("payment_method", method);
  world.store.put("card", { id: method.id, number: card.number, setUp: false });
  return method;
}

/** The payment method a request names: an id, or a test token such as `pm_card_visa` (then a new one). */
export function resolve(world: World, reference: string, param: string): Stripe.PaymentMethod {
  const stored = world.store.get("payment_method", reference);
  if (stored !== undefined) return stored;
  const card = cardByToken(reference);
  if (card === undefined) throw missing("PaymentMethod", reference, param);
  return createCard(world, card, { email: null, name: null });
}

/** `GET /v1/payment_methods/:id` */
export function retrieve(world: World, id: string): Stripe.PaymentMethod {
  const method = world.store.get("payment_method", id);
  if (method === undefined) throw missing("PaymentMethod", id);
  return method;
}

/** Attaches a card to a customer; repeating it changes nothing. */
export function attachTo(
  world: World,
  method: Stripe.PaymentMethod,
  customerId: string,
): Stripe.PaymentMethod {
  if (method.customer === customerId) return method;
  if (method.customer !== null) {
    throw invalidRequest("The payment method you provided has already been attached to a customer.", {
      code: "payment_method_unexpected_state",
    });
  }
  const attached = { ...method, customer: customerId } satisfies Stripe.PaymentMethod;
  world.store.put("payment_method", attached);
  emit(world, "payment_method.attached", attached);
  return attached;
}

/** `POST /v1/payment_methods/:id/attach` */
export function attach(world: World, id: string, params: Params): Stripe.PaymentMethod {
  const customer = customerOf(world, params.string("customer"));
  params.finish();
  return attachTo(world, resolve(world, id, "payment_method"), customer.id);
}

/** `POST /v1/payment_methods/:id/detach` */
export function detach(world: World, id: string, params: Params): Stripe.PaymentMethod {
  params.finish();
  const method = retrieve(world, id);
  if (method.customer === null) {
    throw invalidRequest(
      "The payment method you provided is not attached to a customer so detachment is impossible.",
      {
        code: "payment_method_unexpected_state",
      },
    );
  }
  const detached = { ...method, customer: null } satisfies Stripe.PaymentMethod;
  world.store.put("payment_method", detached);
  emit(world, "payment_method.detached", detached, { customer: method.customer });
  return detached;
}

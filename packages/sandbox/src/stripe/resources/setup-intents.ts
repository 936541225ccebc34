import type Stripe from "stripe";
import type { TestCard } from "../cards.ts";
import { missing } from "../errors.ts";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import { idOf } from "../objects.ts";
import type { World } from "../world.ts";
import * as paymentMethods from "./payment-methods.ts";

/** A setup intent that nobody has given a card to yet. */
export function createSetupIntent(
  world: World,
  fields: { readonly customer: string | null; readonly metadata: Stripe.Metadata },
): Stripe.SetupIntent {
  const id = newId("seti");
  const intent = {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${newId("s").slice(2)}`,
    created: world.clock.seconds(),
    customer: fields.customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: fields.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: "off_session",
  } satisfies Stripe.SetupIntent;
  world.store.put("setup_intent", intent);
  emit(world, "setup_intent.created", intent);
  return intent;
}

/** `GET /v1/setup_intents/:id` */
export function retrieve(world: World, id: string): Stripe.SetupIntent {
  const intent = world.store.get("setup_intent", id);
  if (intent === undefined) throw missing("setup_intent", id, "intent");
  return intent;
}

/** The code with which a card's bank refuses to let it be kept; null where it does not. */
export const setupDecline = (card: TestCard): string | null =>
  card.behaviour === "decline" ? "generic_decline" : null;

/** Keeps a card for its customer: attached, and proven once where it asks to be until it is set up. */
export function succeed(
  world: World,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  card: TestCard,
): Stripe.SetupIntent {
  const customer = idOf(intent.customer);
  if (customer !== null) paymentMethods.attachTo(world, method, customer);
  world.store.put("card", { id: method.id, number: card.number, setUp: true });
  const done = { ...intent, payment_method: method.id, status: "succeeded" } satisfies Stripe.SetupIntent;
  world.store.put("setup_intent", done);
  emit(world, "setup_intent.succeeded", done);
  return done;
}

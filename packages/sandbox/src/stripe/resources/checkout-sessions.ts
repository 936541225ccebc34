import type Stripe from "stripe";
import { cardByNumber, type TestCard } from "../cards.ts";
import { invalidParameter, invalidRequest, missing, unsupported } from "../errors.ts";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import { customerOf, idOf } from "../objects.ts";
import type { Params } from "../params.ts";
import type { World } from "../world.ts";
import { createCustomer } from "./customers.ts";
import { cancelUnpaid, checkAmount, createIntent } from "./payment-intents.ts";
import * as setupIntents from "./setup-intents.ts";
import { createSetupIntent } from "./setup-intents.ts";
import { createCard } from "./payment-methods.ts";
import { attemptPayment } from "./payment-outcome.ts";

const DEFAULT_EXPIRY_SECONDS = 24 * 60 * 60;
const SHORTEST_EXPIRY_SECONDS = 30 * 60;

interface IntentData {
  readonly description: string | null;
  readonly metadata: Stripe.Metadata;
  readonly receiptEmail: string | null;
  readonly setupFutureUsage: "off_session" | "on_session" | null;
}

function readItem(params: Params): Stripe.LineItem {
  if (params.has("price")) throw unsupported("stored prices; send price_data", params.nameOf("price"));
  const price = params.nested("price_data");
  if (price === undefined) {
    throw invalidParameter(
      "Missing required param: price_data.",
      params.nameOf("price_data"),
      "parameter_missing",
    );
  }
  if (price.has("recurring")) throw unsupported("recurring prices", price.nameOf("recurring"));
  const product = price.nested("product_data");
  const name = product?.string("name");
  const description = product?.optionalString("description");
  product?.metadata();
  product?.ignore("images", "tax_code");
  price.ignore("tax_behavior");
  if (name === undefined) {
    throw invalidParameter(
      "Missing required param: product_data.",
      price.nameOf("product_data"),
      "parameter_missing",
    );
  }
  const quantity = params.optionalInteger("quantity", 1) ?? 1;
  const total = price.integer("unit_amount", 0) * quantity;
  return {
    id: newId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: price.string("currency").toLowerCase(),
    description: description === undefined ? name : `${name} · ${description}`,
    metadata: params.metadata() ?? {},
    price: null,
    quantity,
  } satisfies Stripe.LineItem;
}

function readItems(params: Params): { items: Stripe.LineItem[]; amount: number; currency: string } {
  const items = params.nestedList("line_items").map(readItem);
  const first = items[0];
  if (first === undefined)
    throw invalidParameter("Missing required param: line_items.", "line_items", "parameter_missing");
  if (items.some((item) => item.currency !== first.currency)) {
    throw invalidParameter(
      "All line items must have the same currency.",
      "line_items",
      "parameter_invalid_value",
    );
  }
  const amount = items.reduce((sum, item) => sum + item.amount_total, 0);
  checkAmount(amount, first.currency, "line_items");
  return { items, amount, currency: first.currency };
}

/** A page on which nothing is paid: only the currency that the card is meant for. */
function readSetup(params: Params): { items: Stripe.LineItem[]; amount: number; currency: string } {
  return { items: [], amount: 0, currency: params.string("currency").toLowerCase() };
}

function readIntentData(params: Params | undefined): IntentData {
  if (params?.choice("capture_method", ["automatic", "automatic_async", "manual"]) === "manual") {
    throw unsupported("manual capture", params.nameOf("capture_method"));
  }
  params?.ignore("statement_descriptor", "statement_descriptor_suffix");
  return {
    description: params?.optionalString("description") ?? null,
    metadata: params?.metadata() ?? {},
    receiptEmail: params?.optionalString("receipt_email") ?? null,
    setupFutureUsage: params?.choice("setup_future_usage", ["off_session", "on_session"]) ?? null,
  };
}

function readExpiry(world: World, params: Params): number {
  const now = world.clock.seconds();
  const asked = params.optionalInteger("expires_at", 1);
  if (asked === undefined) return now + DEFAULT_EXPIRY_SECONDS;
  // A few seconds of grace: the caller's clock and the network are not this clock.
  if (asked < now + SHORTEST_EXPIRY_SECONDS - 60 || asked > now + DEFAULT_EXPIRY_SECONDS + 60) {
    throw invalidParameter(
      "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.",
      "expires_at",
      "parameter_invalid_integer",
    );
  }
  return asked;
}

/** The planned end of a session; dropped once the session is paid or expired. */
const expiryOf = (sessionId: string): string => `expiry_${sessionId}`;

/** `POST /v1/checkout/sessions`, mode `payment` with `price_data`. */
export function create(world: World, params: Params): Stripe.Checkout.Session {
  const mode = params.choice("mode", ["payment", "subscription", "setup"]) ?? "payment";
  if (mode === "subscription")
    throw unsupported(
      `checkout in mode ${mode}: take the first payment and charge renewals off-session`,
      "mode",
    );
  const uiMode =
    params.choice("ui_mode", ["hosted_page", "embedded_page", "elements", "form"]) ?? "hosted_page";
  if (uiMode !== "hosted_page") throw unsupported(`ui_mode ${uiMode}`, "ui_mode");
  const { items, amount, currency } = mode === "setup" ? readSetup(params) : readItems(params);
  const customer = params.optionalString("customer");
  const known = customer === undefined ? undefined : customerOf(world, customer);
  const email = params.optionalString("customer_email");
  const intentData = readIntentData(params.nested("payment_intent_data"));
  const setupData = params.nested("setup_intent_data");
  const setupMetadata = setupData?.metadata() ?? {};
  const setup =
    mode === "setup"
      ? createSetupIntent(world, { customer: known?.id ?? null, metadata: setupMetadata })
      : null;
  const allowed = params.strings("allowed_payment_method_types");
  if (allowed.length > 0 && !allowed.includes("card")) {
    throw unsupported("payment methods other than cards", "allowed_payment_method_types");
  }
  const id = newId("cs_test");
  const session = {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: allowed.length > 0 ? allowed : null,
    amount_subtotal: mode === "setup" ? null : amount,
    amount_total: mode === "setup" ? null : amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: params.optionalString("cancel_url") ?? null,
    client_reference_id: params.optionalString("client_reference_id") ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: world.clock.seconds(),
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: known?.id ?? null,
    customer_account: null,
    customer_creation:
      params.choice("customer_creation", ["always", "if_required"]) ?? (known ? null : "if_required"),
    customer_details: null,
    customer_email: email ?? null,
    discounts: [],
    expires_at: readExpiry(world, params),
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.optionalString("locale") ?? null,
    managed_payments: null,
    metadata: params.metadata() ?? {},
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: mode === "setup" ? "always" : "if_required",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_status: mode === "setup" ? "no_payment_required" : "unpaid",
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: setup?.id ?? null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: params.choice("submit_type", ["auto", "pay", "book", "donate", "subscribe"]) ?? null,
    subscription: null,
    success_url: params.string("success_url"),
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${world.baseUrl()}/checkout/${id}`,
    wallet_options: null,
  } satisfies Stripe.Checkout.Session;
  params.finish();
  world.store.put("checkout_session", session);
  world.store.put("line_items", { id, items });
  world.store.put("intent_data", { id, ...intentData });
  world.store.put("outcome", {
    id: expiryOf(id),
    dueAtMillis: session.expires_at * 1000,
    subjectId: id,
    kind: "session_expires",
  });
  return session;
}

/** `GET /v1/checkout/sessions/:id` */
export function retrieve(world: World, id: string): Stripe.Checkout.Session {
  const session = world.store.get("checkout_session", id);
  if (session === undefined) throw missing("checkout.session", id);
  return session;
}

/** Ends a session nobody paid, at its time or by `POST /v1/checkout/sessions/:id/expire`. */
export function expire(world: World, id: string): Stripe.Checkout.Session {
  const before = retrieve(world, id);
  if (before.status !== "open") {
    throw invalidRequest('Only Checkout Sessions with a status in ["open"] can be expired.', {
      code: "resource_unexpected_state",
    });
  }
  const session = { ...before, status: "expired", url: null } satisfies Stripe.Checkout.Session;
  world.store.put("checkout_session", session);
  // Its payment goes with it: 3-D Secure that was begun on the page can no longer be completed.
  const intentId = idOf(before.payment_intent);
  if (intentId !== null) cancelUnpaid(world, intentId);
  world.store.remove("outcome", expiryOf(id));
  emit(world, "checkout.session.expired", session);
  return session;
}

/** What the hosted page has to show after the buyer pressed Pay. */
export type PayOutcome =
  | { readonly kind: "paid"; readonly session: Stripe.Checkout.Session }
  | { readonly kind: "authenticate"; readonly intentId: string }
  | { readonly kind: "declined"; readonly code: string }
  | { readonly kind: "closed"; readonly session: Stripe.Checkout.Session };

function intentFor(world: World, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const existing = idOf(session.payment_intent);
  const intent = existing === null ? undefined : world.store.get("payment_intent", existing);
  if (intent !== undefined) return intent;
  const data = world.store.get("intent_data", session.id);
  return createIntent(world, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? "usd",
    customer: idOf(session.customer),
    description: data?.description ?? null,
    metadata: data?.metadata ?? {},
    receiptEmail: data?.receiptEmail ?? null,
    setupFutureUsage: data?.setupFutureUsage ?? null,
  });
}

/** A customer is made when the session asks for one, or when there must be somebody to save the card for. */
function withCustomer(
  world: World,
  session: Stripe.Checkout.Session,
  email: string | null,
): Stripe.Checkout.Session {
  if (session.customer !== null) return session;
  const saves = (world.store.get("intent_data", session.id)?.setupFutureUsage ?? null) !== null;
  if (session.customer_creation !== "always" && !saves) return session;
  const customer = createCustomer(world, { email, name: null, metadata: {} });
  emit(world, "customer.created", customer);
  return { ...session, customer: customer.id } satisfies Stripe.Checkout.Session;
}

/** The buyer presses Pay on the hosted page. */
export function pay(world: World, id: string, cardNumber: string): PayOutcome {
  const found = retrieve(world, id);
  const overdue = found.status === "open" && found.expires_at <= world.clock.seconds();
  const before = overdue ? expire(world, id) : found;
  if (before.status !== "open") return { kind: "closed", session: before };
  const card = cardByNumber(cardNumber);
  if (card === undefined) return { kind: "declined", code: "incorrect_number" };
  if (before.mode === "setup") return addCard(world, before, card);
  const known = idOf(before.customer);
  const customer = known === null ? undefined : world.store.get("customer", known);
  const email = customer?.email ?? before.customer_email;
  const session = withCustomer(world, before, email);
  const intent = intentFor(world, session);
  world.store.put("checkout_session", { ...session, payment_intent: intent.id });
  const method = createCard(world, card, { email, name: customer?.name ?? null });
  const result = attemptPayment(world, intent, method, {
    offSession: false,
    authenticated: false,
    returnUrl: before.success_url,
  });
  if (result.decline !== null) return { kind: "declined", code: result.decline.declineCode };
  if (result.intent.status === "requires_action") return { kind: "authenticate", intentId: intent.id };
  return { kind: "paid", session: complete(world, id) };
}

/** The holder presses Add on the page of a setup: the card is kept, nothing is charged. */
function addCard(world: World, session: Stripe.Checkout.Session, card: TestCard): PayOutcome {
  const code = setupIntents.setupDecline(card);
  if (code !== null) return { kind: "declined", code };
  const intent = setupIntents.retrieve(world, idOf(session.setup_intent) ?? "");
  const known = idOf(session.customer);
  const customer = known === null ? undefined : world.store.get("customer", known);
  const method = createCard(world, card, { email: customer?.email ?? null, name: customer?.name ?? null });
  setupIntents.succeed(world, intent, method, card);
  return { kind: "paid", session: complete(world, session.id) };
}

/** Marks a session paid; called once its payment succeeded. */
export function complete(world: World, id: string): Stripe.Checkout.Session {
  const before = retrieve(world, id);
  const customerId = idOf(before.customer);
  const customer = customerId === null ? undefined : world.store.get("customer", customerId);
  const session = {
    ...before,
    customer_details: {
      address: customer?.address ?? null,
      business_name: null,
      email: customer?.email ?? before.customer_email,
      individual_name: null,
      name: customer?.name ?? null,
      phone: customer?.phone ?? null,
      tax_exempt: "none",
      tax_ids: [],
    },
    payment_status: before.mode === "setup" ? "no_payment_required" : "paid",
    status: "complete",
    url: null,
  } satisfies Stripe.Checkout.Session;
  world.store.put("checkout_session", session);
  world.store.remove("outcome", expiryOf(id));
  emit(world, "checkout.session.completed", session);
  return session;
}

/** The session a payment intent belongs to, when it was made by the hosted page. */
export const sessionOfIntent = (world: World, intentId: string): Stripe.Checkout.Session | undefined =>
  world.store.all("checkout_session").find((session) => idOf(session.payment_intent) === intentId);

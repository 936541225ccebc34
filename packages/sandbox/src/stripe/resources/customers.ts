import type Stripe from "stripe";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import { customerOf } from "../objects.ts";
import type { Params } from "../params.ts";
import type { World } from "../world.ts";

function addressFrom(params: Params | undefined): Stripe.Address | null {
  if (params === undefined) return null;
  return {
    city: params.clearableString("city") ?? null,
    country: params.clearableString("country") ?? null,
    line1: params.clearableString("line1") ?? null,
    line2: params.clearableString("line2") ?? null,
    postal_code: params.clearableString("postal_code") ?? null,
    state: params.clearableString("state") ?? null,
  } satisfies Stripe.Address;
}

interface CustomerFields {
  readonly email: string | null;
  readonly name: string | null;
  readonly metadata: Stripe.Metadata;
}

/** A customer as Stripe makes it from these fields. */
export function createCustomer(world: World, fields: CustomerFields): Stripe.Customer {
  const customer = {
    id: newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: world.clock.seconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: fields.email,
    invoice_prefix: null,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: fields.metadata,
    name: fields.name,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  } satisfies Stripe.Customer;
  world.store.put("customer", customer);
  return customer;
}

function withParams(world: World, customer: Stripe.Customer, params: Params): Stripe.Customer {
  const settings = params.nested("invoice_settings");
  const paymentMethod = settings?.clearableString("default_payment_method");
  const address = params.has("address") ? addressFrom(params.nested("address")) : (customer.address ?? null);
  const email = params.clearableString("email");
  const name = params.clearableString("name");
  const phone = params.clearableString("phone");
  const description = params.clearableString("description");
  const locales = params.has("preferred_locales")
    ? params.strings("preferred_locales")
    : customer.preferred_locales;
  const changed = {
    ...customer,
    address,
    description: description === undefined ? customer.description : description,
    email: email === undefined ? customer.email : email,
    invoice_settings: {
      ...customer.invoice_settings,
      default_payment_method:
        paymentMethod === undefined ? customer.invoice_settings.default_payment_method : paymentMethod,
    },
    metadata: params.metadata(customer.metadata) ?? customer.metadata,
    name: name === undefined ? (customer.name ?? null) : name,
    phone: phone === undefined ? (customer.phone ?? null) : phone,
    preferred_locales: locales ?? [],
  } satisfies Stripe.Customer;
  params.finish();
  world.store.put("customer", changed);
  return changed;
}

/** `POST /v1/customers` */
export function create(world: World, params: Params): Stripe.Customer {
  const customer = withParams(
    world,
    createCustomer(world, { email: null, name: null, metadata: {} }),
    params,
  );
  emit(world, "customer.created", customer);
  return customer;
}

/** `GET /v1/customers/:id` */
export const retrieve = (world: World, id: string): Stripe.Customer => customerOf(world, id, "id");

/** `POST /v1/customers/:id` */
export function update(world: World, id: string, params: Params): Stripe.Customer {
  const before = customerOf(world, id, "id");
  const customer = withParams(world, before, params);
  emit(world, "customer.updated", customer, {
    email: before.email,
    metadata: before.metadata,
    name: before.name ?? null,
  });
  return customer;
}

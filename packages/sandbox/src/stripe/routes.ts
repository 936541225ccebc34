import { currentBalanceTransaction } from "./balance.ts";
import { type ErrorBody, missing } from "./errors.ts";
import { page } from "./lists.ts";
import { customerOf, idOf } from "./objects.ts";
import type { Params } from "./params.ts";
import * as charges from "./resources/charges.ts";
import * as sessions from "./resources/checkout-sessions.ts";
import * as customers from "./resources/customers.ts";
import * as disputes from "./resources/disputes.ts";
import * as intents from "./resources/payment-intents.ts";
import * as methods from "./resources/payment-methods.ts";
import * as setupIntents from "./resources/setup-intents.ts";
import * as refunds from "./resources/refunds.ts";
import * as endpoints from "./resources/webhook-endpoints.ts";
import * as identity from "./resources/verification-sessions.ts";
import type { StoredEvent } from "./tables.ts";
import type { World } from "./world.ts";

/** What a handler answers: an object (200), or a card error whose traces are kept (402). */
export type HandlerResult = object | { readonly cardError: ErrorBody };
type Handler = (world: World, params: Params, id: string) => HandlerResult;

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** With `:id` for the one variable part. */
  readonly path: string;
  readonly handle: Handler;
}

/** Keeps the rows whose reference matches an optional filter parameter of the same name. */
function filtered<Row>(
  params: Params,
  name: string,
  rows: readonly Row[],
  reference: (row: Row) => string | null,
): readonly Row[] {
  const wanted = params.optionalString(name);
  return wanted === undefined ? rows : rows.filter((row) => reference(row) === wanted);
}

/** Retrieval has no parameters but `expand`, which the door has taken already. */
const one =
  (retrieve: (world: World, id: string) => object): Handler =>
  (world, params, id) => {
    params.finish();
    return retrieve(world, id);
  };

const listCharges: Handler = (world, params) => {
  const byCustomer = filtered(params, "customer", world.store.all("charge"), (charge) =>
    idOf(charge.customer),
  );
  const rows = filtered(params, "payment_intent", byCustomer, (charge) => idOf(charge.payment_intent));
  return page(params, rows, "/v1/charges");
};

const listRefunds: Handler = (world, params) => {
  const byCharge = filtered(params, "charge", world.store.all("refund"), (refund) => idOf(refund.charge));
  const rows = filtered(params, "payment_intent", byCharge, (refund) => idOf(refund.payment_intent));
  return page(params, rows, "/v1/refunds");
};

const listMethods =
  (customerOfRequest: (params: Params, id: string) => string | undefined, url: string): Handler =>
  (world, params, id) => {
    const customer = customerOfRequest(params, id);
    if (customer !== undefined) customerOf(world, customer);
    const type = params.optionalString("type");
    const rows = world.store
      .all("payment_method")
      .filter((method) => method.customer !== null)
      .filter((method) => customer === undefined || idOf(method.customer) === customer)
      .filter((method) => type === undefined || method.type === type);
    return page(params, rows, url);
  };

const listSessions: Handler = (world, params) => {
  const byIntent = filtered(params, "payment_intent", world.store.all("checkout_session"), (session) =>
    idOf(session.payment_intent),
  );
  const byCustomer = filtered(params, "customer", byIntent, (session) => idOf(session.customer));
  const rows = filtered(params, "status", byCustomer, (session) => session.status);
  return page(params, rows, "/v1/checkout/sessions");
};

const listBalance: Handler = (world, params) => {
  const bySource = filtered(params, "source", world.store.all("balance_transaction"), (booked) =>
    typeof booked.source === "string" ? booked.source : null,
  );
  const byCurrency = filtered(params, "currency", bySource, (booked) => booked.currency);
  const rows = filtered(params, "type", byCurrency, (booked) => booked.type);
  return page(
    params,
    rows.map((booked) => currentBalanceTransaction(world, booked)),
    "/v1/balance_transactions",
  );
};

const listDisputes: Handler = (world, params) => {
  const byCharge = filtered(params, "charge", world.store.all("dispute"), (dispute) => idOf(dispute.charge));
  const rows = filtered(params, "payment_intent", byCharge, (dispute) => idOf(dispute.payment_intent));
  return page(params, rows, "/v1/disputes");
};

/**
 * Events as of now: how many endpoints have not taken each. A delivery leaves its table once it succeeds, so
 * whatever is there (waiting, given up, dropped on purpose) has not.
 */
function currentEvents(world: World, events: readonly StoredEvent[]): StoredEvent[] {
  const waiting = new Map<string, Set<string>>();
  for (const { eventId, endpointId } of world.store.all("delivery")) {
    waiting.set(eventId, (waiting.get(eventId) ?? new Set()).add(endpointId));
  }
  return events.map((event) => ({ ...event, pending_webhooks: waiting.get(event.id)?.size ?? 0 }));
}

const listEvents: Handler = (world, params) => {
  const types = params.strings("types");
  const delivered = params.boolean("delivery_success");
  const all = currentEvents(world, world.store.all("event"))
    .filter((event) => types.length === 0 || types.includes(event.type))
    .filter((event) => delivered === undefined || (event.pending_webhooks === 0) === delivered);
  const rows = filtered(params, "type", all, (event) => event.type);
  return page(params, rows, "/v1/events");
};

const retrieveEvent = (world: World, id: string) => {
  const event = world.store.get("event", id);
  if (event === undefined) throw missing("event", id);
  return currentEvents(world, [event])[0] ?? event;
};

const retrieveBalance = (world: World, id: string) => {
  const booked = world.store.get("balance_transaction", id);
  if (booked === undefined) throw missing("balance transaction", id);
  return currentBalanceTransaction(world, booked);
};

const listItems: Handler = (world, params, id) =>
  page(
    params,
    [...(world.store.get("line_items", sessions.retrieve(world, id).id)?.items ?? [])].reverse(),
    `/v1/checkout/sessions/${id}/line_items`,
  );

const expireSession: Handler = (world, params, id) => {
  params.finish();
  return sessions.expire(world, id);
};

/** Everything the simulator answers; anything else is refused loudly. */
export const routes: readonly Route[] = [
  { method: "POST", path: "/v1/customers", handle: customers.create },
  {
    method: "GET",
    path: "/v1/customers",
    handle: (world, params) => {
      const rows = filtered(params, "email", world.store.all("customer"), (customer) => customer.email);
      return page(params, rows, "/v1/customers");
    },
  },
  { method: "GET", path: "/v1/customers/:id", handle: one(customers.retrieve) },
  {
    method: "POST",
    path: "/v1/customers/:id",
    handle: (world, params, id) => customers.update(world, id, params),
  },
  {
    method: "GET",
    path: "/v1/customers/:id/payment_methods",
    handle: listMethods((_params, id) => id, "/v1/payment_methods"),
  },

  { method: "POST", path: "/v1/checkout/sessions", handle: sessions.create },
  { method: "GET", path: "/v1/checkout/sessions", handle: listSessions },
  { method: "GET", path: "/v1/checkout/sessions/:id", handle: one(sessions.retrieve) },
  { method: "GET", path: "/v1/checkout/sessions/:id/line_items", handle: listItems },
  { method: "POST", path: "/v1/checkout/sessions/:id/expire", handle: expireSession },

  { method: "POST", path: "/v1/payment_intents", handle: intents.create },
  {
    method: "GET",
    path: "/v1/payment_intents",
    handle: (world, params) => {
      const rows = filtered(params, "customer", world.store.all("payment_intent"), (intent) =>
        idOf(intent.customer),
      );
      return page(params, rows, "/v1/payment_intents");
    },
  },
  { method: "GET", path: "/v1/payment_intents/:id", handle: one(intents.retrieve) },
  {
    method: "POST",
    path: "/v1/payment_intents/:id",
    handle: (world, params, id) => intents.update(world, id, params),
  },
  {
    method: "POST",
    path: "/v1/payment_intents/:id/confirm",
    handle: (world, params, id) => intents.confirm(world, id, params),
  },
  {
    method: "POST",
    path: "/v1/payment_intents/:id/cancel",
    handle: (world, params, id) => intents.cancel(world, id, params),
  },

  { method: "GET", path: "/v1/setup_intents/:id", handle: one(setupIntents.retrieve) },

  { method: "GET", path: "/v1/charges", handle: listCharges },
  { method: "GET", path: "/v1/charges/:id", handle: one(charges.retrieve) },
  {
    method: "POST",
    path: "/v1/charges/:id",
    handle: (world, params, id) => charges.update(world, id, params),
  },

  {
    method: "GET",
    path: "/v1/payment_methods",
    handle: listMethods((params) => params.optionalString("customer"), "/v1/payment_methods"),
  },
  { method: "GET", path: "/v1/payment_methods/:id", handle: one(methods.retrieve) },
  {
    method: "POST",
    path: "/v1/payment_methods/:id/attach",
    handle: (world, params, id) => methods.attach(world, id, params),
  },
  {
    method: "POST",
    path: "/v1/payment_methods/:id/detach",
    handle: (world, params, id) => methods.detach(world, id, params),
  },

  { method: "POST", path: "/v1/refunds", handle: refunds.create },
  { method: "GET", path: "/v1/refunds", handle: listRefunds },
  { method: "GET", path: "/v1/refunds/:id", handle: one(refunds.retrieve) },
  {
    method: "POST",
    path: "/v1/refunds/:id",
    handle: (world, params, id) => refunds.update(world, id, params),
  },
  {
    method: "POST",
    path: "/v1/refunds/:id/cancel",
    handle: (world, params, id) => refunds.cancel(world, id, params),
  },
  {
    method: "POST",
    path: "/v1/test_helpers/refunds/:id/expire",
    handle: (world, params, id) => refunds.expire(world, id, params),
  },

  { method: "GET", path: "/v1/balance_transactions", handle: listBalance },
  { method: "GET", path: "/v1/balance_transactions/:id", handle: one(retrieveBalance) },

  { method: "GET", path: "/v1/disputes", handle: listDisputes },
  { method: "GET", path: "/v1/disputes/:id", handle: one(disputes.retrieve) },
  {
    method: "POST",
    path: "/v1/disputes/:id",
    handle: (world, params, id) => disputes.update(world, id, params),
  },
  {
    method: "POST",
    path: "/v1/disputes/:id/close",
    handle: (world, params, id) => disputes.close(world, id, params),
  },

  { method: "POST", path: "/v1/identity/verification_sessions", handle: identity.create },
  { method: "GET", path: "/v1/identity/verification_sessions/:id", handle: one(identity.retrieve) },
  { method: "POST", path: "/v1/identity/verification_sessions/:id/cancel", handle: one(identity.cancel) },
  { method: "POST", path: "/v1/identity/verification_sessions/:id/redact", handle: one(identity.redact) },

  { method: "GET", path: "/v1/events", handle: listEvents },
  { method: "GET", path: "/v1/events/:id", handle: one(retrieveEvent) },

  { method: "POST", path: "/v1/webhook_endpoints", handle: endpoints.create },
  {
    method: "GET",
    path: "/v1/webhook_endpoints",
    handle: (world, params) =>
      page(params, world.store.all("webhook_endpoint").map(endpoints.shown), "/v1/webhook_endpoints"),
  },
  { method: "GET", path: "/v1/webhook_endpoints/:id", handle: one(endpoints.retrieve) },
  {
    method: "POST",
    path: "/v1/webhook_endpoints/:id",
    handle: (world, params, id) => endpoints.update(world, id, params),
  },
  { method: "DELETE", path: "/v1/webhook_endpoints/:id", handle: one(endpoints.remove) },
];

/** The route of a request and the id in its path. */
export function findRoute(method: string, path: string): { route: Route; id: string } | undefined {
  const parts = path.split("/");
  for (const route of routes) {
    if (route.method !== method) continue;
    const pattern = route.path.split("/");
    if (pattern.length !== parts.length) continue;
    if (!pattern.every((step, index) => step === ":id" || step === parts[index])) continue;
    const at = pattern.indexOf(":id");
    return { route, id: at < 0 ? "" : decodeURIComponent(parts[at] ?? "") };
  }
  return undefined;
}

import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { RequestOptions, Send } from "../transport.ts";
import type { WebhookDelivery, WebhookEndpoint, WebhookEvent } from "../webhook-endpoint-types.ts";

/** What an endpoint is. */
export interface WebhookEndpointParams {
  /** https address that is reachable from the internet. */
  readonly url: string;
  readonly description?: string;
  /** Types of events such as `refund.refunded`; none: all. */
  readonly types?: readonly string[];
}

/** The secret that deliveries are signed with, shown once; null when the answer is a repeated one. */
export interface WebhookSecret {
  readonly id: string;
  readonly secret: string | null;
}

/** Which deliveries. */
export interface ListDeliveriesParams extends PageParams {
  readonly state?: WebhookDelivery["state"];
}

/** Where events are sent. Scope `webhooks:write`. */
export interface WebhookEndpointsResource {
  create(params: WebhookEndpointParams, options?: RequestOptions): Promise<WebhookSecret>;
  list(options?: RequestOptions): Promise<readonly WebhookEndpoint[]>;
  get(endpointId: string, options?: RequestOptions): Promise<WebhookEndpoint>;
  update(
    endpointId: string,
    params: Partial<WebhookEndpointParams>,
    options?: RequestOptions,
  ): Promise<{ readonly id: string }>;
  pause(endpointId: string, options?: RequestOptions): Promise<Pick<WebhookEndpoint, "id" | "state">>;
  resume(endpointId: string, options?: RequestOptions): Promise<Pick<WebhookEndpoint, "id" | "state">>;
  /** Ends it for good; what waits is not sent. */
  end(endpointId: string, options?: RequestOptions): Promise<Pick<WebhookEndpoint, "id" | "state">>;
  /** Another secret; for a day deliveries are signed with both. */
  rotateSecret(endpointId: string, options?: RequestOptions): Promise<WebhookSecret>;
  /** Sends an event of the type `webhook_endpoint.test`. */
  test(endpointId: string, options?: RequestOptions): Promise<{ readonly eventId: string }>;
  /** What was sent and what was answered, newest first. */
  deliveries(
    endpointId: string,
    params?: ListDeliveriesParams,
    options?: RequestOptions,
  ): Listing<WebhookDelivery>;
  /** Sends an event again, under the same id. */
  resend(deliveryId: string, options?: RequestOptions): Promise<Pick<WebhookDelivery, "id" | "state">>;
  /** What happened, newest first: for a receiver that was away longer than deliveries are tried. */
  events(params?: PageParams, options?: RequestOptions): Listing<WebhookEvent>;
}

/** Builds the resource. */
export function webhookEndpointsResource(send: Send): WebhookEndpointsResource {
  const path = (id: string, verb = "") => `/webhook-endpoints/${encodeURIComponent(id)}${verb}`;
  const post = <Answer>(id: string, verb: string, options?: RequestOptions): Promise<Answer> =>
    send({ method: "POST", path: path(id, verb) }, options);
  return {
    create: (body, options) => send({ method: "POST", path: "/webhook-endpoints", body }, options),
    list: async (options) =>
      (await send<{ items: WebhookEndpoint[] }>({ method: "GET", path: "/webhook-endpoints" }, options))
        .items,
    get: (id, options) => send({ method: "GET", path: path(id) }, options),
    update: (id, body, options) => send({ method: "PATCH", path: path(id), body }, options),
    pause: (id, options) => post(id, "/pause", options),
    resume: (id, options) => post(id, "/resume", options),
    end: (id, options) => send({ method: "DELETE", path: path(id) }, options),
    rotateSecret: (id, options) => post(id, "/secret", options),
    test: (id, options) => post(id, "/test", options),
    deliveries: (id, params = {}, options) =>
      listing(
        (cursor) =>
          send<Page<WebhookDelivery>>(
            { method: "GET", path: path(id, "/deliveries"), query: { ...params, cursor } },
            options,
          ),
        params.cursor,
      ),
    resend: (id, options) =>
      send({ method: "POST", path: `/webhook-deliveries/${encodeURIComponent(id)}/resend` }, options),
    events: (params = {}, options) =>
      listing(
        (cursor) =>
          send<Page<WebhookEvent>>({ method: "GET", path: "/events", query: { ...params, cursor } }, options),
        params.cursor,
      ),
  };
}

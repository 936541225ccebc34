import type Stripe from "stripe";
import { invalidParameter, missing } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Params } from "../params.ts";
import { API_VERSION, type World } from "../world.ts";

/** An endpoint with its signing secret. */
export type SecretEndpoint = Stripe.WebhookEndpoint & { readonly secret: string };

interface EndpointFields {
  readonly url: string;
  readonly enabledEvents: readonly string[];
  readonly secret?: string;
  readonly description?: string;
  readonly metadata?: Stripe.Metadata;
}

/** Registers an endpoint, with a secret of its own unless one is given. */
export function register(world: World, fields: EndpointFields): SecretEndpoint {
  const endpoint = {
    id: newId("we"),
    object: "webhook_endpoint",
    api_version: API_VERSION,
    application: null,
    created: world.clock.seconds(),
    description: fields.description ?? null,
    enabled_events: [...fields.enabledEvents],
    livemode: false,
    metadata: fields.metadata ?? {},
    secret: fields.secret ?? newId("whsec"),
    status: "enabled",
    url: fields.url,
  } satisfies Stripe.WebhookEndpoint;
  world.store.put("webhook_endpoint", endpoint);
  return endpoint;
}

function checkedUrl(url: string): string {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw invalidParameter(
      "Invalid URL: An explicit scheme (such as https) must be provided.",
      "url",
      "url_invalid",
    );
  }
  return url;
}

/** `POST /v1/webhook_endpoints`: the only answer that shows the secret. */
export function create(world: World, params: Params): Stripe.WebhookEndpoint {
  const url = checkedUrl(params.string("url"));
  const enabledEvents = params.strings("enabled_events");
  if (enabledEvents.length === 0) {
    throw invalidParameter("Missing required param: enabled_events.", "enabled_events", "parameter_missing");
  }
  const version = params.optionalString("api_version");
  if (version !== undefined && version !== API_VERSION) {
    throw invalidParameter(
      `The sandbox renders events in ${API_VERSION} only.`,
      "api_version",
      "sandbox_unsupported",
    );
  }
  const description = params.optionalString("description");
  const metadata = params.metadata();
  params.finish();
  return register(world, {
    url,
    enabledEvents,
    ...(description === undefined ? {} : { description }),
    ...(metadata === undefined ? {} : { metadata }),
  });
}

function endpointOf(world: World, id: string): SecretEndpoint {
  const endpoint = world.store.get("webhook_endpoint", id);
  if (endpoint === undefined) throw missing("webhook endpoint", id);
  return endpoint;
}

/** Without the secret: Stripe shows it once, at creation. */
export function shown(endpoint: SecretEndpoint): Stripe.WebhookEndpoint {
  const { secret: _secret, ...rest } = endpoint;
  return rest satisfies Stripe.WebhookEndpoint;
}

/** `GET /v1/webhook_endpoints/:id` */
export const retrieve = (world: World, id: string): Stripe.WebhookEndpoint => shown(endpointOf(world, id));

/** `POST /v1/webhook_endpoints/:id` */
export function update(world: World, id: string, params: Params): Stripe.WebhookEndpoint {
  const before = endpointOf(world, id);
  const url = params.optionalString("url");
  const disabled = params.boolean("disabled");
  const endpoint = {
    ...before,
    url: url === undefined ? before.url : checkedUrl(url),
    enabled_events: params.has("enabled_events") ? params.strings("enabled_events") : before.enabled_events,
    description: params.optionalString("description") ?? before.description,
    metadata: params.metadata(before.metadata) ?? before.metadata,
    status: disabled === undefined ? before.status : disabled ? "disabled" : "enabled",
  };
  params.finish();
  world.store.put("webhook_endpoint", endpoint);
  return shown(endpoint);
}

/** `DELETE /v1/webhook_endpoints/:id` */
export function remove(world: World, id: string): Stripe.DeletedWebhookEndpoint {
  endpointOf(world, id);
  world.store.remove("webhook_endpoint", id);
  return { id, object: "webhook_endpoint", deleted: true } satisfies Stripe.DeletedWebhookEndpoint;
}

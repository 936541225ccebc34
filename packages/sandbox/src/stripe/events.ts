import type Stripe from "stripe";
import { newId } from "./ids.ts";
import type { StoredEvent } from "./tables.ts";
import { API_VERSION, type World } from "./world.ts";

type ObjectOf<Type extends Stripe.Event["type"]> = Extract<Stripe.Event, { type: Type }>["data"]["object"];

const listens = (endpoint: Stripe.WebhookEndpoint, type: string): boolean =>
  endpoint.status === "enabled" &&
  endpoint.enabled_events.some((enabled) => enabled === "*" || enabled === type);

/** The object's own id, and the ids of what it hangs on. */
const idsIn = (object: object): string[] =>
  ["id", "charge", "payment_intent"].flatMap((name) => {
    const value: unknown = Reflect.get(object, name);
    return typeof value === "string" ? [value] : [];
  });

/**
 * Records that something happened and queues its delivery to every endpoint that listens. The compiler holds
 * the object to the type of event.
 * @param previous the former values of what changed, for `*.updated` and `charge.refunded`
 */
export function emit<Type extends Stripe.Event["type"]>(
  world: World,
  type: Type,
  object: ObjectOf<Type>,
  previous?: Partial<ObjectOf<Type>>,
): void {
  const struck = world.faults.strikeEvent(type, idsIn(object));
  const endpoints = world.store.all("webhook_endpoint").filter((endpoint) => listens(endpoint, type));
  const cause = world.cause();
  const record = (): StoredEvent => {
    const event: StoredEvent = {
      id: newId("evt"),
      object: "event",
      api_version: API_VERSION,
      created: world.clock.seconds(),
      data: { object, ...(previous === undefined ? {} : { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: endpoints.length,
      request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
      type,
    };
    world.store.put("event", event);
    return event;
  };
  const deliver = (event: StoredEvent, delayMillis: number, behindNext: boolean): void => {
    for (const endpoint of endpoints) {
      world.store.put("delivery", {
        id: newId("whd"),
        eventId: event.id,
        endpointId: endpoint.id,
        dueAtMillis: world.clock.now() + delayMillis,
        attempts: 0,
        state: struck.dropped ? "dropped" : "pending",
        behindNext,
        lastStatus: null,
        lastError: null,
      });
    }
  };
  const first = record();
  deliver(
    first,
    struck.behindNext ? Math.max(struck.delayMillis, 1500) : struck.delayMillis,
    struck.behindNext,
  );
  if (struck.duplicate) deliver(first, struck.delayMillis + world.faults.duplicateDelayMillis(type), false);
  // Stripe warns that one change may arrive under two event ids: same object, same type.
  if (struck.secondId) deliver(record(), struck.delayMillis + world.faults.duplicateDelayMillis(type), false);
  if (struck.beforeResponse) world.store.put("early_event", { id: first.id });
}

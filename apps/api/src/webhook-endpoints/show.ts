import type { Role } from "@tenure/core/access";
import { actionsFor } from "@tenure/core/lifecycle";
import {
  webhookDeliveryLifecycle,
  webhookDeliveryStates,
  webhookEndpointLifecycle,
  webhookEndpointStates,
  webhookObjects,
} from "@tenure/core/webhooks";
import { z } from "zod";

/** A state of the endpoint's lifecycle. */
export const endpointState = z.enum(webhookEndpointStates);

/** An endpoint as every door shows it. */
export const endpointSchema = z
  .strictObject({
    id: z.uuid(),
    state: endpointState,
    url: z.string(),
    description: z.string(),
    /** Types of events that it gets; none: all. */
    types: z.array(z.string()),
    createdAt: z.iso.datetime(),
    /** The first failure since something was last accepted; null while all is well. */
    failingSince: z.iso.datetime().nullable(),
    /** Of a stopped one: it said that it is gone, or accepted nothing for days. */
    stoppedBecause: z.enum(["gone", "failing"]).nullable(),
    /** Until when the secret before still signs as well; null where there is one alone. */
    oldSecretUntil: z.iso.datetime().nullable(),
    /** Deliveries that wait. */
    pending: z.int(),
    /** What the caller may do with it now. */
    actions: z.array(z.enum(["pause", "resume", "end"])),
  })
  .meta({ id: "WebhookEndpoint" });

/** A row with what `endpointSchema` shows of it. */
export interface EndpointRow {
  readonly id: string;
  readonly state: string;
  readonly url: string;
  readonly description: string;
  readonly types: string[];
  readonly createdAt: Date;
  readonly failingSince: Date | null;
  readonly stoppedBecause: string | null;
  readonly secrets: readonly { readonly retiresAt: Date | null }[];
  readonly _count: { readonly deliveries: number };
}

const MOVES = ["pause", "resume", "end"] as const;

/** @param now of the machine, by which secrets retire */
export function showEndpoint(row: EndpointRow, role: Role, now: Date): z.infer<typeof endpointSchema> {
  const state = endpointState.parse(row.state);
  const retiring = row.secrets
    .flatMap(({ retiresAt }) => (retiresAt !== null && retiresAt > now ? [retiresAt] : []))
    .sort((one, other) => other.getTime() - one.getTime());
  // A program acts with the owner's right.
  const may: readonly string[] = actionsFor(
    webhookEndpointLifecycle,
    state,
    role === "partner" ? "owner" : role,
  );
  return {
    id: row.id,
    state,
    url: row.url,
    description: row.description,
    types: row.types,
    createdAt: row.createdAt.toISOString(),
    failingSince: row.failingSince?.toISOString() ?? null,
    stoppedBecause:
      state === "stopped" ? endpointSchema.shape.stoppedBecause.parse(row.stoppedBecause) : null,
    oldSecretUntil: retiring[0]?.toISOString() ?? null,
    pending: row._count.deliveries,
    actions: MOVES.filter((each) => may.includes(each)),
  };
}

/** What `showEndpoint` needs of the tables. */
export const ENDPOINT_PARTS = {
  secrets: { select: { retiresAt: true } },
  _count: { select: { deliveries: { where: { state: "pending" } } } },
} as const;

/** An event as lists show it. */
export const eventSchema = z
  .strictObject({
    id: z.uuid(),
    type: z.string(),
    timestamp: z.iso.datetime(),
    object: z.enum(webhookObjects as [(typeof webhookObjects)[number], ...(typeof webhookObjects)[number][]]),
    objectId: z.uuid(),
    /** Counts the events of the object from 1. */
    sequence: z.int(),
  })
  .meta({ id: "WebhookEvent" });

/** A row with what `eventSchema` shows of it. */
export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly object: string;
  readonly objectId: string;
  readonly sequence: number;
}

/** An event as every list shows it. */
export const showEvent = (row: EventRow): z.infer<typeof eventSchema> => ({
  id: row.id,
  type: row.type,
  timestamp: row.occurredAt.toISOString(),
  object: eventSchema.shape.object.parse(row.object),
  objectId: row.objectId,
  sequence: row.sequence,
});

/** One request and what came of it. */
const attemptSchema = z.strictObject({
  id: z.uuid(),
  attemptedAt: z.iso.datetime(),
  durationMs: z.int(),
  /** Status of the answer; null where none came. */
  status: z.int().nullable(),
  problem: z.string().nullable(),
  /** The answer's beginning. */
  response: z.string(),
});

/** A delivery with its attempts, newest first. */
export const deliverySchema = z
  .strictObject({
    id: z.uuid(),
    endpointId: z.uuid(),
    state: z.enum(webhookDeliveryStates),
    event: eventSchema,
    /** Attempts since it was last put on its way. */
    attempts: z.int(),
    /** When it is tried next; null when it is not. */
    nextAttemptAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable(),
    /** The newest twenty. */
    log: z.array(attemptSchema),
    /** What the caller may do with it now. */
    actions: z.array(z.enum(["resend"])),
  })
  .meta({ id: "WebhookDelivery" });

/** A row with what `deliverySchema` shows of it. */
export interface DeliveryRow {
  readonly id: string;
  readonly endpointId: string;
  readonly state: string;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  readonly event: EventRow;
  readonly log: readonly {
    readonly id: string;
    readonly attemptedAt: Date;
    readonly durationMs: number;
    readonly status: number | null;
    readonly problem: string | null;
    readonly response: string;
  }[];
}

/** What `showDelivery` needs of the tables. */
export const DELIVERY_PARTS = {
  event: true,
  log: { orderBy: { id: "desc" }, take: 20 },
} as const;

/** A delivery as every list shows it. */
export function showDelivery(row: DeliveryRow, role: Role): z.infer<typeof deliverySchema> {
  const state = deliverySchema.shape.state.parse(row.state);
  const may = actionsFor(webhookDeliveryLifecycle, state, role === "partner" ? "owner" : role);
  return {
    id: row.id,
    endpointId: row.endpointId,
    state,
    event: showEvent(row.event),
    attempts: row.attempts,
    nextAttemptAt: state === "pending" ? row.dueAt.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    log: row.log.map((each) => ({
      id: each.id,
      attemptedAt: each.attemptedAt.toISOString(),
      durationMs: each.durationMs,
      status: each.status,
      problem: each.problem,
      response: each.response,
    })),
    actions: may.includes("resend") ? ["resend"] : [],
  };
}

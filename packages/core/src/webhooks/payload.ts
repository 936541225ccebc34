import { z } from "zod";
import { instantSchema } from "../time/index.ts";
import { linkOf, type WebhookObject, webhookObjects } from "./events.ts";

/** An event, as it lies in the database. */
export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  /** When it happened, on the account's clock. */
  readonly occurredAt: string;
  readonly accountId: string;
  readonly object: WebhookObject;
  readonly objectId: string;
  /** Counts the events of the object from 1. */
  readonly sequence: number;
}

/**
 * What is sent: which object changed and where to read it, not what it says. A receiver that reads it there can never act
 * on a state that has passed, and nothing about anybody goes over the wire.
 */
export const webhookPayloadSchema = z
  .strictObject({
    id: z
      .uuid()
      .meta({ description: "The same with every attempt: what was seen once need not be done again" }),
    type: z.string().meta({ description: "Such as refund.refunded; new ones may come" }),
    timestamp: instantSchema,
    accountId: z.uuid(),
    data: z.strictObject({
      object: z.enum(webhookObjects as [WebhookObject, ...WebhookObject[]]),
      id: z.uuid(),
    }),
    sequence: z
      .int()
      .min(1)
      .meta({ description: "Counts the events of this object; a lower one than seen before is late" }),
    link: z.string().meta({ description: "Where the API shows the object as it is now" }),
  })
  .meta({ id: "WebhookPayload" });

/** See {@link webhookPayloadSchema}. */
export type WebhookPayload = z.output<typeof webhookPayloadSchema>;

/** @param origin of the API, without a path */
export const webhookPayload = (event: WebhookEvent, origin: string): WebhookPayload => ({
  id: event.id,
  type: event.type,
  timestamp: instantSchema.parse(event.occurredAt),
  accountId: event.accountId,
  data: { object: event.object, id: event.objectId },
  sequence: event.sequence,
  link: `${origin}${linkOf(event.object, event.objectId, event.accountId)}`,
});

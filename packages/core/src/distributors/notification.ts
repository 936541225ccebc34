import { z } from "zod";
import type { Instant } from "../time/index.ts";

/** What a distributor can say about a purchase; the names are those of the field. */
export const DISTRIBUTOR_EVENT_TYPES = [
  "INITIAL_PURCHASE",
  "RENEWAL",
  "CANCELLATION",
  "UNCANCELLATION",
  "EXPIRATION",
  "BILLING_ISSUE",
  "PRODUCT_CHANGE",
  "REFUND",
  "TRANSFER",
] as const;

/** Type of a distributor's notification. */
export type DistributorEventType = (typeof DISTRIBUTOR_EVENT_TYPES)[number];

/** Epoch milliseconds of the years 2000 to 2100: seconds, or microseconds, by mistake are neither. */
const epochMs = z.int().min(946_684_800_000).max(4_102_444_800_000);
const text = z.string().min(1).max(200);

/** What every notification says. Fields we know nothing of are kept with it and change nothing. */
const common = {
  /** The distributor's own id of this notification: the same one counts once. */
  id: text,
  event_timestamp_ms: epochMs,
  /** The purchase that all its notifications belong to. */
  original_transaction_id: text,
};

/** Whose purchase it is: the account's id, which the platform's app hands to the distributor. */
const owned = { ...common, app_user_id: text };

const period = {
  ...owned,
  product_id: text,
  /** 0 for the purchase itself, 1 for the first renewal: which term it pays. */
  renewal_number: z.int().min(0).max(10_000),
  purchased_at_ms: epochMs,
  expiration_at_ms: epochMs,
};

const periodIsForward = (event: { purchased_at_ms: number; expiration_at_ms: number }) =>
  event.expiration_at_ms > event.purchased_at_ms;
const forward = { error: "must come after purchased_at_ms", path: ["expiration_at_ms"] };

const notificationEvent = z.discriminatedUnion("type", [
  z
    .object({
      type: z.literal("INITIAL_PURCHASE"),
      ...period,
      renewal_number: period.renewal_number.default(0),
    })
    .refine(periodIsForward, forward),
  z.object({ type: z.literal("RENEWAL"), ...period }).refine(periodIsForward, forward),
  z.object({ type: z.literal("CANCELLATION"), ...owned, cancel_reason: text.optional() }),
  z.object({ type: z.literal("UNCANCELLATION"), ...owned }),
  z.object({ type: z.literal("EXPIRATION"), ...owned, expiration_at_ms: epochMs }),
  z.object({ type: z.literal("BILLING_ISSUE"), ...owned }),
  z.object({ type: z.literal("PRODUCT_CHANGE"), ...owned, new_product_id: text }),
  z.object({ type: z.literal("REFUND"), ...owned, renewal_number: period.renewal_number }),
  z.object({
    type: z.literal("TRANSFER"),
    ...common,
    transferred_from: z.array(text).min(1).max(10),
    transferred_to: z.array(text).length(1),
  }),
]);

/** The body of a notification (docs/guides/distributors.md). */
export const distributorNotificationSchema = z.object({
  api_version: z.literal("1.0"),
  event: notificationEvent,
});

/** A notification as its distributor sent it. */
export type DistributorNotification = z.output<typeof distributorNotificationSchema>;
/** What it tells of. */
export type DistributorEvent = DistributorNotification["event"];

/** Epoch milliseconds as an instant. */
export const instantOfMs = (epoch: number): Instant => new Date(epoch).toISOString();

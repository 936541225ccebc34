import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * One event on its way to one endpoint. `failed`: every attempt was made and none was accepted. What was delivered or
 * failed may be sent again by a person, under the same id, so that a receiver that had it knows.
 */
export const webhookDeliveryLifecycle = defineLifecycle({
  name: "webhook_delivery",
  initial: "pending",
  table: {
    pending: {
      deliver: { to: "delivered", by: ["system"] },
      give_up: { to: "failed", by: ["system"] },
      cancel: { to: "canceled", by: ["system"] },
    },
    delivered: { resend: { to: "pending", by: ["owner", "administrator"] } },
    failed: { resend: { to: "pending", by: ["owner", "administrator"] } },
    canceled: {},
  },
});

/** State of a delivery. */
export type WebhookDeliveryState = keyof typeof webhookDeliveryLifecycle.table;

/** Every state, in the order of the table. */
export const webhookDeliveryStates = [
  "pending",
  "delivered",
  "failed",
  "canceled",
] as const satisfies readonly WebhookDeliveryState[];

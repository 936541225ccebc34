import { defineLifecycle } from "../lifecycle/index.ts";

/**
 * An address that events are sent to. `paused`: its owner wants quiet; `stopped`: we gave up on it, since it answered
 * nothing for days or said that it is gone. Either way events gather, and are sent when it is resumed. `ended`: deleted,
 * or the account went to another holder (C4.10).
 */
export const webhookEndpointLifecycle = defineLifecycle({
  name: "webhook_endpoint",
  initial: "enabled",
  table: {
    enabled: {
      pause: { to: "paused", by: ["owner", "administrator"] },
      stop: { to: "stopped", by: ["system"] },
      end: { to: "ended", by: ["owner", "administrator", "system"] },
    },
    paused: {
      resume: { to: "enabled", by: ["owner", "administrator"] },
      end: { to: "ended", by: ["owner", "administrator", "system"] },
    },
    stopped: {
      resume: { to: "enabled", by: ["owner", "administrator"] },
      end: { to: "ended", by: ["owner", "administrator", "system"] },
    },
    ended: {},
  },
});

/** State of a webhook endpoint. */
export type WebhookEndpointState = keyof typeof webhookEndpointLifecycle.table;

/** Every state, in the order of the table. */
export const webhookEndpointStates = [
  "enabled",
  "paused",
  "stopped",
  "ended",
] as const satisfies readonly WebhookEndpointState[];

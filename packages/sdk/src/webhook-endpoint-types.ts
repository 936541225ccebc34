import type { Instant } from "./types.ts";
import type { WebhookObject } from "./webhooks.ts";

/** An address that events of the account are sent to. */
export interface WebhookEndpoint {
  readonly id: string;
  /** `stopped`: given up, because it said that it is gone or accepted nothing for five days. Events gather meanwhile. */
  readonly state: "enabled" | "paused" | "stopped" | "ended";
  readonly url: string;
  readonly description: string;
  /** Types of events that it gets; none: all. */
  readonly types: readonly string[];
  readonly createdAt: Instant;
  /** The first failure since something was last accepted; null while all is well. */
  readonly failingSince: Instant | null;
  readonly stoppedBecause: "gone" | "failing" | null;
  /** Until when the secret before still signs as well. */
  readonly oldSecretUntil: Instant | null;
  /** Deliveries that wait. */
  readonly pending: number;
  readonly actions: readonly ("pause" | "resume" | "end")[];
}

/** Something that happened to an object of the account. */
export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  readonly timestamp: Instant;
  readonly object: WebhookObject;
  readonly objectId: string;
  /** Counts the events of the object from 1. */
  readonly sequence: number;
}

/** One request to an endpoint and what came of it. */
export interface WebhookAttempt {
  readonly id: string;
  readonly attemptedAt: Instant;
  readonly durationMs: number;
  /** Of the answer; null where none came. */
  readonly status: number | null;
  readonly problem: string | null;
  /** The answer's beginning. */
  readonly response: string;
}

/** An event on its way to an endpoint. */
export interface WebhookDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly state: "pending" | "delivered" | "failed" | "canceled";
  readonly event: WebhookEvent;
  /** Attempts since it was last put on its way. */
  readonly attempts: number;
  readonly nextAttemptAt: Instant | null;
  readonly createdAt: Instant;
  readonly settledAt: Instant | null;
  /** The newest twenty attempts, newest first. */
  readonly log: readonly WebhookAttempt[];
  readonly actions: readonly "resend"[];
}

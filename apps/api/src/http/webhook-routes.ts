import type { FastifyInstance } from "fastify";
import { stripeWebhookRoute } from "../payments/stripe/webhook-route.ts";
import type { Services } from "../runtime/services.ts";
import { limitRate } from "./rate-limits.ts";

/** Each payment provider's notifications. They are signed over their raw bytes; each route parses its own body. */
const WEBHOOKS = [stripeWebhookRoute];

/** Registers the notifications of every provider. */
export async function webhookRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await limitRate(app, "webhooks");
  for (const route of WEBHOOKS) await app.register((scope) => route(scope, services));
}

import type { FastifyInstance } from "fastify";
import { bounceWebhookRoute } from "../bounces/webhook-route.ts";
import { distributorNotificationRoute } from "../distributors/notification-route.ts";
import { refundMailRoute } from "../refund-cases/mail-route.ts";
import { antomNotificationRoute } from "../payments/antom/notification-route.ts";
import { stripeWebhookRoute } from "../payments/stripe/webhook-route.ts";
import type { Services } from "../runtime/services.ts";
import { limitRate } from "./rate-limits.ts";

/** Notifications of payment providers and distributors, signed over their raw bytes, and of mail services; each route parses its own body. */
const WEBHOOKS = [
  stripeWebhookRoute,
  antomNotificationRoute,
  distributorNotificationRoute,
  bounceWebhookRoute,
  refundMailRoute,
];

/** Registers the notifications of every provider. */
export async function webhookRoutes(app: FastifyInstance, services: Services): Promise<void> {
  await limitRate(app, "webhooks");
  for (const route of WEBHOOKS) await app.register((scope) => route(scope, services));
}

import type { FastifyInstance } from "fastify";
import type { Services } from "../../runtime/services.ts";
import { NotificationRefused } from "../provider.ts";
import { takeNotification } from "../webhook-intake.ts";

/** `POST /webhooks/stripe`: Stripe's notifications. The signature is over the raw bytes, so the body is not parsed. */
export async function stripeWebhookRoute(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.post("/webhooks/stripe", async (request, reply) => {
      const { body: rawBody, headers } = request;
      if (!Buffer.isBuffer(rawBody)) return reply.code(400).send({ received: false });
      try {
        await takeNotification(services, services.payments.stripe, { rawBody, headers });
        return await reply.send({ received: true });
      } catch (error) {
        if (!(error instanceof NotificationRefused)) throw error;
        request.log.warn({ reason: error.message }, "stripe notification refused");
        return reply.code(400).send({ received: false });
      }
    });
  });
}

import type { FastifyInstance } from "fastify";
import type { Services } from "../../runtime/services.ts";
import { NotificationRefused } from "../provider.ts";
import { takeNotification } from "../webhook-intake.ts";
import { NOTIFICATION_PATH } from "./client.ts";

/** What ends the sending; any other answer, even another 200, has Antom send again (payments.md §3). */
const ACKNOWLEDGEMENT = {
  result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
} as const;

/** `POST /webhooks/antom`: Antom's notifications. The signature is over the raw bytes, so the body is not parsed. */
export async function antomNotificationRoute(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.post(NOTIFICATION_PATH, async (request, reply) => {
      const { antom } = services.payments;
      const { body: rawBody, headers } = request;
      if (antom === null || !Buffer.isBuffer(rawBody)) return reply.code(400).send({ received: false });
      try {
        await takeNotification(services, antom, { rawBody, headers });
        return await reply.send(ACKNOWLEDGEMENT);
      } catch (error) {
        if (!(error instanceof NotificationRefused)) throw error;
        request.log.warn({ reason: error.message }, "antom notification refused");
        return reply.code(400).send({ received: false });
      }
    });
  });
}

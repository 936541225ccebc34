import type { FastifyInstance } from "fastify";
import type { Services } from "../runtime/services.ts";
import { takeDistributorNotification } from "./intake.ts";

/**
 * `POST /v1/distributors/:name/notifications` (docs/guides/distributors.md). The signature is over the raw bytes, so
 * the body is not parsed before it is verified. A distributor nobody registered and a wrong signature answer alike.
 */
export async function distributorNotificationRoute(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { name: string } }>(
      "/v1/distributors/:name/notifications",
      async (request, reply) => {
        const signature = request.headers["tenure-signature"];
        const body = request.body;
        if (typeof signature !== "string" || !Buffer.isBuffer(body))
          return reply.code(401).send({ received: false });
        const taken = await takeDistributorNotification(services, request.params.name, body, signature);
        switch (taken.outcome) {
          case "taken":
            return await reply.send({ received: true, duplicate: taken.duplicate });
          case "unsigned":
            request.log.warn({ distributor: request.params.name }, "distributor notification refused");
            return await reply.code(401).send({ received: false });
          case "unreadable":
            return await reply.code(400).send({ received: false, problem: taken.problem });
        }
      },
    );
  });
}

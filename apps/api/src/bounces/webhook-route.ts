import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Services } from "../runtime/services.ts";
import { MAX_REPORT_BYTES } from "./delivery-status.ts";
import { takeReport } from "./take-report.ts";

const query = z.object({ recipient: z.string().max(320) });
const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * `POST /webhooks/bounces?recipient=…`: a raw mail (message/rfc822) that a mail service received at a return path, under
 * a bearer token. For operators whose mail service delivers to the web instead of by SMTP.
 */
export async function bounceWebhookRoute(app: FastifyInstance, services: Services): Promise<void> {
  const { bounceToken } = services.env;
  if (bounceToken === null) return;
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: MAX_REPORT_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.post("/webhooks/bounces", async (request, reply) => {
      const given = request.headers.authorization ?? "";
      if (!timingSafeEqual(digest(given), digest(`Bearer ${bounceToken}`)))
        return reply.code(401).send({ received: false });
      const asked = query.safeParse(request.query);
      if (!asked.success || !Buffer.isBuffer(request.body)) return reply.code(400).send({ received: false });
      const bounced = await takeReport(services, request.body, [asked.data.recipient]);
      return reply.send({ received: true, bounced });
    });
  });
}

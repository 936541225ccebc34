import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { isSigned } from "../distributors/signature.ts";
import type { Services } from "../runtime/services.ts";
import { isCaseAddress } from "./case-address.ts";
import { MAX_REQUEST_BYTES } from "./read-mail.ts";
import { takeRequestMail } from "./take-mail.ts";

const query = z.object({ recipient: z.string().max(320), sender: z.string().max(320) });

/**
 * `POST /webhooks/refund-mail?recipient=…&sender=…`: a raw mail (message/rfc822) that a mail service received at the
 * refunds address, signed over its bytes in the header `tenure-signature`. For operators whose mail service delivers to
 * the web instead of by SMTP. `sender` is that of the envelope.
 */
export async function refundMailRoute(app: FastifyInstance, services: Services): Promise<void> {
  const { refundsAddress, refundsSecret, secret } = services.env;
  if (refundsAddress === null || refundsSecret === null) return;
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: MAX_REQUEST_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.post("/webhooks/refund-mail", async (request, reply) => {
      const { body } = request;
      const signature = request.headers["tenure-signature"];
      if (
        typeof signature !== "string" ||
        !Buffer.isBuffer(body) ||
        !isSigned(signature, body, [refundsSecret], Date.now())
      )
        return reply.code(401).send({ received: false });
      const asked = query.safeParse(request.query);
      if (!asked.success || !isCaseAddress(asked.data.recipient, refundsAddress, secret))
        return reply.code(400).send({ received: false });
      const { recipient, sender } = asked.data;
      const taken = await takeRequestMail(services, { source: body, recipients: [recipient], sender });
      return reply.send({ received: true, ...taken });
    });
  });
}

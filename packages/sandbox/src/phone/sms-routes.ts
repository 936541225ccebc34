import type { FastifyInstance } from "fastify";
import type { SandboxPhone } from "./index.ts";

/** The Messages resource, as far as the product uses it (twilio.com/docs/messaging/api/message-resource). */
export function registerSmsRoutes(app: FastifyInstance, phone: SandboxPhone): void {
  // A scope of its own: the form parser is this service's alone.
  void app.register(async (service) => {
    service.removeContentTypeParser("application/x-www-form-urlencoded");
    service.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      async (_request: unknown, body: string) => new URLSearchParams(body),
    );
    service.post<{ Params: { account: string }; Body: URLSearchParams }>(
      "/2010-04-01/Accounts/:account/Messages.json",
      (request, reply) => {
        const { account } = request.params;
        const given = Buffer.from(
          (request.headers.authorization ?? "").replace(/^Basic /, ""),
          "base64",
        ).toString();
        if (!given.startsWith(`${account}:`))
          return reply.code(401).send({ code: 20_003, message: "Authenticate", status: 401 });
        const to = request.body.get("To") ?? "";
        const text = request.body.get("Body") ?? "";
        const from = request.body.get("From") ?? request.body.get("MessagingServiceSid") ?? "";
        if (!/^\+[1-9]\d{6,14}$/.test(to))
          return reply.code(400).send({
            code: 21_211,
            message: `The 'To' number ${to} is not a valid phone number.`,
            status: 400,
          });
        if (text === "" || from === "")
          return reply.code(400).send({ code: 21_602, message: "Message body is required.", status: 400 });
        const key = request.headers["idempotency-key"];
        const received = phone.receive({ to, from, text, key: typeof key === "string" ? key : null });
        if ("status" in received)
          return reply.code(received.status).send({
            code: received.code,
            message: `The number ${to} could not be reached.`,
            status: received.status,
          });
        return reply
          .code(201)
          .send({ sid: received.id, status: "queued", to, from, body: text, error_code: null });
      },
    );
  });
}

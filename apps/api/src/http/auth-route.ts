import type { FastifyInstance } from "fastify";
import type { Services } from "../runtime/services.ts";
import { headersOf } from "./headers-of.ts";
import { limitRate } from "./rate-limits.ts";

/** The identity service's own routes: sign-in, sessions, second factors, under /api/auth. */
export async function authRoute(app: FastifyInstance, { auth, env }: Services): Promise<void> {
  await limitRate(app, "auth");
  app.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    handler: async (request, reply) => {
      const headers = headersOf(request);
      // Fastify read the body; its length is that of the text made from it here.
      headers.delete("content-length");
      const body = request.body === undefined ? undefined : JSON.stringify(request.body);
      const answer = await auth.handler(
        new Request(new URL(request.url, env.publicUrl), {
          method: request.method,
          headers,
          ...(request.method === "GET" || body === undefined ? {} : { body }),
        }),
      );
      reply.code(answer.status);
      for (const [name, value] of answer.headers) if (name !== "set-cookie") reply.header(name, value);
      const cookies = answer.headers.getSetCookie();
      if (cookies.length > 0) reply.header("set-cookie", cookies);
      return reply.send(answer.body === null ? null : await answer.text());
    },
  });
}

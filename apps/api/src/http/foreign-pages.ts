import type { FastifyInstance } from "fastify";
import { can } from "@tenure/core/access";
import type { Env } from "../env.ts";
import { AppError } from "../errors/app-error.ts";
import type { RestProcedure } from "../trpc/rest-routes.ts";

/** A day: browsers ask again after two hours at most. */
const ASKED_AGAIN_SECONDS = "86400";

/** What a page may send along with a question that everybody may ask. */
const HEADERS_TAKEN = "accept, accept-language, content-type, tenure-version";

/** Whether everybody may ask it, without saying who they are. */
export const isForEverybody = ({ rest, meta }: Pick<RestProcedure, "rest" | "meta">): boolean =>
  rest.method === "get" && can("public", meta.permission);

/**
 * The API in web pages of other sites: what everybody may know, they may ask for, without a key. A key is a secret of a
 * server: one that a page sends is refused, in words that its developer sees.
 * @param open addresses of what everybody may ask, as routes are written
 */
export function foreignPages(app: FastifyInstance, env: Env, open: ReadonlySet<string>): void {
  const isForeign = (origin: string | undefined): origin is string =>
    origin !== undefined && origin !== env.publicUrl;

  app.addHook("onRequest", async (request, reply) => {
    const { origin, authorization } = request.headers;
    if (!isForeign(origin)) return;
    // Only browsers name the mode; a server that passes on its visitor's Origin does not.
    const sentByPage = request.headers["sec-fetch-mode"] === "cors";
    if (authorization !== undefined && sentByPage) {
      reply.header("access-control-allow-origin", "*");
      throw new AppError("secret_key_in_browser");
    }
    if (authorization === undefined && open.has(request.routeOptions.url ?? ""))
      reply.header("access-control-allow-origin", "*").header("cross-origin-resource-policy", "cross-origin");
  });

  // A page's question before the question. It is answered alike everywhere, so that a key gets its refusal in words.
  app.options("/v1/*", async (request, reply) => {
    if (isForeign(request.headers.origin))
      reply
        .header("access-control-allow-origin", "*")
        .header("access-control-allow-methods", "GET")
        .header("access-control-allow-headers", `authorization, ${HEADERS_TAKEN}`)
        .header("access-control-max-age", ASKED_AGAIN_SECONDS);
    return reply.code(204).send();
  });
}

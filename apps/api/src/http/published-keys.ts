import type { FastifyInstance } from "fastify";
import { readPublishedKeys } from "../decisions/published-keys.ts";
import type { Services } from "../runtime/services.ts";

/** `GET /.well-known/tenure-keys.json`: every key that ever signed a receipt, so that anybody can verify one offline. */
export async function publishedKeys(app: FastifyInstance, { db }: Services): Promise<void> {
  app.get("/.well-known/tenure-keys.json", async (_request, reply) => {
    reply.header("cache-control", "public, max-age=300").header("access-control-allow-origin", "*");
    reply.header("cross-origin-resource-policy", "cross-origin");
    const keys = await readPublishedKeys(db);
    return { keys: keys.map((key) => ({ ...key, algorithm: "Ed25519" })) };
  });
}

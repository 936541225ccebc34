import type { FastifyReply, FastifyRequest } from "fastify";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);
const isLoopback = (address: string): boolean =>
  address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");

/**
 * Lets only this machine use the controls, and no foreign web page through a browser on it: neither by a form
 * (the browser says where it comes from) nor by a domain name that resolves to the loopback address.
 */
export async function guardControl(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const name = (request.headers.host ?? "").replace(/:\d+$/, "");
  const site = request.headers["sec-fetch-site"];
  const foreign = site === "cross-site" && request.method !== "GET";
  if (isLoopback(request.ip) && LOOPBACK_NAMES.has(name) && !foreign) return undefined;
  return reply.code(403).send({ error: "The sandbox is controlled from this machine only." });
}

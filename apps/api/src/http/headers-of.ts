import type { FastifyRequest } from "fastify";

/** Header by which better-auth and keys learn the client's address; a client's own is overwritten. */
export const CLIENT_IP = "x-tenure-client-ip";

/** The request's headers in the form of the web, with the address that Fastify made out behind trusted proxies. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && !name.startsWith(":")) headers.append(name, each);
  headers.set(CLIENT_IP, request.ip);
  return headers;
}

import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";

/** What a link in a mail may do: one thing, which its name says and its schema describes. */
export interface LinkPurpose<Body extends { readonly expiresAt: Instant }> {
  readonly name: string;
  readonly body: z.ZodType<Body>;
}

const macOf = (secret: string, name: string, payload: string): Buffer =>
  createHmac("sha256", secret).update(`tenure.link.v1\n${name}\n${payload}`).digest();

/** Signs a link for one purpose; used for another, it is none. */
export function signLink<Body extends { readonly expiresAt: Instant }>(
  secret: string,
  purpose: LinkPurpose<Body>,
  body: Body,
): string {
  const payload = Buffer.from(JSON.stringify(body)).toString("base64url");
  return `${payload}.${macOf(secret, purpose.name, payload).toString("base64url")}`;
}

/** Reads a link, whether it expired or not. @returns null where it is not ours, or for something else */
export function readLink<Body extends { readonly expiresAt: Instant }>(
  secret: string,
  purpose: LinkPurpose<Body>,
  token: string,
): Body | null {
  const [payload, mac, ...rest] = token.split(".");
  if (payload === undefined || mac === undefined || rest.length > 0) return null;
  const expected = macOf(secret, purpose.name, payload);
  const given = Buffer.from(mac, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  try {
    return (
      purpose.body.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))).data ?? null
    );
  } catch {
    return null;
  }
}

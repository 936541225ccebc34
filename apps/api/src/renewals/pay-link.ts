import { createHmac, timingSafeEqual } from "node:crypto";
import type { Env } from "../env.ts";

/** Of the secret, for this use alone. */
const tagOf = (secret: string, renewalId: string): string =>
  createHmac("sha256", secret).update(`tenure.renewal.pay.v1\n${renewalId}`).digest("base64url").slice(0, 32);

/**
 * Where a renewal in arrears is paid, by whoever has the link: it opens the provider's page and does nothing else, so it
 * asks for no sign-in.
 */
export const payLink = (
  { publicUrl, secret }: Pick<Env, "publicUrl" | "secret">,
  renewalId: string,
): string => `${publicUrl}/pay/renewals/${renewalId}/${tagOf(secret, renewalId)}`;

/** Whether a link is one that we wrote. */
export function isPayLink({ secret }: Pick<Env, "secret">, renewalId: string, tag: string): boolean {
  const expected = Buffer.from(tagOf(secret, renewalId));
  const given = Buffer.from(tag);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

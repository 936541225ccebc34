import { createHmac } from "node:crypto";

/**
 * The `Stripe-Signature` header: `t=<unix seconds>,v1=<HMAC-SHA256 of "t.body">`.
 * @param secrets several while a secret is being rolled
 */
export function signatureHeader(body: string, secrets: readonly string[], unixSeconds: number): string {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac("sha256", secret).update(`${unixSeconds}.${body}`, "utf8").digest("hex")}`,
  );
  return [`t=${unixSeconds}`, ...signatures].join(",");
}

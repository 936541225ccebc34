import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { fromBase64, toBase64 } from "./base64.ts";

const PREFIX = "whsec_";

/** Bytes of a secret; Standard Webhooks allows 24 to 64. */
export const SECRET_BYTES = 32;

/** Seconds that the clocks of sender and receiver may differ by, to either side. */
export const TOLERANCE_SECONDS = 300;

/** Headers of a signed delivery. */
export interface SignedHeaders {
  readonly "webhook-id": string;
  /** Seconds since 1970. */
  readonly "webhook-timestamp": string;
  /** One `v1,…` for each secret that counts, separated by spaces. */
  readonly "webhook-signature": string;
}

/** What a check of a signature comes to. */
export type WebhookVerdict =
  | "valid"
  | "header_missing"
  | "timestamp_malformed"
  | "timestamp_too_old"
  | "timestamp_too_new"
  | "signature_wrong";

/** A secret as its owner keeps it. @param bytes random, {@link SECRET_BYTES} of them */
export const newSecret = (bytes: Uint8Array): string => {
  if (bytes.length !== SECRET_BYTES) throw new RangeError(`a secret has ${SECRET_BYTES} bytes`);
  return `${PREFIX}${toBase64(bytes)}`;
};

/** @throws RangeError when it is none */
const keyOf = (secret: string): Uint8Array => {
  const key = fromBase64(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
  if (key === null || key.length < 24 || key.length > 64)
    throw new RangeError("not a secret of a webhook endpoint");
  return key;
};

const signature = (secret: string, id: string, timestamp: string, body: string): string =>
  `v1,${toBase64(hmac(sha256, keyOf(secret), utf8ToBytes(`${id}.${timestamp}.${body}`)))}`;

/**
 * Signs a delivery by Standard Webhooks, with every secret that counts: while one is being replaced, both.
 * @param at seconds since 1970, of this attempt
 * @param secrets newest first, at least one
 */
export function signWebhook(id: string, at: number, body: string, secrets: readonly string[]): SignedHeaders {
  if (secrets.length === 0) throw new RangeError("nothing to sign with");
  const timestamp = String(at);
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map((secret) => signature(secret, id, timestamp, body)).join(" "),
  };
}

/** Compares texts of equal length in a time that does not tell where they differ. */
function equal(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

/**
 * Checks a delivery, in this order: headers, time, signature.
 * @param body as it came, byte for byte; parsed and printed again it is another
 * @param now seconds since 1970
 */
export function verifyWebhook(
  headers: Partial<SignedHeaders>,
  body: string,
  secret: string,
  now: number,
): WebhookVerdict {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  if (!id || !timestamp || !signatures) return "header_missing";
  if (!/^\d{1,12}$/.test(timestamp)) return "timestamp_malformed";
  if (Number(timestamp) < now - TOLERANCE_SECONDS) return "timestamp_too_old";
  if (Number(timestamp) > now + TOLERANCE_SECONDS) return "timestamp_too_new";
  const expected = signature(secret, id, timestamp, body);
  return signatures.split(" ").some((given) => equal(given, expected)) ? "valid" : "signature_wrong";
}

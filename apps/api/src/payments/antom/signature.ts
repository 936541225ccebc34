import { type KeyObject, sign, verify } from "node:crypto";

/** What is signed: the path (without host), who speaks, when, and the bytes of the body. */
export interface SignedContent {
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly rawBody: Buffer;
}

/**
 * Seconds that a signed message may be old or ahead. Antom documents no window, so a message that somebody recorded
 * would be good for ever: this one is ours (docs/decisions/0023).
 */
export const FRESH_SECONDS = 300;

const contentOf = ({ path, clientId, time, rawBody }: SignedContent): Buffer =>
  Buffer.concat([Buffer.from(`POST ${path}\n${clientId}.${time}.`), rawBody]);

/** The `signature` header of a message of ours. */
export const signatureOf = (content: SignedContent, privateKey: KeyObject): string =>
  `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(
    sign("RSA-SHA256", contentOf(content), privateKey).toString("base64"),
  )}`;

/** Whether a `signature` header is Antom's over these bytes. */
export function isSigned(content: SignedContent, header: string, publicKey: KeyObject): boolean {
  const encoded = /(?:^|,)\s*signature=([^,\s]+)/.exec(header)?.[1];
  if (encoded === undefined || !/(?:^|,)\s*algorithm=RSA256\s*(?:,|$)/.test(header)) return false;
  try {
    return verify(
      "RSA-SHA256",
      contentOf(content),
      publicKey,
      Buffer.from(decodeURIComponent(encoded), "base64"),
    );
  } catch {
    // A broken escape sequence is no signature.
    return false;
  }
}

/** Whether a `request-time` or `response-time`, ISO-8601 or milliseconds since 1970, is close to the machine's time. */
export function isFresh(time: string): boolean {
  const millis = /^\d{13}$/.test(time) ? Number(time) : Date.parse(time);
  // Wall clock against wall clock: this is transport freshness, no rule of the policy.
  return Math.abs(millis - Date.now()) <= FRESH_SECONDS * 1000;
}

import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { canonicalize, type Json } from "./canonical.ts";
import { digestOf } from "./digest.ts";

/** What a signature is for; a preview's signature can never pass as a receipt's. */
export type SignaturePurpose =
  | "tenure.decision.v1"
  | "tenure.preview.v1"
  | "tenure.audit.v1"
  | "tenure.statement.v1";

/** A signed value: Ed25519 (RFC 8032) over `purpose`, a line break, and the canonical text of `body` (RFC 8785). */
export const signedSchema = z.strictObject({
  purpose: z.enum(["tenure.decision.v1", "tenure.preview.v1", "tenure.audit.v1", "tenure.statement.v1"]),
  keyId: z.string().min(1).max(64),
  /** SHA-256 of the canonical body, hex. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Hex, 64 bytes. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
  body: z.json(),
});

export type Signed = z.infer<typeof signedSchema>;

/** A published verification key. `publicKey` is 32 bytes in hex. */
export interface PublicKey {
  readonly keyId: string;
  readonly publicKey: string;
}

/** A signing key. `secretKey` is the 32-byte seed in hex and never leaves the server. */
export interface SigningKey {
  readonly keyId: string;
  readonly secretKey: string;
}

export type Verification =
  | { readonly valid: true }
  | {
      readonly valid: false;
      readonly reason: "malformed" | "wrong_purpose" | "unknown_key" | "digest_mismatch" | "bad_signature";
    };

const message = (purpose: SignaturePurpose, body: Json) => utf8ToBytes(`${purpose}\n${canonicalize(body)}`);

/** The public half of a signing key. */
export const publicKeyOf = (key: SigningKey): PublicKey => ({
  keyId: key.keyId,
  publicKey: bytesToHex(ed25519.getPublicKey(hexToBytes(key.secretKey))),
});

/** Signs a value. Deterministic: the same key and body give the same signature. */
export function sign(purpose: SignaturePurpose, body: Json, key: SigningKey): Signed {
  return {
    purpose,
    keyId: key.keyId,
    digest: digestOf(body),
    signature: bytesToHex(ed25519.sign(message(purpose, body), hexToBytes(key.secretKey))),
    body: body as Signed["body"],
  };
}

/** Verifies a signed value against published keys, without any request; runs in a browser. Never throws. */
export function verify(
  candidate: unknown,
  purpose: SignaturePurpose,
  keys: readonly PublicKey[],
): Verification {
  try {
    const read = signedSchema.safeParse(candidate);
    // The schema drops what it does not know (a key named __proto__, say); whatever is not signed is not valid.
    if (!read.success || canonicalize(read.data as Json) !== canonicalize(candidate as Json))
      return { valid: false, reason: "malformed" };
    return verifyParsed(read.data, purpose, keys);
  } catch {
    // canonicalize throws on floats and on what is nested beyond the stack, noble on malformed points: all not valid.
    return { valid: false, reason: "malformed" };
  }
}

function verifyParsed(signed: Signed, purpose: SignaturePurpose, keys: readonly PublicKey[]): Verification {
  if (signed.purpose !== purpose) return { valid: false, reason: "wrong_purpose" };
  const key = keys.find((each) => each.keyId === signed.keyId);
  if (key === undefined) return { valid: false, reason: "unknown_key" };
  const body = signed.body as Json;
  if (digestOf(body) !== signed.digest) return { valid: false, reason: "digest_mismatch" };
  const good = ed25519.verify(
    hexToBytes(signed.signature),
    message(purpose, body),
    hexToBytes(key.publicKey),
    // The strict reading of RFC 8032, so that every other verifier (OpenSSL, WebCrypto) answers the same.
    { zip215: false },
  );
  return good ? { valid: true } : { valid: false, reason: "bad_signature" };
}

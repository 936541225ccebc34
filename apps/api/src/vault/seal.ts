import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** First byte of everything sealed; another way of sealing gets another. */
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** A new key for a subject. */
export const newKey = (): Buffer => randomBytes(KEY_BYTES);

/**
 * Seals bytes: AES-256-GCM under a random nonce.
 * @param place where they belong; sealed bytes open nowhere else
 */
export function seal(key: Buffer, place: string, plain: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
}

/** Opens them. @throws Error when the key, the place or a byte is another */
export function open(key: Buffer, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== VERSION || bytes.length < 1 + IV_BYTES + TAG_BYTES)
    throw new Error("not something that was sealed here");
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]);
}

/** What the master key is used for; each use has a key of its own derived from it. */
export interface MasterKey {
  /** Names it without telling it. */
  readonly id: string;
  readonly wrapping: Buffer;
  /** Keyed digest: equal for equal texts, and nothing to whoever lacks the key. */
  mac(purpose: string, content: string | Uint8Array): string;
}

/** @param hex 32 bytes as hex digits */
export function masterKeyOf(hex: string): MasterKey {
  const derive = (use: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", Buffer.from(hex, "hex"), Buffer.alloc(0), `tenure vault ${use}`, bytes));
  const macKey = derive("mac", KEY_BYTES);
  return {
    id: derive("id", 8).toString("hex"),
    wrapping: derive("wrapping", KEY_BYTES),
    mac: (purpose, content) =>
      createHmac("sha256", macKey).update(`${purpose}\n`).update(content).digest("hex"),
  };
}

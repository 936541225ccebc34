import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Seconds a code lives. */
export const TOTP_PERIOD_SECONDS = 30;

/** Decodes RFC 4648 base32; blanks, padding and case do not matter. */
function base32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text.toUpperCase().replace(/[\s=-]/g, "")) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) throw new Error(`"${character}" is not a base32 character`);
    value = (value << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
      value &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}

/**
 * The current time-based one-time password: RFC 6238 with SHA-1 and 30 s, as authenticator apps do.
 * @param unixMillis the instant, milliseconds since 1970
 */
export function totp(base32Secret: string, unixMillis: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(unixMillis / 1000 / TOTP_PERIOD_SECONDS)));
  const digest = createHmac("sha1", base32(base32Secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, "0");
}

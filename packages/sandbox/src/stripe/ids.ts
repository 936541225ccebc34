import { randomBytes } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A new identifier in Stripe's form, e.g. `re_Kq…`: the prefix, an underscore, 24 letters and digits. */
export function newId(prefix: string): string {
  let id = "";
  while (id.length < 24) {
    for (const byte of randomBytes(32)) {
      // 248 = 4 × 62: higher bytes are dropped, so that every character is equally likely.
      if (byte < 248 && id.length < 24) id += ALPHABET.charAt(byte % 62);
    }
  }
  return `${prefix}_${id}`;
}

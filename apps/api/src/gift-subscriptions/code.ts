import { createHash, randomInt } from "node:crypto";

/** Crockford's alphabet: no letter that is taken for another. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 16;
const GROUP = 4;

/**
 * A new code, `7K3M-…`: sixteen letters of thirty-two, 80 bits. With ten wrong ones an hour and account, guessing one of
 * a million open gifts takes a thousand accounts some ten trillion hours.
 */
export function newGiftCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return letters.match(new RegExp(`.{${GROUP}}`, "g"))?.join("-") ?? letters;
}

/**
 * The code as it was made, from what a person typed: case, spaces and dashes do not matter, O is 0, I and L are 1.
 * @returns null for what cannot be one
 */
export function readGiftCode(typed: string): string | null {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return new RegExp(`^[${LETTERS}]{${LENGTH}}$`).test(letters) ? letters : null;
}

/**
 * What is stored and looked up instead of a code. Its 80 random bits need no salt and no slow hash; and since only
 * fingerprints meet, how long a comparison takes says nothing about a code.
 */
export const giftCodeHash = (code: string): string =>
  createHash("sha256")
    .update(`tenure.gift_code.v1:${readGiftCode(code) ?? ""}`)
    .digest("hex");

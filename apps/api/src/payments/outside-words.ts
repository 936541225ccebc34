/** Everything that breaks a line or is no character. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Nothing one sees, but it can hide text or turn its direction. */
const UNSEEN = /[\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/**
 * What a bank or a provider said, as it is kept and shown (T6.2): its own words on one line of bounded length. A line of
 * theirs must not read as one of ours in a mail, nor turn what stands behind it around.
 */
export const outsideWords = (text: string, most: number): string =>
  [...text.replaceAll(BREAKS, " ").replaceAll(UNSEEN, "").trim()].slice(0, most).join("");

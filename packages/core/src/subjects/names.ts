/** A legal name in its two parts. One that has a single part leaves the other empty. */
export interface LegalName {
  readonly given: string;
  readonly family: string;
}

/** Forms of address, which are no part of a name. They stand first, in lower case and without their full stop. */
const HONORIFICS = new Set(
  "mr mrs ms miss mx dr prof sir dame herr frau monsieur madame mme mlle señor señora sr sra".split(" "),
);
/** Those that stand last, with nothing between. */
const HONORIFICS_BEHIND = /(?:先生|女士|小姐|さん|様|氏|씨)$/u;

/** Scripts that are written without spaces, family name first. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+$/u;

/**
 * A name as it is compared: compatibility forms and case folded, spacing and punctuation made one, forms of address
 * left away. Nothing here depends on the machine's language: the same words everywhere.
 */
export function comparedName(name: string): string {
  const folded = name
    .normalize("NFKC")
    // Up and down again: ß becomes ss, ı becomes i, as documents in capitals have it.
    .toUpperCase()
    .toLowerCase()
    .normalize("NFC")
    .replaceAll("ς", "σ")
    // İ leaves a dot behind that nobody sees.
    .replaceAll("i\u0307", "i")
    .replaceAll(/['’ʼ`´׳]/g, "")
    .replaceAll(/[\p{P}\p{S}]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const words = folded.split(" ");
  while (words.length > 1 && HONORIFICS.has(words[0] ?? "")) words.shift();
  const rest = words.join(" ");
  return rest.length > 2 ? rest.replace(HONORIFICS_BEHIND, "") : rest;
}

/** The words of a name, as compared. A name in a script without spaces is one word. */
export function wordsOf(name: string): readonly string[] {
  const compared = comparedName(name);
  if (compared === "") return [];
  const words = compared.split(" ");
  return words.every((word) => UNSPACED.test(word)) ? [words.join("")] : words;
}

/** Whether a name is written without spaces, so that its order of parts decides how it reads. */
export const isUnspaced = (name: string): boolean => {
  const words = wordsOf(name);
  return words.length === 1 && UNSPACED.test(words[0] ?? "");
};

/** A name as it is shown: family first where the script has it so. */
export function fullNameOf({ given, family }: LegalName): string {
  if (given === "" || family === "") return `${given}${family}`;
  return isUnspaced(given) && isUnspaced(family) ? `${family}${given}` : `${given} ${family}`;
}

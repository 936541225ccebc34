/** Letters that no normal form takes apart, and how passports and forms without them write them (ICAO 9303, part 3). */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ħ: "h",
  // Arabic letters that Persian and Urdu write with signs of their own, and an alef that stands for a yeh.
  ی: "ي",
  ى: "ي",
  ک: "ك",
};

/** The other spelling of ICAO 9303: Müller is Muller on one document and Mueller on the next. */
const SPELT_OUT: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

/**
 * Marks that documents leave away: accents of the European alphabets, vowel signs of Arabic and Hebrew, the tatweel. Marks
 * of other scripts are letters there, such as the vowels of Devanagari.
 */
const LEFT_AWAY = /[\u{300}-\u{36f}]|[\u{591}-\u{5c7}]|[\u{610}-\u{61a}]|\u{640}|[\u{64b}-\u{65f}]|\u{670}/gu;

const each = (text: string, table: Readonly<Record<string, string>>): string =>
  [...text].map((letter) => table[letter] ?? letter).join("");

/**
 * How a word of a name may stand on a document. Two words are the same where they have one of these in common.
 * @param word in lower case, composed
 */
export function spellingsOf(word: string): readonly string[] {
  const plain = (text: string) =>
    each(text, WRITTEN_OUT).normalize("NFD").replaceAll(LEFT_AWAY, "").normalize("NFC");
  return [...new Set([plain(word), plain(each(word, SPELT_OUT))])];
}

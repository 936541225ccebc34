/**
 * Letters that look like one of the basic Latin alphabet in common fonts, each beside the letter it is taken for. A
 * selection from Unicode's confusables.txt (UTS #39, version 17): what occurs in the alphabets people write names in.
 * Upper and lower case stand apart, since Cyrillic Н looks like H while н looks like nothing Latin.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  // Cyrillic
  ...pairs("АВЕЅІЈКМНОРСТХУԌԚԜҮ", "ABESIJKMHOPCTXYGQWY"),
  ...pairs("аеоѕіјрсхуһԁԛԝӏѵү", "aeosijpcxyhdqwlvy"),
  // Greek
  ...pairs("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
  ...pairs("αγινορ", "ayivop"),
  // Armenian
  ...pairs("օսոհցզՕՍ", "ounhgqOU"),
  // Latin letters and digits that are taken for others
  ...pairs("ıɑɡƖ0", "iaglO"),
};

function pairs(these: string, those: string): Record<string, string> {
  const plain = [...those];
  return Object.fromEntries([...these].map((letter, position) => [letter, plain[position] ?? letter]));
}

/** l, capital I, the digit one and the bar are one stroke; r and n together are an m. */
const STROKES = /[I1|]/g;

/** Accents of the European alphabets; elsewhere a mark is a letter. */
const ACCENTS = /[\u0300-\u036f]/g;

/**
 * What a name looks like: two names with the same skeleton can be taken for each other, whatever they are made of. Only
 * for comparing; it is no text (UTS #39, section 4).
 */
export function skeletonOf(name: string): string {
  const decomposed = name.normalize("NFKC").normalize("NFD").replaceAll(ACCENTS, "").normalize("NFC");
  return [...decomposed]
    .map((letter) => LOOK_ALIKES[letter] ?? letter)
    .join("")
    .replaceAll(STROKES, "l")
    .toLowerCase()
    .replaceAll("rn", "m")
    .replaceAll(/\s+/g, " ")
    .trim();
}

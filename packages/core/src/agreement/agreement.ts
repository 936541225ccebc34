import { digestOf, type Json } from "../decision/index.ts";
import type { Currency, Language } from "../money/index.ts";
import { fill, type Text } from "../text/template.ts";

/** Words that somebody agrees to, with the values in them. `Terms` are the values, `Shown` what only the eye needs. */
export interface Agreement<Wording extends string, Terms, Shown = void> {
  /** The version that is agreed to now. */
  readonly current: Wording;
  /** Whether a stored agreement was given to words that this build knows. */
  readonly isWording: (version: string) => version is Wording;
  /**
   * Fingerprint of an agreement: the words and every value in them. Before anything is done under it, it is made anew
   * from what would be done; an agreement that differs is none (T6.1).
   */
  readonly hash: (wording: Wording, language: Language, terms: Terms) => string;
  /** The agreement as a person reads it. */
  readonly text: (wording: Wording, language: Language, terms: Terms, shown: Shown) => string;
}

/**
 * Makes an agreement. A wording that somebody agreed to is never edited: stored agreements are compared with it. Other
 * words are a new version, added beside the old one.
 */
export function defineAgreement<
  const Wordings extends Readonly<Record<string, Text>>,
  Terms extends { readonly currency: Currency },
  Shown = void,
>(parts: {
  readonly wordings: Wordings;
  readonly current: keyof Wordings & string;
  /** Every value that is agreed to; amounts in nanos. What is not in it may change without a new agreement. */
  readonly agreedTo: (terms: Terms) => Readonly<Record<string, bigint | string | number | null>>;
  /** The values that the words name. */
  readonly said: (terms: Terms, shown: Shown) => Readonly<Record<string, string>>;
}): Agreement<keyof Wordings & string, Terms, Shown> {
  type Wording = keyof Wordings & string;
  const wordsOf = (wording: Wording): Text => {
    const words = parts.wordings[wording];
    if (words === undefined) throw new Error(`no words of version ${wording}`);
    return words;
  };
  return {
    current: parts.current,
    isWording: (version): version is Wording => Object.hasOwn(parts.wordings, version),
    hash: (wording, language, terms) => {
      const values: Record<string, Json> = {};
      for (const [name, value] of Object.entries(parts.agreedTo(terms)))
        values[name] = typeof value === "bigint" ? value.toString() : value;
      // The names of this record are agreed to as well: renaming one would change every stored hash.
      return digestOf({ wording, language, words: wordsOf(wording)[language], ...values });
    },
    text: (wording, language, terms, shown) =>
      // No instant stands in an agreement, so the zone is never looked at.
      fill(wordsOf(wording), parts.said(terms, shown), { language, zone: "UTC", currency: terms.currency }),
  };
}

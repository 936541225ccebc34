import { skeletonOf } from "./look-alikes.ts";
import { spellingsOf } from "./name-letters.ts";
import { fullNameOf, isUnspaced, type LegalName, wordsOf } from "./names.ts";

/**
 * How a name that somebody gave stands to the one a document proves.
 * - `same`: word for word, in any spelling that documents use
 * - `reordered`: the same words, family name first or last
 * - `shortened`: words are missing that the document has; the whole family name is there, and a given name
 * - `look_alike`: another name that can be taken for it
 * - `different`: another name
 */
export type NameMatch = "same" | "reordered" | "shortened" | "look_alike" | "different";

/** Which of them are one person's name. */
export const isSameName = (match: NameMatch): boolean =>
  match === "same" || match === "reordered" || match === "shortened";

/** Compares the name given with the one proven. */
export function matchNames(given: LegalName, proven: LegalName): NameMatch {
  const mine = [...wordsOf(given.given), ...wordsOf(given.family)];
  const theirs = [...wordsOf(proven.given), ...wordsOf(proven.family)];
  if (mine.length > 0 && theirs.length > 0) {
    if (sameInOrder(mine, theirs)) return "same";
    if (mine.length === theirs.length && covers(theirs, mine)) return "reordered";
    const unspaced = unspacedMatch(given, proven);
    if (unspaced !== null) return unspaced;
    // A part left empty is a name of one word, which is short for nothing.
    const [family, first] = [wordsOf(proven.family), wordsOf(proven.given)];
    const short = mine.length < theirs.length && covers(theirs, mine) && covers(mine, family);
    if (short && family.length > 0 && first.some((word) => mine.some((other) => isSameWord(word, other))))
      return "shortened";
  }
  return skeletonsOf(given).some((skeleton) => skeletonsOf(proven).includes(skeleton))
    ? "look_alike"
    : "different";
}

/** The same for names that are not of people: a company's is given whole. */
export function matchWholeNames(given: string, proven: string): NameMatch {
  const [mine, theirs] = [wordsOf(given), wordsOf(proven)];
  if (mine.length > 0 && sameInOrder(mine, theirs)) return "same";
  return skeletonOf(given) === skeletonOf(proven) ? "look_alike" : "different";
}

function isSameWord(one: string, other: string): boolean {
  const spellings = spellingsOf(other);
  return spellingsOf(one).some((spelling) => spellings.includes(spelling));
}

const sameInOrder = (mine: readonly string[], theirs: readonly string[]): boolean =>
  mine.length === theirs.length && mine.every((word, place) => isSameWord(word, theirs[place] ?? ""));

/** Whether every word of `some` has one of its own among `all`. */
function covers(all: readonly string[], some: readonly string[]): boolean {
  const left = [...all];
  return some.every((word) => {
    const place = left.findIndex((other) => isSameWord(other, word));
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
}

/** 王伟 typed into one field reads the same; its parts in each other's field are turned. */
function unspacedMatch(given: LegalName, proven: LegalName): "same" | "reordered" | null {
  const joined = (...parts: string[]) => parts.flatMap(wordsOf).join("");
  const whole = joined(proven.family, proven.given);
  if (!isUnspaced(whole)) return null;
  if (joined(given.family, given.given) === whole) return "same";
  return joined(given.given, given.family) === whole ? "reordered" : null;
}

const skeletonsOf = (name: LegalName): readonly string[] => [
  skeletonOf(fullNameOf(name)),
  skeletonOf(`${name.family} ${name.given}`),
];

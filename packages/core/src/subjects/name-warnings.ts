/** What is suspicious about how a name is written (threat 23); none of it is a refusal. */
export type NameWarning = "mixed_scripts" | "stacked_marks" | "look_alike";

/** Scripts whose letters can be taken for Latin ones. */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
] as const;

/** Three marks on one letter: no alphabet needs them, and they cover what stands around. */
const STACKED = /\p{Mn}{3}/u;

/** Warns of a name by itself: a word of two alphabets, or marks heaped on a letter. */
export function nameWarnings(name: string): readonly NameWarning[] {
  const words = name.normalize("NFKC").split(/[\s\p{P}]+/u);
  const mixed = words.some((word) => ALPHABETS.filter((alphabet) => alphabet.test(word)).length > 1);
  return [
    ...(mixed ? (["mixed_scripts"] as const) : []),
    ...(STACKED.test(name.normalize("NFD")) ? (["stacked_marks"] as const) : []),
  ];
}

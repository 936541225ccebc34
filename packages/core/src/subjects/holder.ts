import { comparedName } from "./names.ts";
import { nameWarnings, type NameWarning } from "./name-warnings.ts";
import { matchWholeNames } from "./match-names.ts";

/** Kinds of legal persons. */
export const subjectKinds = ["individual", "company", "organisation"] as const;

/** A kind of legal person. */
export type SubjectKind = (typeof subjectKinds)[number];

/** What is known about who holds an account. */
export interface HolderFacts {
  /** What the account says of itself. */
  readonly profileName: string;
  /** What was proven; null where nothing is, or where it was erased. */
  readonly verifiedName: string | null;
}

/** Who holds it, and what that rests on. */
export interface Holder {
  readonly name: string;
  readonly basis: "verified" | "profile";
  /** Whether the account says something else than what is proven. */
  readonly profileDiffers: boolean;
  readonly warnings: readonly NameWarning[];
}

/** The holder of an account (C2.1): what is verified, where something is; it wins over what the account says of itself. */
export function holderOf({ profileName, verifiedName }: HolderFacts): Holder {
  if (verifiedName === null)
    return {
      name: profileName,
      basis: "profile",
      profileDiffers: false,
      warnings: nameWarnings(profileName),
    };
  const looksAlike = matchWholeNames(profileName, verifiedName) === "look_alike";
  return {
    name: verifiedName,
    basis: "verified",
    profileDiffers: comparedName(profileName) !== comparedName(verifiedName),
    warnings: [...nameWarnings(verifiedName), ...(looksAlike ? (["look_alike"] as const) : [])],
  };
}

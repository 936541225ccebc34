import { digestOf } from "../decision/index.ts";
import type { EvidenceKind } from "../text/evidence-texts.ts";
import type { ChangeGround } from "../text/subject-change-texts.ts";
import type { Capacity } from "./grounds.ts";

/** A piece of evidence as the file names it. */
export interface EvidencePiece {
  readonly kind: EvidenceKind;
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string;
}

/** Everything that an agreement of the platform is to. */
export interface FileContents {
  readonly changeId: string;
  readonly accountId: string;
  readonly ground: ChangeGround;
  readonly capacity: Capacity;
  readonly newSubjectId: string;
  /** SHA-256 of the form as it was filled in, hex. */
  readonly formSha256: string;
  readonly evidence: readonly EvidencePiece[];
}

/**
 * The fingerprint of an application: what reviewers agree to and what the applicant vouches for (C5.1, invariant 30). In
 * which order the evidence was handed in makes no difference; any other difference makes another file.
 */
export const changeFileVersion = (contents: FileContents): string =>
  digestOf({
    changeId: contents.changeId,
    accountId: contents.accountId,
    ground: contents.ground,
    capacity: contents.capacity,
    newSubjectId: contents.newSubjectId,
    formSha256: contents.formSha256,
    evidence: contents.evidence.map(({ kind, sha256 }) => `${kind} ${sha256}`).toSorted(compare),
  });

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

import { z } from "zod";
import type { Role } from "../access/index.ts";
import { type Line, line, type Refusal } from "../decision/index.ts";
import { BLOCKER_KINDS, type BlockerKind } from "../text/subject-change-texts.ts";
import { type Instant, instantSchema } from "../time/index.ts";

/** What a blocker holds back, and who may do something about it. */
export interface BlockerRule {
  readonly clause: Refusal["clause"];
  /** Nothing holds back the application: what nobody can look at, nobody can decide. */
  readonly holdsBack: readonly ("agreement" | "effect")[];
  /** Who may place it by hand; nobody where it follows from the account's state. */
  readonly placedBy: readonly Role[];
  readonly liftedBy: readonly Role[];
  /** C3.8: who may waive it; it then ends with the change (C4.2). */
  readonly waivedBy: readonly Role[];
}

const staff = ["reviewer", "administrator"] as const;
const administrator = ["administrator"] as const;
const both = ["agreement", "effect"] as const;

/**
 * The one list of what stands in the way of a change (C3.8, C3.10, C4.6, C4.9, C4.10). An open payment dispute can be
 * waived too: otherwise the original subject could hold a change back for months by disputing a charge of its own.
 */
export const BLOCKERS: Readonly<Record<BlockerKind, BlockerRule>> = {
  complaint: { clause: "C3.8", holdsBack: both, placedBy: staff, liftedBy: staff, waivedBy: [] },
  investigation: {
    clause: "C3.8",
    holdsBack: both,
    placedBy: staff,
    liftedBy: administrator,
    waivedBy: [],
  },
  litigation: { clause: "C3.8", holdsBack: both, placedBy: staff, liftedBy: administrator, waivedBy: [] },
  harm: { clause: "C3.8", holdsBack: both, placedBy: staff, liftedBy: administrator, waivedBy: [] },
  // An old contact raises it by the link of the notice.
  contested: {
    clause: "C3.10",
    holdsBack: both,
    placedBy: ["public", ...staff],
    liftedBy: staff,
    waivedBy: [],
  },
  credit_control: {
    clause: "C3.8",
    holdsBack: both,
    placedBy: staff,
    liftedBy: administrator,
    waivedBy: staff,
  },
  partnership: {
    clause: "C3.8",
    holdsBack: both,
    placedBy: staff,
    liftedBy: administrator,
    waivedBy: staff,
  },
  dispute: { clause: "C4.10", holdsBack: ["effect"], placedBy: [], liftedBy: [], waivedBy: staff },
  // One that runs: a refund that was asked for after the acceptance waits for the outcome, and holds nothing back.
  refund: { clause: "C4.9", holdsBack: ["effect"], placedBy: [], liftedBy: [], waivedBy: [] },
  debt: { clause: "C4.6", holdsBack: ["effect"], placedBy: [], liftedBy: [], waivedBy: [] },
  distributor: { clause: "C4.10", holdsBack: ["effect"], placedBy: [], liftedBy: [], waivedBy: [] },
};

/** A blocker that stands; what was lifted is no longer among the facts. */
export const standingBlockerSchema = z.strictObject({
  kind: z.enum(BLOCKER_KINDS),
  state: z.enum(["open", "waived"]),
  raisedAt: instantSchema,
});
/** See {@link standingBlockerSchema}. */
export type StandingBlocker = z.output<typeof standingBlockerSchema>;

/**
 * The blockers that hold something back, in the order of the list, each kind once.
 * @param heldSince since when the three conditions hold; null while they do not. An alert that comes after delays
 * nothing (C3.10); everything else stops the effect however late it came (C3.8).
 */
export function blockersOf(
  blockers: readonly StandingBlocker[],
  stage: "agreement" | "effect",
  heldSince: Instant | null,
): readonly BlockerKind[] {
  const stands = ({ kind, state, raisedAt }: StandingBlocker): boolean =>
    state === "open" &&
    BLOCKERS[kind].holdsBack.includes(stage) &&
    !(kind === "contested" && heldSince !== null && raisedAt >= heldSince);
  const kinds = new Set(blockers.filter(stands).map(({ kind }) => kind));
  return BLOCKER_KINDS.filter((kind) => kinds.has(kind));
}

/** One refusal for each blocker that holds something back. */
export const blockerRefusals = (...given: Parameters<typeof blockersOf>): Refusal[] =>
  blockersOf(...given).map((kind) => ({
    code: `change_blocked_by_${kind}`,
    clause: BLOCKERS[kind].clause,
    params: {},
  }));

/** The blockers as the page of consequences shows them, each with who can do something about it. */
export const blockerLines = (blockers: readonly StandingBlocker[]): Line[] =>
  blockersOf(blockers, "effect", null).map((kind) =>
    line("memo", `change_blocker_${kind}`, BLOCKERS[kind].clause, 0n),
  );

import type { SubjectChangeState } from "./lifecycle.ts";

/** What stands still while a change is under way. */
export type Frozen = "sign_in" | "closing" | "other_change" | "refunds";

/** A change as far as others have to know of it. */
export interface ChangeUnderWay {
  readonly state: SubjectChangeState;
  /** The new subject has accepted. */
  readonly accepted: boolean;
}

/**
 * What a change freezes (invariant 31): from submission the ways to sign in, so that a thief cannot lock the old contacts
 * out before they read the notice; from the new subject's acceptance refunds as well (C4.9).
 */
export function frozenBy({ state, accepted }: ChangeUnderWay): readonly Frozen[] {
  if (state !== "open") return [];
  return ["sign_in", "closing", "other_change", ...(accepted ? (["refunds"] as const) : [])];
}

/** How refunds see a change (C4.9): they run until the new subject accepts, then wait for the outcome. */
export const changeForRefunds = (change: ChangeUnderWay | null): "none" | "open" | "accepted" =>
  change === null || change.state !== "open" ? "none" : change.accepted ? "accepted" : "open";

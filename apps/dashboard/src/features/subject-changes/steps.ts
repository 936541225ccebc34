import { type Decision, decisionSchema } from "@tenure/core/decision";
import type { RefusalCode } from "@tenure/core/text";
import { isFilledIn } from "./name-of-new-subject.ts";
import type { StepKey } from "./step-keys.ts";
import type { Change, WireDecision } from "./types.ts";

/** Which step puts a refusal right; what none of them does is not among them. */
const FIXED_BY: Partial<Record<RefusalCode, StepKey>> = {
  change_representative_needed: "ground",
  change_representative_not_allowed: "ground",
  change_same_subject: "subject",
  change_evidence_missing: "evidence",
  change_authority_missing: "evidence",
  change_authorization_missing: "evidence",
  change_agreement_not_accepted: "agreement",
  change_phone_unconfirmed: "proof",
};

/** See {@link FIXED_BY}. */
export const stepThatFixes = (code: RefusalCode): StepKey | undefined => FIXED_BY[code];

/** Which steps are done, by the decision that submitting would make now. */
export function doneSteps(change: Change, decision: Decision | null): ReadonlySet<StepKey> {
  const open = new Set(decision?.refusals.map(({ code }) => stepThatFixes(code)));
  const byDecision = (["ground", "evidence", "agreement", "proof"] as const).filter(
    (step) => decision !== null && !open.has(step),
  );
  const filledIn = change.form !== null && isFilledIn(change.form) && !open.has("subject");
  return new Set<StepKey>([...byDecision, ...(filledIn ? (["subject"] as const) : [])]);
}

/** Reads a decision that came over the wire. */
export const readDecision = (wire: WireDecision): Decision => decisionSchema.parse(wire);

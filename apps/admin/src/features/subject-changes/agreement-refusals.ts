import type { Refusal } from "@tenure/core/decision";
import { BLOCKERS, blockersOf, type StandingBlocker } from "@tenure/core/subject-changes";
import { BLOCKER_KINDS } from "@tenure/core/text";
import type { DeskChange } from "./types.ts";

/**
 * Why the person who looks cannot agree now, in the order and words of the rule that decides it (C5.3). For the reader
 * only: the server decides, with facts that are not on the page. What is not ticked yet is seen above.
 */
export function agreementRefusals(change: DeskChange, nowMs: number): readonly Refusal[] {
  const { earliestAgreementAt } = change.contacts;
  const missing = change.required.filter(({ given }) => !given).flatMap(({ anyOf }) => anyOf[0] ?? []);
  const current = change.agreements.filter((each) => each.current);
  const waits = current.some(({ mine }) => mine) && current.every(({ mine }) => mine);
  const refusals: Refusal[] = [];
  if (change.review === "agreed")
    refusals.push({ code: "change_already_agreed", clause: "C5.3", params: {} });
  if (change.review === "info_requested")
    refusals.push({ code: "change_proof_outstanding", clause: "C5.2", params: {} });
  if (missing.length > 0)
    refusals.push({
      code: "change_evidence_missing",
      clause: "C3.1",
      params: { missing: missing.join(", ") },
    });
  if (earliestAgreementAt === null)
    refusals.push({ code: "change_contacts_not_told", clause: "C3.10", params: {} });
  else if (nowMs < Date.parse(earliestAgreementAt))
    refusals.push({ code: "change_notice_running", clause: "C3.10", params: { until: earliestAgreementAt } });
  for (const kind of blockersOf(standing(change), "agreement", null))
    refusals.push({ code: `change_blocked_by_${kind}`, clause: BLOCKERS[kind].clause, params: {} });
  if (change.related) refusals.push({ code: "change_reviewer_related", clause: "C5.3", params: {} });
  if (waits)
    refusals.push({
      code: "change_second_person_needed",
      clause: change.capacity === "representative" ? "C3.9" : "C5.3",
      params: {},
    });
  return refusals;
}

/** What stands in the way, as core's list has it. */
export const standing = (change: DeskChange): readonly StandingBlocker[] =>
  change.blockers.flatMap(({ kind, state, raisedAt }) => {
    const known = BLOCKER_KINDS.find((each) => each === kind);
    return known === undefined ? [] : [{ kind: known, state, raisedAt }];
  });

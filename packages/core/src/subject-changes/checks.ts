import type { Refusal } from "../decision/index.ts";
import type { ChangeCheck } from "../text/change-check-texts.ts";
import type { ChangeGround } from "../text/subject-change-texts.ts";
import type { Capacity, ChangeFile } from "./grounds.ts";

/** What is checked for every ground, before what is particular to it. */
export const COMMON_CHECKS: readonly ChangeCheck[] = [
  "names_agree",
  "evidence_genuine",
  "evidence_not_reused",
];

const BY_GROUND: Readonly<Record<ChangeGround, readonly ChangeCheck[]>> = {
  merger: ["successor_named"],
  division: ["account_assigned"],
  reorganisation: ["identity_continues"],
  dissolution: ["recipient_entitled"],
  death: ["heir_entitled"],
  court_decision: ["decision_in_effect", "decision_covers_account"],
  holder_differs: ["holding_proven"],
  legal_requirement: ["law_requires"],
  other: ["circumstances_accepted"],
};

const BY_CAPACITY: Readonly<Record<Capacity, readonly ChangeCheck[]>> = {
  holder: [],
  representative: ["authority_covers_change"],
  manager: ["authorisation_given"],
};

/** The checklist of a file: each reviewer goes through all of it (C5.3). */
export const checklistOf = ({
  ground,
  capacity,
}: Pick<ChangeFile, "ground" | "capacity">): readonly ChangeCheck[] => [
  ...COMMON_CHECKS,
  ...BY_GROUND[ground],
  ...BY_CAPACITY[capacity],
];

/** Prudent judgment leaves nothing out (C5.3). */
export function checkRefusals(file: ChangeFile, checked: readonly ChangeCheck[]): Refusal[] {
  const missing = checklistOf(file).filter((check) => !checked.includes(check));
  return missing.length === 0
    ? []
    : [{ code: "change_checks_missing", clause: "C5.3", params: { checks: missing.join(", ") } }];
}

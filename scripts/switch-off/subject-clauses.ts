import type { SwitchedOff } from "./clauses.ts";

/** How each rule of real-name verification and of who holds an account is switched off. */
export const SUBJECT_SWITCHED_OFF: readonly SwitchedOff[] = [
  {
    clause: "C1.2",
    file: "src/subjects/outcome.ts",
    find: 'isSameName(match) ? "verify" : "mismatch"',
    replace: '"verify"',
  },
  {
    clause: "C1.2",
    file: "src/subjects/match-names.ts",
    find: '  match === "same" || match === "reordered" || match === "shortened";',
    replace: '  match !== "different";',
  },
  {
    clause: "C1.2",
    file: "src/subjects/review-lifecycle.ts",
    find: 'take: { to: "in_review", by: ["reviewer", "administrator"] },',
    replace:
      'take: { to: "in_review", by: ["reviewer", "administrator"] }, verify: { to: "verified", by: ["owner"] },',
  },
  {
    clause: "C2.1",
    file: "src/subjects/holder.ts",
    find: "if (verifiedName === null)",
    replace: "if (profileName !== null)",
  },
  {
    clause: "C2.1",
    file: "src/subjects/holder.ts",
    find: "comparedName(profileName) !== comparedName(verifiedName)",
    replace: "false",
  },
];

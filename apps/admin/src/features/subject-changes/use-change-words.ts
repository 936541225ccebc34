import { useLingui } from "@lingui/react/macro";
import { CHANGE_CHECK_TEXTS, CHANGE_GROUND_TEXTS, EVIDENCE_TEXTS } from "@tenure/core/text";
import type { ChangeCheck, ChangeGround, EvidenceKind } from "@tenure/core/text";
import type { NameWarning } from "@tenure/core/subjects";
import { type Tone, useLocale } from "@tenure/ui";
import type { DeskChange, OwnChange, TerminationGround } from "./types.ts";

interface StateWord {
  readonly word: string;
  readonly tone: Tone;
}

/** How a change of account subject is said. Grounds, evidence and checks are core's own words. */
export function useChangeWords() {
  const { t } = useLingui();
  const language = useLocale();
  const states: Readonly<Record<DeskChange["state"], StateWord>> = {
    draft: { word: t`Draft`, tone: "neutral" },
    open: { word: t`Open`, tone: "progress" },
    effective: { word: t`In effect`, tone: "done" },
    withdrawn: { word: t({ message: "Withdrawn", context: "change" }), tone: "neutral" },
    rejected: { word: t`Rejected`, tone: "refused" },
    terminated: { word: t`Terminated`, tone: "refused" },
    expired: { word: t`Expired`, tone: "neutral" },
    revoked: { word: t`Revoked`, tone: "refused" },
  };
  const reviews: Readonly<Record<DeskChange["review"], StateWord>> = {
    pending: { word: t`To be reviewed`, tone: "waiting" },
    info_requested: { word: t`Waits for proof`, tone: "waiting" },
    agreed: { word: t`Platform agreed`, tone: "done" },
  };
  const invitations: Readonly<Record<NonNullable<DeskChange["invitation"]>["state"], StateWord>> = {
    invited: { word: t`Invited`, tone: "waiting" },
    accepted: { word: t`Accepted, not verified yet`, tone: "waiting" },
    verified: { word: t`Verified, not accepted yet`, tone: "waiting" },
    complete: { word: t`Accepted and verified`, tone: "done" },
    declined: { word: t`Declined`, tone: "refused" },
    lapsed: { word: t`Invitation lapsed`, tone: "refused" },
  };
  const conditions: Readonly<Record<DeskChange["conditions"][number]["condition"], string>> = {
    original: t`Original subject`,
    platform: t`Platform`,
    new_subject: t`New subject`,
  };
  const capacities: Readonly<Record<OwnChange["capacity"], string>> = {
    holder: t`The holder`,
    representative: t`A representative of the holder`,
    manager: t`An account manager for the holder`,
  };
  const kinds: Readonly<Record<string, string>> = {
    complaint: t`Third-party complaint`,
    investigation: t`Investigation by authorities`,
    litigation: t`Legal procedure`,
    harm: t`Possible harm to others`,
    contested: t`Alert of an old contact`,
    credit_control: t`Credit line`,
    partnership: t`Partnership`,
    dispute: t`Payment dispute`,
    refund: t`Refund under way`,
    debt: t`Debt`,
    distributor: t`Subscription of a distributor`,
  };
  const endings: Readonly<Record<TerminationGround, string>> = {
    complaint: t`Third-party complaint`,
    investigation: t`Investigation by authorities`,
    litigation: t`Legal procedure`,
    credit_control: t`Credit line`,
    partnership: t`Partnership`,
    harm: t`Possible harm to others`,
    breach: t`Breach of the commitments (C5.5)`,
  };
  const holdStates: Readonly<Record<DeskChange["holds"][number]["state"], StateWord>> = {
    open: { word: t({ message: "In force", context: "hold" }), tone: "waiting" },
    lifted: { word: t({ message: "Lifted", context: "hold" }), tone: "done" },
    waived: { word: t({ message: "Waived", context: "hold" }), tone: "neutral" },
  };
  const frozen: Readonly<Record<DeskChange["frozen"][number], string>> = {
    sign_in: t`ways to sign in`,
    closing: t`closing the account`,
    other_change: t`another change`,
    refunds: t`refunds`,
  };
  const warnings: Readonly<Record<NameWarning, string>> = {
    mixed_scripts: t`Two alphabets in a word`,
    stacked_marks: t`Heaped marks`,
    look_alike: t`Looks like the verified name`,
  };
  const subjectKinds = { individual: t`Individual`, company: t`Company`, organisation: t`Organisation` };
  const begin = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return {
    state: (state: DeskChange["state"]) => states[state],
    review: (review: DeskChange["review"]) => reviews[review],
    invitation: (state: NonNullable<DeskChange["invitation"]>["state"]) => invitations[state],
    condition: (condition: DeskChange["conditions"][number]["condition"]) => conditions[condition],
    capacity: (capacity: OwnChange["capacity"]) => capacities[capacity],
    hold: (kind: string) => kinds[kind] ?? kind,
    holdState: (state: DeskChange["holds"][number]["state"]) => holdStates[state],
    ending: (ground: TerminationGround) => endings[ground],
    frozen: (each: DeskChange["frozen"][number]) => frozen[each],
    warning: (warning: NameWarning) => warnings[warning],
    subjectKind: (kind: keyof typeof subjectKinds) => subjectKinds[kind],
    ground: (ground: ChangeGround) => CHANGE_GROUND_TEXTS[ground][language],
    evidence: (kind: EvidenceKind) => begin(EVIDENCE_TEXTS[kind][language]),
    check: (check: ChangeCheck) => begin(CHANGE_CHECK_TEXTS[check][language]),
  };
}

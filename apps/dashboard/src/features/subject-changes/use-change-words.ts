import { useLingui } from "@lingui/react/macro";
import { CHANGE_GROUND_TEXTS, type ChangeGround, EVIDENCE_TEXTS, type EvidenceKind } from "@tenure/core/text";
import { type Tone, useLocale } from "@tenure/ui";
import type { Change, ChangeForm, Invitation } from "./types.ts";

interface Word {
  readonly word: string;
  readonly tone: Tone;
}

/** How a change of holder and its parts are said. */
export function useChangeWords() {
  const { t } = useLingui();
  const language = useLocale();
  const states: Readonly<Record<Change["state"], Word>> = {
    draft: { word: t`Draft`, tone: "waiting" },
    open: { word: t`Under way`, tone: "progress" },
    effective: { word: t`In effect`, tone: "done" },
    withdrawn: { word: t`Withdrawn`, tone: "neutral" },
    rejected: { word: t({ message: "Rejected", context: "change of holder" }), tone: "refused" },
    terminated: { word: t`Ended by the platform`, tone: "refused" },
    expired: { word: t({ message: "Expired", context: "change of holder" }), tone: "neutral" },
    revoked: { word: t`Revoked`, tone: "refused" },
  };
  const invitations: Readonly<Record<Invitation["state"], Word>> = {
    invited: { word: t`Invited`, tone: "waiting" },
    accepted: { word: t`Accepted, not yet verified`, tone: "progress" },
    verified: { word: t`Verified, not yet accepted`, tone: "progress" },
    complete: { word: t`Accepted and verified`, tone: "done" },
    declined: { word: t`Declined`, tone: "refused" },
    lapsed: { word: t`Invitation ended`, tone: "waiting" },
  };
  const frozen: Readonly<Record<Change["frozen"][number], string>> = {
    sign_in: t`E-mail, passwords and other ways to sign in stay as they are.`,
    closing: t`The account cannot be closed.`,
    other_change: t`No other change of holder begins.`,
    refunds: t`Refunds that are asked for are recorded and wait for the outcome.`,
  };
  const kinds: Readonly<Record<ChangeForm["newSubject"]["kind"], string>> = {
    individual: t`Person`,
    company: t`Company`,
    organisation: t`Other organisation`,
  };
  return {
    state: (state: Change["state"]) => states[state],
    invitation: (state: Invitation["state"]) => invitations[state],
    frozen: (what: Change["frozen"][number]) => frozen[what],
    kind: (kind: ChangeForm["newSubject"]["kind"]) => kinds[kind],
    ground: (ground: ChangeGround) => CHANGE_GROUND_TEXTS[ground][language],
    evidence: (kind: EvidenceKind) => {
      const text = EVIDENCE_TEXTS[kind][language];
      return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
    },
  };
}

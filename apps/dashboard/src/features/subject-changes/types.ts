import type { Outputs } from "@tenure/api/trpc";
import type { DecisionJson } from "@tenure/core/decision";

/** An application, as its own side sees it. */
export type Change = Outputs["subjectChanges"]["get"];

/** An application in a list. */
export type ListedChange = Outputs["subjectChanges"]["list"]["items"][number];

/** What the application says, while it may be read. */
export type ChangeForm = NonNullable<Change["form"]>;

/** The invitation of the new subject, as the side that applies sees it. */
export type Invitation = NonNullable<Change["invitation"]>;

/** An agreement in full, in one language. */
export type ShownAgreement = Outputs["subjectChanges"]["words"]["application"];

/** An invitation, as whoever took it up sees it. */
export type Incoming = Outputs["subjectChanges"]["incoming"]["get"];

/** A decision as it comes over the wire. */
export type WireDecision = DecisionJson;

/** What is accepted when every starred article was: the words, and each article on its own. */
export const consentTo = (
  { wording, language, hash }: ShownAgreement,
  starred: readonly number[],
): { wording: string; language: "en" | "zh"; hash: string; starred: number[] } => ({
  wording,
  language,
  hash,
  starred: [...starred],
});

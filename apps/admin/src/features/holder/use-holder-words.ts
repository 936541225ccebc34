import { useLingui } from "@lingui/react/macro";
import type { Tone } from "@tenure/ui";
import type { Holder, Verification } from "./types.ts";

/** How a holder and a verification are said. */
export function useHolderWords() {
  const { t } = useLingui();
  const kinds: Readonly<Record<Holder["kind"], string>> = {
    individual: t`Individual`,
    company: t`Company`,
    organisation: t`Organisation`,
  };
  const sources: Readonly<Record<Holder["profile"][number]["source"], string>> = {
    account: t`Name of the account`,
    owner: t`Name of the owner's login`,
    billing: t`Name in the billing details`,
  };
  const states: Readonly<Record<Verification["state"], { readonly word: string; readonly tone: Tone }>> = {
    open: { word: t`Waits for the customer`, tone: "waiting" },
    processing: { word: t`Being checked`, tone: "progress" },
    verified: { word: t`Verified`, tone: "done" },
    mismatch: { word: t`Another name`, tone: "refused" },
    expired: { word: t`Document expired`, tone: "refused" },
    rejected: { word: t`Not accepted`, tone: "refused" },
    cancelled: { word: t`Cancelled`, tone: "neutral" },
  };
  const matches: Readonly<Record<NonNullable<Verification["match"]>, string>> = {
    same: t`Name matches the document`,
    reordered: t`Same name in another order`,
    shortened: t`The name given is shorter`,
    look_alike: t`The name given only looks like the document's`,
    different: t`The document has another name`,
  };
  const warnings: Readonly<Record<Holder["warnings"][number], string>> = {
    mixed_scripts: t`Two alphabets in a word`,
    stacked_marks: t`Heaped marks`,
    look_alike: t`Looks like the verified name`,
  };
  const documents: Readonly<Record<string, string>> = {
    passport: t`Passport`,
    id_card: t`Identity card`,
    driving_license: t`Driving licence`,
  };
  return {
    kind: (kind: Holder["kind"]) => kinds[kind],
    source: (source: Holder["profile"][number]["source"]) => sources[source],
    state: (state: Verification["state"]) => states[state],
    match: (match: NonNullable<Verification["match"]>) => matches[match],
    warning: (warning: Holder["warnings"][number]) => warnings[warning],
    document: (type: string | null) => documents[type ?? ""] ?? t`Document`,
  };
}

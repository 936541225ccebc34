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
    open: { word: t`Waiting for you`, tone: "waiting" },
    processing: { word: t`Being checked`, tone: "progress" },
    verified: { word: t`Verified`, tone: "done" },
    mismatch: { word: t`Another name`, tone: "refused" },
    expired: { word: t`Document expired`, tone: "refused" },
    rejected: { word: t`Not accepted`, tone: "refused" },
    cancelled: { word: t`Cancelled`, tone: "neutral" },
  };
  const documents: Readonly<Record<string, string>> = {
    passport: t`Passport`,
    id_card: t`Identity card`,
    driving_license: t`Driving licence`,
  };
  const failures: Readonly<Record<string, string>> = {
    document_expired: t`The document has expired. Use one that is valid.`,
    document_unverified_other: t`The document could not be read. Photograph it again, in good light and whole.`,
    document_type_not_supported: t`This kind of document is not accepted. Use a passport or an identity card.`,
    selfie_face_mismatch: t`The selfie shows somebody else than the document.`,
    country_not_supported: t`Documents of this country are not accepted by the provider.`,
    under_supported_age: t`The person on the document is too young for this check.`,
  };
  return {
    kind: (kind: Holder["kind"]) => kinds[kind],
    source: (source: Holder["profile"][number]["source"]) => sources[source],
    state: (state: Verification["state"]) => states[state],
    document: (type: string | null) => documents[type ?? ""] ?? t`Document`,
    failure: (code: string | null) =>
      failures[code ?? ""] ?? t`The check did not succeed. Try again, or use another document.`,
  };
}

import { type LegalName } from "./names.ts";
import { isSameName, matchNames, type NameMatch } from "./match-names.ts";

/** What the provider of identity checks says about one of its pages now. */
export type VerificationReport =
  | { readonly state: "waiting" }
  | { readonly state: "processing" }
  | { readonly state: "cancelled" }
  | { readonly state: "verified"; readonly name: LegalName }
  /** A try that failed, in the provider's code; the page may be tried again. */
  | { readonly state: "failed"; readonly code: string };

/** What it means for the verification, and how the name given stands to the one proven. */
export interface VerificationOutcome {
  readonly action: "process" | "verify" | "mismatch" | "expire" | "reject" | "cancel" | null;
  readonly match: NameMatch | null;
}

/** Codes that say nothing about the document: the page was left, and still waits. */
const LEFT = new Set(["abandoned"]);
/** Codes by which the person said no. */
const DECLINED = new Set(["consent_declined"]);

/**
 * What a report means (C1.2). The document alone decides: a valid one of another name verifies nobody, since it may be
 * another person's.
 */
export function verificationOutcome(report: VerificationReport, given: LegalName): VerificationOutcome {
  switch (report.state) {
    case "waiting":
      return { action: null, match: null };
    case "processing":
      return { action: "process", match: null };
    case "cancelled":
      return { action: "cancel", match: null };
    case "failed":
      if (LEFT.has(report.code)) return { action: null, match: null };
      if (DECLINED.has(report.code)) return { action: "cancel", match: null };
      return { action: report.code === "document_expired" ? "expire" : "reject", match: null };
    case "verified": {
      const match = matchNames(given, report.name);
      return { action: isSameName(match) ? "verify" : "mismatch", match };
    }
  }
}

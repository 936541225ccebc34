import type { VerificationReport } from "@tenure/core/subjects";

/** A hosted page on which a person shows a document. `verificationId` is the idempotency key and comes back with it. */
export interface IdentityCheckRequest {
  readonly verificationId: string;
  readonly accountId: string;
  /** Where the page leads when the person is done, or leaves. */
  readonly returnUrl: string;
}

/** A check as the provider holds it now. */
export interface IdentityCheck {
  readonly sessionId: string;
  /** Our row, from the metadata we set; null when it is none of ours. */
  readonly verificationId: string | null;
  /** The page, while it waits for the person. It is a bearer's: it goes to them and is kept nowhere. */
  readonly url: string | null;
  readonly report: VerificationReport;
  /** Tells one try of a person from the next; null before the first. */
  readonly tryId: string | null;
  /** What the document says; null unless it was found good, or where it was redacted. */
  readonly document: ProvenDocument | null;
}

/** A document that was found good. */
export interface ProvenDocument {
  readonly given: string;
  readonly family: string;
  /** `YYYY-MM-DD`; null where the provider does not tell. */
  readonly birthDate: string | null;
  readonly country: string | null;
  readonly type: string | null;
  readonly number: string | null;
}

/**
 * Who checks documents of persons. Everything it is asked survives being asked twice. Its errors are those of payment
 * providers: `ProviderRejected` says no, `ProviderUnknown` says that nobody knows.
 */
export interface IdentityProvider {
  readonly name: "stripe";
  openCheck(request: IdentityCheckRequest): Promise<IdentityCheck>;
  readCheck(sessionId: string): Promise<IdentityCheck>;
  /** Ends a check that waits; one that waits no more stays what it is. */
  cancelCheck(sessionId: string): Promise<void>;
  /** Makes the provider forget what it collected. One that is being checked is refused: ask again later. */
  redactCheck(sessionId: string): Promise<void>;
}

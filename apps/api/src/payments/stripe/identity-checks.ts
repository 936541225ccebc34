import type { VerificationReport } from "@tenure/core/subjects";
import type {
  IdentityCheck,
  IdentityCheckRequest,
  IdentityProvider,
  ProvenDocument,
} from "../../subjects/identity-provider.ts";
import { asking, present } from "./answers.ts";
import { createStripeClient, Stripe, type StripeConfig } from "./client.ts";

type Session = Stripe.Identity.VerificationSession;

/** What the account's own key may see of a result. */
const OPEN_FIELDS = ["verified_outputs", "last_verification_report"];
/** What only a restricted key may (docs.stripe.com/identity/access-verification-results). */
const SENSITIVE_FIELDS = ["verified_outputs.dob", "last_verification_report.document.number"];

/**
 * Stripe Identity. Every write carries our row's id as its idempotency key.
 * @param identityKey a restricted key that may read sensitive results; null: they are not asked for
 */
export function createStripeIdentity(config: StripeConfig, identityKey: string | null): IdentityProvider {
  const stripe = createStripeClient(config);
  const reader = identityKey === null ? null : createStripeClient({ ...config, secretKey: identityKey });
  return {
    name: "stripe",

    openCheck: (request) =>
      asking(async () => {
        const session = await stripe.identity.verificationSessions.create(paramsOf(request), {
          idempotencyKey: `verification:${request.verificationId}`,
        });
        return toCheck(present(session, "identity.verification_session"));
      }),

    readCheck: (sessionId) =>
      asking(async () => {
        const session = present(
          await stripe.identity.verificationSessions.retrieve(sessionId),
          "identity.verification_session",
        );
        if (session.status !== "verified" || session.redaction !== null) return toCheck(session);
        const expand = reader === null ? OPEN_FIELDS : [...OPEN_FIELDS, ...SENSITIVE_FIELDS];
        const proven = await (reader ?? stripe).identity.verificationSessions.retrieve(sessionId, { expand });
        return toCheck(present(proven, "identity.verification_session"));
      }),

    cancelCheck: (sessionId) =>
      asking(async () => {
        await unlessOver(() => stripe.identity.verificationSessions.cancel(sessionId));
      }),

    redactCheck: (sessionId) =>
      asking(async () => {
        const session = await stripe.identity.verificationSessions.retrieve(sessionId);
        if (session.redaction === null) await stripe.identity.verificationSessions.redact(sessionId);
      }),
  };
}

const paramsOf = (request: IdentityCheckRequest): Stripe.Identity.VerificationSessionCreateParams => ({
  type: "document",
  client_reference_id: request.verificationId,
  // Ids only: what is known of the person stays here.
  metadata: { verificationId: request.verificationId, accountId: request.accountId },
  options: { document: { require_live_capture: true, require_matching_selfie: true } },
  return_url: request.returnUrl,
});

/** A session that waits for nobody cannot be cancelled, and need not be. */
async function unlessOver(cancel: () => Promise<Session>): Promise<void> {
  try {
    await cancel();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}

function toCheck(session: Session): IdentityCheck {
  const report = session.last_verification_report;
  return {
    sessionId: session.id,
    verificationId: session.metadata["verificationId"] ?? null,
    url: session.url,
    report: reportOf(session),
    tryId: typeof report === "string" ? report : (report?.id ?? null),
    document: documentOf(session),
  };
}

function reportOf(session: Session): VerificationReport {
  switch (session.status) {
    case "verified": {
      const document = documentOf(session);
      return document === null
        ? { state: "waiting" }
        : { state: "verified", name: { given: document.given, family: document.family } };
    }
    case "processing":
      return { state: "processing" };
    case "canceled":
      return { state: "cancelled" };
    default: {
      const code = session.last_error?.code;
      return code === undefined || code === null ? { state: "waiting" } : { state: "failed", code };
    }
  }
}

function documentOf(session: Session): ProvenDocument | null {
  const outputs = session.verified_outputs;
  if (session.status !== "verified" || outputs === undefined || outputs === null) return null;
  const report = session.last_verification_report;
  const document = report === null || typeof report === "string" ? undefined : report.document;
  return {
    given: outputs.first_name ?? "",
    family: outputs.last_name ?? "",
    birthDate: dateOf(outputs.dob),
    country: document?.issuing_country ?? null,
    type: document?.type ?? null,
    number: document?.number ?? null,
  };
}

function dateOf(
  parts:
    | { readonly day: number | null; readonly month: number | null; readonly year: number | null }
    | null
    | undefined,
): string | null {
  if (parts === null || parts === undefined) return null;
  const { day, month, year } = parts;
  if (day === null || month === null || year === null) return null;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

import type Stripe from "stripe";
import { invalidRequest, missing, unsupported } from "../errors.ts";
import { emit } from "../events.ts";
import { newId } from "../ids.ts";
import type { Params } from "../params.ts";
import type { World } from "../world.ts";

type Session = Stripe.Identity.VerificationSession;

/** What whoever tests chooses on the hosted page. */
export const verificationOutcomes = [
  "verified",
  "processing",
  "document_expired",
  "document_unverified_other",
  "selfie_face_mismatch",
  "consent_declined",
] as const;
export type VerificationChoice = (typeof verificationOutcomes)[number];

/** The document that is shown to the camera. */
export interface ShownDocument {
  readonly given: string;
  readonly family: string;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  readonly number: string;
}

/** How long a session that is being checked takes, simulated milliseconds. */
const PROCESSING_MILLIS = 3000;

/** `POST /v1/identity/verification_sessions` */
export function create(world: World, params: Params): Session {
  const type = params.choice("type", ["document", "id_number"]) ?? "document";
  if (type !== "document") throw unsupported("checks of id numbers", "type");
  const options = params.nested("options")?.nested("document");
  const id = newId("vs");
  const session = {
    id,
    object: "identity.verification_session",
    client_reference_id: params.optionalString("client_reference_id") ?? null,
    client_secret: `${id}_secret_${newId("s").slice(2)}`,
    created: world.clock.seconds(),
    last_error: null,
    last_verification_report: null,
    livemode: false,
    metadata: params.metadata() ?? {},
    options: {
      document: {
        require_matching_selfie: options?.boolean("require_matching_selfie") ?? false,
        require_live_capture: options?.boolean("require_live_capture") ?? false,
      },
    },
    redaction: null,
    related_customer: null,
    related_customer_account: null,
    status: "requires_input",
    type,
    url: `${world.baseUrl()}/identity/${id}`,
  } satisfies Session;
  world.store.put("identity_return", { id, url: params.optionalString("return_url") ?? null });
  params.finish();
  world.store.put("identity_session", session);
  emit(world, "identity.verification_session.created", session);
  return session;
}

/** `GET /v1/identity/verification_sessions/:id` */
export function retrieve(world: World, id: string): Session {
  const session = world.store.get("identity_session", id);
  if (session === undefined) throw missing("verification_session", id, "session");
  return session;
}

/** `POST /v1/identity/verification_sessions/:id/cancel` */
export function cancel(world: World, id: string): Session {
  const session = retrieve(world, id);
  if (session.status !== "requires_input")
    throw invalidRequest(`A session that is ${session.status} cannot be canceled.`);
  const canceled = { ...session, status: "canceled", url: null, client_secret: null } satisfies Session;
  world.store.put("identity_session", canceled);
  emit(world, "identity.verification_session.canceled", canceled);
  return canceled;
}

/** `POST /v1/identity/verification_sessions/:id/redact`: everything collected is forgotten. */
export function redact(world: World, id: string): Session {
  const session = retrieve(world, id);
  if (session.status === "processing")
    throw invalidRequest("A session that is processing cannot be redacted.");
  world.store.remove("identity_document", id);
  world.store.remove("outcome", planOf(id));
  const redacted = {
    ...session,
    redaction: { status: "redacted" },
    url: null,
    client_secret: null,
  } satisfies Session;
  world.store.put("identity_session", redacted);
  emit(world, "identity.verification_session.redacted", redacted);
  return redacted;
}

const planOf = (id: string): string => `identity:${id}`;

/** Shows a document on the hosted page. A session that waits for nothing changes no more. */
export function submit(
  world: World,
  id: string,
  choice: VerificationChoice,
  document: ShownDocument,
): Session {
  const session = retrieve(world, id);
  if (session.status !== "requires_input") return session;
  if (choice === "consent_declined") return fail(world, session, choice);
  world.store.put("identity_document", { id, ...document, reportId: newId("vr") });
  const processing = { ...session, status: "processing", last_error: null, url: null } satisfies Session;
  world.store.put("identity_session", processing);
  emit(world, "identity.verification_session.processing", processing);
  if (choice === "processing") {
    world.store.put("outcome", {
      id: planOf(id),
      dueAtMillis: world.clock.now() + PROCESSING_MILLIS,
      subjectId: id,
      kind: "identity_verifies",
    });
    return processing;
  }
  return choice === "verified" ? verify(world, id) : fail(world, processing, choice);
}

/** The check is done, and the document is good. */
export function verify(world: World, id: string): Session {
  const session = retrieve(world, id);
  if (session.status !== "processing") return session;
  const verified = {
    ...session,
    status: "verified",
    last_error: null,
    last_verification_report: world.store.get("identity_document", id)?.reportId ?? null,
    client_secret: null,
    url: null,
  } satisfies Session;
  world.store.put("identity_session", verified);
  emit(world, "identity.verification_session.verified", verified);
  return verified;
}

const reasons: Readonly<Record<string, string>> = {
  document_expired: "The document is expired.",
  document_unverified_other: "The document could not be read.",
  selfie_face_mismatch: "The selfie shows somebody else than the document.",
  consent_declined: "The user declined to be verified.",
};

function fail(world: World, session: Session, code: VerificationChoice): Session {
  const failed = {
    ...session,
    status: "requires_input",
    last_error: { code, reason: reasons[code] ?? null },
    last_verification_report: world.store.get("identity_document", session.id)?.reportId ?? null,
    url: `${world.baseUrl()}/identity/${session.id}`,
  } satisfies Session;
  world.store.put("identity_session", failed);
  emit(world, "identity.verification_session.requires_input", failed);
  return failed;
}

/** What Stripe shows only where it is asked for by name; a spread keeps it, JSON does not. */
const SENSITIVE = Symbol("sensitive");

/** A field that is shown only when expanded by its own name. */
export const sensitiveOf = (parent: object, field: string): object | undefined =>
  SENSITIVE in parent
    ? (parent[SENSITIVE] as Readonly<Record<string, object | undefined>>)[field]
    : undefined;

/** `verified_outputs`, which is not part of a session unless asked for. */
export function outputsOf(world: World, id: string): object | undefined {
  const document = world.store.get("identity_document", id);
  if (retrieve(world, id).status !== "verified" || document === undefined) return undefined;
  const outputs = {
    address: null,
    email: null,
    first_name: document.given === "" ? null : document.given,
    id_number_type: null,
    last_name: document.family === "" ? null : document.family,
    phone: null,
  } satisfies Session["verified_outputs"];
  return { ...outputs, [SENSITIVE]: { dob: datePartsOf(document.birthDate) } };
}

/** `GET /v1/identity/verification_reports/:id`, as far as an expansion shows it. */
export function reportOf(world: World, reportId: string): object | undefined {
  const document = world.store.all("identity_document").find((each) => each.reportId === reportId);
  if (document === undefined) return undefined;
  const session = retrieve(world, document.id);
  return {
    id: reportId,
    object: "identity.verification_report",
    client_reference_id: session.client_reference_id,
    created: session.created,
    livemode: false,
    type: "document",
    verification_session: document.id,
    document: {
      address: null,
      error: session.status === "verified" ? null : session.last_error,
      files: [],
      first_name: document.given,
      issued_date: { day: 1, month: 1, year: 2024 },
      issuing_country: document.country,
      last_name: document.family,
      status: session.status === "verified" ? "verified" : "unverified",
      type: "passport",
      // A text stands for itself; Stripe's own field is one too.
      [SENSITIVE]: { number: Object(document.number) as object },
    },
  };
}

function datePartsOf(iso: string): { day: number; month: number; year: number } {
  const [year = 0, month = 0, day = 0] = iso.split("-").map(Number);
  return { day, month, year };
}

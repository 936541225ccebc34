import { checklistOf, conditionsOf, frozenBy, GROUNDS } from "@tenure/core/subject-changes";
import { documentTypes } from "@tenure/core/subjects";
import { CHANGE_CHECKS } from "@tenure/core/text";
import { plusHours } from "@tenure/core/time";
import { z } from "zod";
import type { Policy } from "@tenure/core/policy";
import type { Tx } from "../db/database.ts";
import { RECORD_KINDS, type Vault } from "../vault/vault.ts";
import { derivedBlockers } from "./effect/derived-blockers.ts";
import { conditionFacts, contactsToldAt, evidenceKind } from "./facts.ts";
import { isVouchedFor } from "./review.ts";
import {
  capacitySchema,
  type ChangeRow,
  changeState,
  groundSchema,
  invitationState,
  readInvitation,
  reviewState,
} from "./row.ts";

const instant = z.iso.datetime();

/** The form as it is shown: without its salt. */
export const shownForm = RECORD_KINDS.change_form.schema.omit({ salt: true });

const evidenceSchema = z.strictObject({
  id: z.uuid(),
  kind: evidenceKind,
  name: z.string(),
  type: z.enum(documentTypes),
  sizeBytes: z.int(),
  sha256: z.string(),
  addedAt: instant,
  /** It may still be taken away. */
  removable: z.boolean(),
});

/** An application as its own side and staff see it. */
export const changeSchema = z.strictObject({
  id: z.uuid(),
  accountId: z.uuid(),
  state: changeState,
  review: reviewState,
  ground: groundSchema,
  capacity: capacitySchema,
  revision: z.int(),
  /** Null where it is not the caller's side's, or was erased. */
  form: shownForm.nullable(),
  evidence: z.array(evidenceSchema),
  /** What the ground asks for: any one of each row is enough. */
  required: z.array(z.strictObject({ anyOf: z.array(evidenceKind), given: z.boolean() })),
  /** Fingerprint of form and evidence as they are: what commitments and agreements are to. */
  fileVersion: z.string(),
  /** Whether the applicant's commitments are to the file as it is (C5.1). */
  vouched: z.boolean(),
  agreement: z
    .strictObject({ wording: z.string(), language: z.string(), hash: z.string(), givenAt: instant })
    .nullable(),
  createdAt: instant,
  submittedAt: instant.nullable(),
  expiresAt: instant.nullable(),
  effectiveAt: instant.nullable(),
  keysEndAt: instant.nullable(),
  endedAt: instant.nullable(),
  endReason: z.string().nullable(),
  invitation: z
    .strictObject({
      state: invitationState,
      email: z.string(),
      sentAt: instant,
      expiresAt: instant,
      attemptsLeft: z.int(),
      claimedAt: instant.nullable(),
      verifiedAt: instant.nullable(),
      acceptedAt: instant.nullable(),
      declinedAt: instant.nullable(),
      overlapHours: z.int(),
    })
    .nullable(),
  /** The three conditions, each on its own (C1.2); empty where it is decided. */
  conditions: z.array(
    z.strictObject({
      condition: z.enum(["original", "platform", "new_subject"]),
      holds: z.boolean(),
      refusals: z.array(
        z.strictObject({ code: z.string(), clause: z.string(), params: z.record(z.string(), z.string()) }),
      ),
    }),
  ),
  blockers: z.array(
    z.strictObject({ kind: z.string(), state: z.enum(["open", "waived"]), raisedAt: instant }),
  ),
  contacts: z.strictObject({
    told: z.int(),
    toldAt: instant.nullable(),
    /** The platform agrees no earlier (C3.10). */
    earliestAgreementAt: instant.nullable(),
  }),
  /** What stands still meanwhile. */
  frozen: z.array(z.enum(["sign_in", "closing", "other_change", "refunds"])),
  /** What was asked and answered; staff read their notes too. */
  entries: z.array(
    z.strictObject({ kind: z.enum(["request", "answer", "note"]), text: z.string(), at: instant }),
  ),
  checklist: z.array(z.enum(CHANGE_CHECKS)),
});

/** See {@link changeSchema}. */
export type ShownChange = z.output<typeof changeSchema>;

/** For whom a change is shown: the side that applied, staff, or whoever holds the account now. */
export type Viewer = "original" | "staff" | "later_holder";

const at = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

/** Shows an application. It reads for the platform: whoever calls has looked at who asks. */
export async function showChange(
  tx: Tx,
  vault: Vault,
  change: ChangeRow,
  viewer: Viewer,
  { now, policy }: { readonly now: string; readonly policy: Policy },
): Promise<ShownChange> {
  const facts = await conditionFacts(tx, change);
  const invitation = await readInvitation(tx, change.id);
  const toldAt = change.submittedAt === null ? null : await contactsToldAt(tx, change.id);
  const inside = viewer !== "later_holder";
  const agreement =
    change.agreementConsentId === null
      ? null
      : await tx.consent.findUnique({ where: { id: change.agreementConsentId } });
  return {
    id: change.id,
    accountId: change.accountId,
    state: change.state,
    review: change.reviewState,
    ground: change.ground,
    capacity: change.capacity,
    revision: change.revision,
    form: inside ? await formOf(tx, vault, change) : null,
    evidence: inside ? await evidenceOf(tx, vault, change) : [],
    required: requiredOf(change, facts.file.evidence),
    fileVersion: facts.file.version,
    vouched: await vouched(tx, change, facts.file.version),
    agreement:
      agreement === null
        ? null
        : {
            wording: agreement.version,
            language: agreement.language,
            hash: agreement.textHash,
            givenAt: agreement.givenAt.toISOString(),
          },
    createdAt: change.createdAt.toISOString(),
    submittedAt: at(change.submittedAt),
    expiresAt: at(change.expiresAt),
    effectiveAt: at(change.effectiveAt),
    keysEndAt: at(change.keysEndAt),
    endedAt: at(change.endedAt),
    endReason: change.endReason,
    invitation:
      invitation === null || !inside
        ? null
        : {
            state: invitation.state,
            email: invitation.email,
            sentAt: invitation.sentAt.toISOString(),
            expiresAt: invitation.expiresAt.toISOString(),
            attemptsLeft: invitation.attemptsLeft,
            claimedAt: at(invitation.claimedAt),
            verifiedAt: at(invitation.verifiedAt),
            acceptedAt: at(invitation.acceptedAt),
            declinedAt: at(invitation.declinedAt),
            overlapHours: invitation.overlapHours,
          },
    conditions:
      change.state === "draft" || change.state === "open"
        ? conditionsOf(facts).map(({ condition, holds, refusals }) => ({
            condition,
            holds,
            refusals: refusals.map(({ code, clause, params }) => ({ code, clause, params: { ...params } })),
          }))
        : [],
    blockers:
      change.state === "draft" || change.state === "open"
        ? [...(await derivedBlockers(tx, change.accountId, change.id, now))]
        : [],
    contacts: {
      told: await tx.subjectChangeContact.count({ where: { changeId: change.id } }),
      toldAt,
      earliestAgreementAt: toldAt === null ? null : plusHours(toldAt, policy.subjectChange.noticeHours),
    },
    frozen: [...frozenBy({ state: change.state, accepted: invitation?.acceptedAt != null })],
    entries: inside ? await entriesOf(tx, change.id, viewer) : [],
    checklist: [...checklistOf(change)],
  };
}

async function vouched(tx: Tx, change: ChangeRow, version: string): Promise<boolean> {
  if (change.commitmentsConsentId === null) return false;
  const row = await tx.consent.findUniqueOrThrow({ where: { id: change.commitmentsConsentId } });
  return isVouchedFor({ tx }, change, version, {
    wording: row.version,
    language: row.language === "zh" ? "zh" : "en",
    hash: row.textHash,
  });
}

async function formOf(tx: Tx, vault: Vault, change: ChangeRow): Promise<ShownChange["form"]> {
  const form = await vault.get(tx, "change_form", change.formRecordId);
  if (form === null) return null;
  const { salt: _, ...shown } = form;
  return shown;
}

async function evidenceOf(tx: Tx, vault: Vault, change: ChangeRow): Promise<ShownChange["evidence"]> {
  const rows = await tx.subjectChangeEvidence.findMany({
    where: { changeId: change.id, removedAt: null },
    orderBy: { id: "asc" },
  });
  const ids = rows.map(({ fileId }) => fileId);
  const files = await tx.vaultFile.findMany({
    where: { id: { in: ids } },
    omit: { sealed: true, sealedName: true },
  });
  const names = await vault.fileNames(tx, ids);
  return rows.flatMap((row) => {
    const file = files.find(({ id }) => id === row.fileId);
    if (file === undefined) return [];
    return [
      {
        id: row.id,
        kind: evidenceKind.parse(row.kind),
        name: names.get(row.fileId) ?? "—",
        type: evidenceSchema.shape.type.parse(file.type),
        sizeBytes: file.sizeBytes,
        sha256: row.sha256,
        addedAt: row.addedAt.toISOString(),
        removable:
          (change.state === "draft" || change.state === "open") &&
          (change.submittedAt === null || row.addedAt > change.submittedAt),
      },
    ];
  });
}

/** The rows of evidence of a ground, with the paper of whoever acts for the holder (C3.1, C3.3, C3.9). */
function requiredOf(
  { ground, capacity }: Pick<ChangeRow, "ground" | "capacity">,
  given: readonly string[],
): ShownChange["required"] {
  const authority = {
    holder: [],
    representative: ["authority_document"],
    manager: ["authorization_proof"],
  } as const;
  return [...GROUNDS[ground].evidence, ...authority[capacity].map((kind) => [kind] as const)].map((row) => ({
    anyOf: [...row],
    given: row.some((kind) => given.includes(kind)),
  }));
}

async function entriesOf(tx: Tx, changeId: string, viewer: Viewer): Promise<ShownChange["entries"]> {
  const rows = await tx.subjectChangeEntry.findMany({
    where: { changeId, ...(viewer === "staff" ? {} : { kind: { not: "note" } }) },
    orderBy: { id: "asc" },
    take: 200,
  });
  return rows.map(({ kind, text, writtenAt }) => ({
    kind: z.enum(["request", "answer", "note"]).parse(kind),
    text,
    at: writtenAt.toISOString(),
  }));
}

import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { type Json, sign } from "@tenure/core/decision";
import {
  acceptanceAgreement,
  applicationAgreement,
  commitmentAgreement,
  type RecordManifest,
  recordManifestSchema,
} from "@tenure/core/subject-changes";
import yazl from "yazl";
import { readAccount } from "../accounts/account-facts.ts";
import type { Tx } from "../db/database.ts";
import type { Signer } from "../decisions/store.ts";
import { AppError } from "../errors/app-error.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import type { Vault } from "../vault/vault.ts";
import { evidenceKind, fileOf } from "./facts.ts";
import { formBytes } from "./form.ts";
import type { ChangeRow, InvitationRow } from "./row.ts";
import { readInvitation } from "./row.ts";

const ENDINGS: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "image/png": "png",
  "image/jpeg": "jpg",
};

/** A part of a record: what the manifest says of it, and where its bytes come from. */
interface Part {
  readonly listed: RecordManifest["parts"][number];
  readonly bytes: Buffer | { readonly fileId: string };
}

/** The record of one change, before it is written. */
export interface ChangeRecord {
  readonly manifest: Buffer;
  readonly parts: readonly Part[];
}

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const text = (value: string): Buffer => Buffer.from(value, "utf8");
const whole = (kind: "form" | "consent" | "decision" | "audit", path: string, bytes: Buffer): Part => ({
  listed: { kind, path, sha256: sha256(bytes) },
  bytes,
});

/**
 * Everything that was recorded of a change (C5.4): the form, the evidence, what was agreed to, every decision with its
 * signature, the audit trail with its place in the chain, and a signed table of contents. It verifies without any request.
 * @throws AppError conflict where who was concerned has been erased: an archive with holes would not verify
 */
export async function recordOf(
  tx: Tx,
  { vault, signer }: { readonly vault: Vault; readonly signer: Signer },
  change: ChangeRow,
): Promise<ChangeRecord> {
  const form = await vault.get(tx, "change_form", change.formRecordId);
  if (form === null)
    throw new AppError(
      "conflict",
      "Who this change was about has been erased; what is left is the audit trail.",
    );
  const file = await fileOf(tx, change);
  const parts = [
    whole("form", "form.json", formBytes(form)),
    ...(await evidenceParts(tx, change)),
    ...(await consentParts(tx, change, file.version)),
    ...(await decisionParts(tx, change)),
    whole("audit", "audit.jsonl", await auditLines(tx, change)),
  ];
  const manifest = recordManifestSchema.parse({
    format: "tenure.subject-change.v1",
    changeId: change.id,
    accountId: change.accountId,
    ground: change.ground,
    capacity: change.capacity,
    newSubjectId: change.toSubjectId,
    fileVersion: file.version,
    parts: parts.map(({ listed }) => listed),
  });
  const signed = sign("tenure.audit.v1", manifest as Json, signer.key);
  return { manifest: text(`${JSON.stringify(signed, null, 2)}\n`), parts };
}

async function evidenceParts(tx: Tx, change: ChangeRow): Promise<Part[]> {
  const rows = await tx.subjectChangeEvidence.findMany({
    where: { changeId: change.id, removedAt: null },
    orderBy: { id: "asc" },
  });
  const files = await tx.vaultFile.findMany({
    where: { id: { in: rows.map(({ fileId }) => fileId) } },
    select: { id: true, type: true },
  });
  return rows.map((row, index) => {
    const ending = ENDINGS[files.find(({ id }) => id === row.fileId)?.type ?? ""] ?? "bin";
    const place = String(index + 1).padStart(2, "0");
    return {
      listed: {
        kind: "evidence" as const,
        evidence: evidenceKind.parse(row.kind),
        path: `evidence/${place}-${row.kind}.${ending}`,
        sha256: row.sha256,
      },
      bytes: { fileId: row.fileId },
    };
  });
}

/** What was agreed to, in the words and the language in which it was read (C1.1). */
async function consentParts(tx: Tx, change: ChangeRow, fileVersion: string): Promise<Part[]> {
  const invitation = await readInvitation(tx, change.id);
  const rows = await tx.consent.findMany({
    where: {
      id: { in: [change.agreementConsentId, change.commitmentsConsentId].flatMap((id) => id ?? []) },
    },
    orderBy: { id: "asc" },
  });
  const { currency } = await readAccount(tx, change.accountId);
  const common = { currency, changeId: change.id, accountId: change.accountId };
  const own = rows.map((row): Part => {
    const given = { ...row, language: row.language === "zh" ? ("zh" as const) : ("en" as const) };
    const words =
      row.kind === "subject_change_application"
        ? applicationAgreement.isWording(row.version)
          ? applicationAgreement.text(
              row.version,
              given.language,
              {
                ...common,
                ground: change.ground,
                numbers: policyAt(row.givenAt.toISOString()).subjectChange,
              },
              undefined,
            )
          : null
        : commitmentAgreement.isWording(row.version)
          ? commitmentAgreement.text(row.version, given.language, { ...common, fileVersion }, undefined)
          : null;
    const name = row.kind === "subject_change_application" ? "application" : "commitments";
    return consentPart(name, row.version, given.language, row.textHash, row.givenAt, row.loginId, words);
  });
  return [...own, ...acceptancePart(change, invitation, common)];
}

function acceptancePart(
  change: ChangeRow,
  invitation: InvitationRow | null,
  common: {
    readonly currency: Parameters<typeof acceptanceAgreement.hash>[2]["currency"];
    readonly changeId: string;
    readonly accountId: string;
  },
): Part[] {
  if (invitation?.acceptedAt == null || invitation.acceptedHash === null) return [];
  const language = invitation.acceptedLanguage === "zh" ? "zh" : "en";
  const wording = invitation.acceptedWording ?? "";
  const terms = {
    ...common,
    fromSubjectId: change.fromSubjectId,
    toSubjectId: change.toSubjectId,
    overlapHours: invitation.overlapHours,
  };
  const words = acceptanceAgreement.isWording(wording)
    ? acceptanceAgreement.text(wording, language, terms, undefined)
    : null;
  return [
    consentPart(
      "acceptance",
      wording,
      language,
      invitation.acceptedHash,
      invitation.acceptedAt,
      invitation.loginId ?? "",
      words,
    ),
  ];
}

const consentPart = (
  name: string,
  wording: string,
  language: string,
  hash: string,
  givenAt: Date,
  loginId: string,
  words: string | null,
): Part =>
  whole(
    "consent",
    `consents/${name}.txt`,
    text(
      [
        `wording: ${wording}`,
        `language: ${language}`,
        `hash: ${hash}`,
        `given at: ${givenAt.toISOString()}`,
        `login: ${loginId}`,
        "",
        words ?? "(words of another build)",
        "",
      ].join("\n"),
    ),
  );

async function decisionParts(tx: Tx, change: ChangeRow): Promise<Part[]> {
  const rows = await tx.$queryRaw<{ id: string; kind: string; receipt: Json }[]>`
    SELECT id, kind, receipt FROM decision
     WHERE account_id = ${change.accountId}::uuid AND kind LIKE 'subject\\_change.%'
       AND receipt->'body'->'facts'->>'changeId' = ${change.id}
     ORDER BY id LIMIT 5000`;
  return rows.map(({ id, kind, receipt }, index) =>
    whole(
      "decision",
      `decisions/${String(index + 1).padStart(4, "0")}-${kind.replace("subject_change.", "")}-${id}.json`,
      text(`${JSON.stringify(receipt, null, 2)}\n`),
    ),
  );
}

/** What was done about it, by whom, with the place of each row in the chain. */
async function auditLines(tx: Tx, change: ChangeRow): Promise<Buffer> {
  const rows = await tx.$queryRaw<{ line: Json }[]>`
    SELECT jsonb_build_object('id', a.id, 'recordedAt', a.recorded_at, 'actorKind', a.actor_kind, 'actorId', a.actor_id,
             'action', a.action, 'targetKind', a.target_kind, 'targetId', a.target_id, 'before', a.before, 'after', a.after,
             'reason', a.reason, 'decisionId', a.decision_id, 'sequence', l.sequence, 'rowHash', l.row_hash,
             'previousHash', l.previous_hash, 'hash', l.hash, 'chainedAt', l.chained_at) AS line
      FROM audit_row a LEFT JOIN audit_link l ON l.audit_id = a.id
     WHERE a.account_id = ${change.accountId}::uuid
       AND (a.target_id = ${change.id}
         OR a.target_id IN (SELECT b.id::text FROM subject_change_blocker b WHERE b.account_id = a.account_id)
         OR a.decision_id IN (SELECT d.id FROM decision d WHERE d.account_id = a.account_id
               AND d.kind LIKE 'subject\\_change.%' AND d.receipt->'body'->'facts'->>'changeId' = ${change.id}))
     ORDER BY a.recorded_at, a.id LIMIT 20000`;
  return text(rows.map(({ line }) => `${JSON.stringify(line)}\n`).join(""));
}

/** The archive, written as it is read: each piece of evidence is opened when the one before is through. */
export function recordZip(
  { manifest, parts }: ChangeRecord,
  open: (fileId: string) => Promise<Buffer | null>,
): NodeJS.ReadableStream {
  const zip = new yazl.ZipFile();
  for (const { listed, bytes } of parts)
    if (Buffer.isBuffer(bytes)) zip.addBuffer(bytes, listed.path);
    else
      zip.addReadStreamLazy(listed.path, {}, (done) => {
        const stream = Readable.from(
          (async function* () {
            const file = await open(bytes.fileId);
            if (file === null) throw new Error("a piece of evidence can be read by nobody any more");
            yield file;
          })(),
        );
        stream.once("error", (error) => zip.outputStream.emit("error", error));
        done(null, stream);
      });
  zip.addBuffer(manifest, "manifest.json");
  zip.end();
  return zip.outputStream;
}

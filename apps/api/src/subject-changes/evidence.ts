import { createHash } from "node:crypto";
import { judgeDocument } from "@tenure/core/subjects";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { DOCUMENT_PROBLEMS } from "../document-reviews/owner-commands.ts";
import { AppError } from "../errors/app-error.ts";
import type { Vault } from "../vault/vault.ts";
import { requireOpenFile } from "./begin.ts";
import { evidenceKind } from "./facts.ts";
import { type ChangeRow, moveReview, readChange } from "./row.ts";

/** Pieces of evidence that one application takes. */
const MAX_EVIDENCE = 30;

/**
 * Adds a piece of evidence, judged by its bytes before anything is kept. After submission it makes another file. Bytes and
 * name are no part of the command's input.
 */
export const addEvidence = (vault: Vault, file: { readonly name: string; readonly bytes: Uint8Array }) =>
  plainCommand({
    name: "subject_changes.add_evidence",
    input: z.strictObject({ changeId: z.uuid(), kind: evidenceKind, contentMac: z.string().length(64) }),
    async apply({ tx, now, context }, { changeId, kind, contentMac }) {
      const change = await readChange(tx, changeId, context.accountId);
      requireOpenFile(change);
      const { type, problem } = judgeDocument(file.bytes);
      if (problem !== null)
        throw new AppError("validation_failed", DOCUMENT_PROBLEMS[problem], [
          { path: "file", message: problem },
        ]);
      const there = await tx.$queryRaw<{ mac: string; kind: string }[]>`
        SELECT f.content_mac AS mac, e.kind FROM subject_change_evidence e JOIN vault_file f ON f.id = e.file_id
         WHERE e.change_id = ${changeId}::uuid AND e.removed_at IS NULL`;
      if (there.length >= MAX_EVIDENCE)
        throw new AppError("conflict", `An application takes ${MAX_EVIDENCE} files at most.`);
      if (there.some((each) => each.mac === contentMac && each.kind === kind))
        throw new AppError("conflict", "This file is among them already.");
      const subjectId = change.fromSubjectId;
      const fileId = await vault.putFile(tx, { subjectId, reviewId: changeId, type, ...file }, now);
      const id = newId();
      await tx.subjectChangeEvidence.createMany({
        data: {
          id,
          accountId: change.accountId,
          changeId,
          kind,
          fileId,
          sha256: createHash("sha256").update(file.bytes).digest("hex"),
          addedBy: context.actor.id,
          addedAt: new Date(now),
        },
      });
      const review = await fileChanged(tx, change);
      return {
        answer: { evidenceId: id, review },
        target: { kind: "subject_change", id: changeId },
        before: { review: change.reviewState },
        after: { evidenceId: id, kind, type, sizeBytes: file.bytes.length, review },
      };
    },
  });

/** Takes a piece away; after submission what a reviewer has seen stays, and another stands beside it. */
export const removeEvidence = plainCommand({
  name: "subject_changes.remove_evidence",
  input: z.strictObject({ changeId: z.uuid(), evidenceId: z.uuid() }),
  async apply({ tx, now, context }, { changeId, evidenceId }) {
    const change = await readChange(tx, changeId, context.accountId);
    requireOpenFile(change);
    const row = await tx.subjectChangeEvidence.findFirst({
      where: { id: evidenceId, changeId, removedAt: null },
    });
    if (row === null) throw new AppError("not_found", "No such piece of evidence.");
    if (change.submittedAt !== null && row.addedAt <= change.submittedAt)
      throw new AppError("conflict", "This piece was submitted; add another beside it.");
    await tx.subjectChangeEvidence.update({ where: { id: evidenceId }, data: { removedAt: new Date(now) } });
    await tx.vaultFile.update({
      where: { id: row.fileId },
      data: { sealed: null, removedAt: new Date(now) },
    });
    const review = await fileChanged(tx, change);
    return {
      answer: { review },
      target: { kind: "subject_change", id: changeId },
      before: { review: change.reviewState },
      after: { removed: evidenceId, review },
    };
  },
});

/** Another file is another decision: an agreement that was there falls away (invariant 30). */
async function fileChanged(tx: Tx, change: ChangeRow) {
  if (change.state === "draft") return change.reviewState;
  const review = moveReview(change.reviewState, "edit");
  await tx.subjectChange.update({ where: { id: change.id }, data: { reviewState: review } });
  return review;
}

/** That somebody of staff looks at a piece of evidence is an event of its own (C5.4). */
export const lookAtEvidence = plainCommand({
  name: "subject_changes.look",
  input: z.strictObject({ changeId: z.uuid(), evidenceId: z.uuid() }),
  async apply({ tx, context }, { changeId, evidenceId }) {
    await readChange(tx, changeId, context.accountId);
    const row = await tx.subjectChangeEvidence.findFirst({
      where: { id: evidenceId, changeId, removedAt: null },
    });
    if (row === null) throw new AppError("not_found", "No such piece of evidence.");
    const file = await tx.vaultFile.findUniqueOrThrow({
      where: { id: row.fileId },
      select: { type: true },
    });
    return {
      answer: { type: file.type, fileId: row.fileId },
      target: { kind: "subject_change", id: changeId },
      after: { looked: evidenceId },
    };
  },
});

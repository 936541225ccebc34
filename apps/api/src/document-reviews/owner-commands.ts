import { businessDeadline } from "@tenure/core/refund-cases";
import {
  documentReviewLifecycle,
  documentReviewsWritable,
  identityVerificationsLive,
  type JudgedDocument,
  judgeDocument,
  MAX_DOCUMENTS,
} from "@tenure/core/subjects";
import { z } from "zod";
import { ownerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { currentSubject, requireLiving, requireNoOpenReview } from "../subjects/current-subject.ts";
import type { RecordOf, Vault } from "../vault/vault.ts";
import { moveReview, readReview } from "./row.ts";

/** Begins a review. What the organisation says it is goes into the vault and is no part of the command's input. */
export const beginReview = (vault: Vault, organisation: RecordOf<"given_organisation">) =>
  plainCommand({
    name: "document_reviews.begin",
    input: z.strictObject({
      loginId: z.uuid(),
      kind: z.enum(["company", "organisation"]),
      detailsMac: z.string().length(64),
    }),
    async apply({ tx, now, context }, { loginId, kind }) {
      const accountId = context.accountId ?? "";
      await requireLiving(tx, accountId);
      const { periodId, subject } = await currentSubject(tx, accountId);
      if (subject.verifiedAt !== null)
        throw new AppError("conflict", "The holder of this account is verified already.");
      await requireNoOpenReview(tx, subject.id);
      const live = await tx.identityVerification.count({
        where: { subjectId: subject.id, state: { in: [...identityVerificationsLive] } },
      });
      if (live > 0) throw new AppError("conflict", "A person's verification is under way; cancel it first.");
      const id = newId();
      const givenRecordId = await vault.put(tx, subject.id, "given_organisation", organisation, now);
      await tx.documentReview.createMany({
        data: {
          id,
          accountId,
          holderPeriodId: periodId,
          subjectId: subject.id,
          loginId,
          state: documentReviewLifecycle.initial,
          kind,
          givenRecordId,
          createdAt: new Date(now),
        },
      });
      return {
        answer: { reviewId: id },
        target: { kind: "document_review", id },
        after: { state: documentReviewLifecycle.initial, kind },
      };
    },
  });

/** Why a file is not taken, in words; the screens have their own. */
export const DOCUMENT_PROBLEMS = {
  empty: "The file is empty.",
  too_large: "The file is larger than 10 MB.",
  type: "Only PDF, PNG and JPEG files are taken.",
  damaged: "The file is damaged, or something stands behind its end.",
  too_many_pixels: "The picture is larger than 50 million points.",
  active: "The PDF holds a script, a form, another file or a password. Print it to a plain PDF.",
} as const satisfies Record<NonNullable<JudgedDocument["problem"]>, string>;

/** Adds a file to a review that still collects. Its bytes and its name are no part of the command's input. */
export const addFile = (vault: Vault, file: { readonly name: string; readonly bytes: Uint8Array }) =>
  plainCommand({
    name: "document_reviews.add_file",
    input: z.strictObject({ reviewId: z.uuid(), contentMac: z.string().length(64) }),
    async apply({ tx, now, context }, { reviewId, contentMac }) {
      const row = await readReview(tx, reviewId, context.accountId);
      if (!documentReviewsWritable.includes(row.state))
        throw new AppError("conflict", "These documents were sent; nothing is added to them now.");
      const { type, problem } = judgeDocument(file.bytes);
      if (problem !== null)
        throw new AppError("validation_failed", DOCUMENT_PROBLEMS[problem], [
          { path: "file", message: problem },
        ]);
      const there = await tx.vaultFile.findMany({
        where: { reviewId, removedAt: null },
        select: { contentMac: true },
      });
      if (there.length >= MAX_DOCUMENTS)
        throw new AppError("conflict", `A review takes ${MAX_DOCUMENTS} files at most.`);
      if (there.some((each) => each.contentMac === contentMac))
        throw new AppError("conflict", "This file is among them already.");
      const fileId = await vault.putFile(tx, { subjectId: row.subjectId, reviewId, type, ...file }, now);
      return {
        answer: { fileId },
        target: { kind: "document_review", id: reviewId },
        after: { fileId, type, sizeBytes: file.bytes.length },
      };
    },
  });

/** Takes a file away before it is sent: its bytes go. */
export const removeFile = plainCommand({
  name: "document_reviews.remove_file",
  input: z.strictObject({ reviewId: z.uuid(), fileId: z.uuid() }),
  async apply({ tx, now, context }, { reviewId, fileId }) {
    const row = await readReview(tx, reviewId, context.accountId);
    if (!documentReviewsWritable.includes(row.state))
      throw new AppError("conflict", "These documents were sent; none of them is taken away now.");
    const file = await tx.vaultFile.findFirst({ where: { id: fileId, reviewId, removedAt: null } });
    if (file === null) throw new AppError("not_found", "No such file.");
    // What a reviewer has seen is what the next look is compared with.
    if (row.submittedAt !== null && file.addedAt <= row.submittedAt)
      throw new AppError("conflict", "This file was sent before; add another beside it.");
    await tx.vaultFile.update({ where: { id: fileId }, data: { sealed: null, removedAt: new Date(now) } });
    return {
      answer: { fileId },
      target: { kind: "document_review", id: reviewId },
      after: { removed: fileId },
    };
  },
});

/** Sends the documents to be read; due by the platform's business days, as a refund case is. */
export const submitReview = plainCommand({
  name: "document_reviews.submit",
  input: z.strictObject({ reviewId: z.uuid() }),
  async apply({ tx, now, policy, context, outbox }, { reviewId }) {
    const row = await readReview(tx, reviewId, context.accountId);
    const state = moveReview(row.state, "submit");
    const files = await tx.vaultFile.count({ where: { reviewId, removedAt: null } });
    if (files === 0) throw new AppError("conflict", "Add a document first.");
    const dueAt = businessDeadline(now, policy.refunds.caseReviewBusinessDays, policy.businessCalendar);
    await tx.documentReview.update({
      where: { id: reviewId, state: row.state },
      data: { state, submittedAt: new Date(now), dueAt: new Date(dueAt) },
    });
    const account = await tx.account.findUniqueOrThrow({ where: { id: row.accountId } });
    await queueNotice(tx, outbox, {
      kind: "documents_received",
      params: { account: account.name, due: dueAt },
      dedupeKey: `document_review:${reviewId}:received:${now}`,
      accountId: row.accountId,
      to: await ownerOf(tx, row.accountId),
      now,
      zone: account.timeZone,
    });
    return {
      answer: { state, dueAt },
      target: { kind: "document_review", id: reviewId },
      before: { state: row.state },
      after: { state, dueAt, files },
    };
  },
});

/** The customer takes the documents back. */
export const cancelReview = plainCommand({
  name: "document_reviews.cancel",
  input: z.strictObject({ reviewId: z.uuid() }),
  async apply({ tx, context }, { reviewId }) {
    const row = await readReview(tx, reviewId, context.accountId);
    const state = moveReview(row.state, "cancel");
    await tx.documentReview.update({ where: { id: reviewId, state: row.state }, data: { state } });
    return {
      answer: { state },
      target: { kind: "document_review", id: reviewId },
      before: { state: row.state },
      after: { state },
    };
  },
});

import { z } from "zod";
import { linesOfText } from "../accounts/input.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, plainCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import type { Vault } from "../vault/vault.ts";
import { moveReview, readReview } from "./row.ts";

type Review = Awaited<ReturnType<typeof readReview>>;

/** @throws AppError forbidden where the reviewer sent the documents or belongs to the account (invariant 34) */
async function requireUnrelated(tx: Tx, row: Review, reviewerId: string): Promise<void> {
  const member = await tx.member.count({ where: { accountId: row.accountId, loginId: reviewerId } });
  if (member > 0 || row.loginId === reviewerId)
    throw new AppError("forbidden", "Whoever belongs to the account does not review its documents.");
}

/** @throws AppError conflict where another reviewer reads it */
function requireMine(row: Review, reviewerId: string): void {
  if (row.reviewerId !== reviewerId)
    throw new AppError("conflict", "Another reviewer reads these documents; take them first.");
}

/** Somebody of staff reads the documents from now on. */
export const takeReview = plainCommand({
  name: "document_reviews.take",
  input: z.strictObject({ reviewId: z.uuid() }),
  async apply({ tx, context }, { reviewId }) {
    const row = await readReview(tx, reviewId, context.accountId);
    await requireUnrelated(tx, row, context.actor.id);
    // One that is read may pass to a colleague; the state stays.
    const state = row.state === "in_review" ? row.state : moveReview(row.state, "take");
    await tx.documentReview.update({
      where: { id: reviewId, state: row.state },
      data: { state, reviewerId: context.actor.id },
    });
    return {
      answer: { state },
      target: { kind: "document_review", id: reviewId },
      before: { state: row.state, reviewer: row.reviewerId },
      after: { state, reviewer: context.actor.id },
    };
  },
});

async function tell(
  { tx, now, outbox }: Acting,
  row: Review,
  kind: "documents_needed" | "documents_verified" | "documents_rejected",
  text: string,
): Promise<void> {
  const account = await tx.account.findUniqueOrThrow({ where: { id: row.accountId } });
  const common = {
    dedupeKey: `document_review:${row.id}:${kind}:${now}`,
    accountId: row.accountId,
    to: await ownerOf(tx, row.accountId),
    now,
    zone: account.timeZone,
  };
  if (kind === "documents_verified")
    await queueNotice(tx, outbox, { ...common, kind, params: { account: account.name } });
  else await queueNotice(tx, outbox, { ...common, kind, params: { account: account.name, text } });
}

const answered = z.strictObject({ reviewId: z.uuid(), text: linesOfText(2000) });

/** Asks the customer for something more; they read it in the mail and on the page. */
export const askForMore = plainCommand({
  name: "document_reviews.ask",
  input: answered,
  async apply(acting, { reviewId, text }) {
    const { tx, context } = acting;
    const row = await readReview(tx, reviewId, context.accountId);
    requireMine(row, context.actor.id);
    const state = moveReview(row.state, "ask");
    await tx.documentReview.update({
      where: { id: reviewId, state: row.state },
      data: { state, answer: text },
    });
    await tell(acting, row, "documents_needed", text);
    return {
      answer: { state },
      target: { kind: "document_review", id: reviewId },
      before: { state: row.state },
      after: { state },
    };
  },
});

/** Rejects the documents, with a reason that the customer reads. */
export const rejectReview = plainCommand({
  name: "document_reviews.reject",
  input: answered,
  async apply(acting, { reviewId, text }) {
    const { tx, now, context } = acting;
    const row = await readReview(tx, reviewId, context.accountId);
    requireMine(row, context.actor.id);
    const state = moveReview(row.state, "reject");
    await tx.documentReview.update({
      where: { id: reviewId, state: row.state },
      data: { state, answer: text, decidedAt: new Date(now) },
    });
    await tell(acting, row, "documents_rejected", text);
    return {
      answer: { state },
      target: { kind: "document_review", id: reviewId },
      before: { state: row.state },
      after: { state },
      reason: text,
    };
  },
});

/** The documents prove the organisation: it is the verified holder from now on (C1.2, C2.1). */
export const verifyByDocuments = (vault: Vault) =>
  plainCommand({
    name: "document_reviews.verify",
    input: z.strictObject({ reviewId: z.uuid() }),
    async apply(acting, { reviewId }) {
      const { tx, now, context } = acting;
      const row = await readReview(tx, reviewId, context.accountId);
      requireMine(row, context.actor.id);
      await requireUnrelated(tx, row, context.actor.id);
      const state = moveReview(row.state, "verify");
      const subject = await tx.subject.findUniqueOrThrow({ where: { id: row.subjectId } });
      const given = await vault.get(tx, "given_organisation", row.givenRecordId);
      if (subject.verifiedAt !== null || given === null)
        throw new AppError("conflict", "This holder is verified already, or was erased.");
      const recordId = await vault.put(tx, row.subjectId, "proven_organisation", given, now);
      await tx.documentReview.update({
        where: { id: reviewId, state: row.state },
        data: { state, decidedAt: new Date(now) },
      });
      const register = given.registrationNumber
        .normalize("NFKC")
        .toUpperCase()
        .replaceAll(/[^\p{L}\p{N}]/gu, "");
      await tx.subject.update({
        where: { id: row.subjectId },
        data: {
          kind: row.kind,
          verifiedAt: new Date(now),
          verifiedBy: "documents",
          verifiedRecordId: recordId,
          personDigest: vault.mac("organisation", `${given.country}\n${register}`),
        },
      });
      await tell(acting, row, "documents_verified", "");
      return {
        answer: { state },
        target: { kind: "document_review", id: reviewId },
        before: { state: row.state },
        after: { state, subjectId: row.subjectId },
      };
    },
  });

/** That somebody of staff looks at a file is an event of its own. */
export const lookAtFile = plainCommand({
  name: "document_reviews.look",
  input: z.strictObject({ reviewId: z.uuid(), fileId: z.uuid() }),
  async apply({ tx, context }, { reviewId, fileId }) {
    await readReview(tx, reviewId, context.accountId);
    const file = await tx.vaultFile.findFirst({ where: { id: fileId, reviewId, removedAt: null } });
    if (file === null) throw new AppError("not_found", "No such file.");
    return {
      answer: { type: file.type },
      target: { kind: "document_review", id: reviewId },
      after: { looked: fileId },
    };
  },
});

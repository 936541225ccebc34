import { z } from "zod";
import { countrySchema, lineOfText } from "../accounts/input.ts";
import { AppError } from "../errors/app-error.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor, staffProcedureFor } from "../trpc/procedures.ts";
import { linesOfText } from "../accounts/input.ts";
import { beginReview, cancelReview, removeFile, submitReview } from "./owner-commands.ts";
import { reviewState } from "./row.ts";
import { reviewSchema, showReview } from "./show.ts";
import { askForMore, rejectReview, takeReview, verifyByDocuments } from "./staff-commands.ts";

const details = {
  kind: z.enum(["company", "organisation"]),
  /** As the register has it. */
  legalName: lineOfText(200),
  registrationNumber: lineOfText(60),
  country: countrySchema,
};
const moved = z.strictObject({ state: z.string() });

/** The newest review of the account's holder; null where there is none. */
export const latestReview = procedureFor("holder.verify")
  .input(accountInput({}))
  .output(z.strictObject({ review: reviewSchema.nullable() }))
  .query(({ ctx: { account, role, read, services } }) =>
    read(async (tx) => {
      const period = await tx.holderPeriod.findFirstOrThrow({
        where: { accountId: account.id, endedAt: null },
      });
      const row = await tx.documentReview.findFirst({
        where: { accountId: account.id, subjectId: period.subjectId },
        orderBy: { id: "desc" },
      });
      return { review: row === null ? null : await showReview(tx, services.vault, row, role) };
    }),
  );

/** An organisation begins to prove who it is. */
export const beginReviewProcedure = procedureFor("holder.verify")
  .input(accountInput(details))
  .output(z.strictObject({ reviewId: z.uuid() }))
  .mutation(async ({ ctx, input: { kind, legalName, registrationNumber, country } }) => {
    const { runner, vault } = ctx.services;
    const organisation = { legalName, registrationNumber, country };
    const { answer } = await runner.run(
      beginReview(vault, organisation),
      {
        loginId: loginIdOf(ctx.caller),
        kind,
        detailsMac: vault.mac("organisation-details", JSON.stringify(organisation)),
      },
      ctx.command(),
    );
    return answer;
  });

/** Takes a file away before it is sent. */
export const removeFileProcedure = procedureFor("holder.verify")
  .input(accountInput({ reviewId: z.uuid(), fileId: z.uuid() }))
  .output(z.strictObject({ fileId: z.uuid() }))
  .mutation(async ({ ctx, input: { reviewId, fileId } }) => {
    const { answer } = await ctx.services.runner.run(removeFile, { reviewId, fileId }, ctx.command());
    return answer;
  });

/** Sends the documents to be read. */
export const submitReviewProcedure = procedureFor("holder.verify")
  .input(accountInput({ reviewId: z.uuid() }))
  .output(z.strictObject({ state: z.string(), dueAt: z.iso.datetime() }))
  .mutation(async ({ ctx, input: { reviewId } }) => {
    const { answer } = await ctx.services.runner.run(submitReview, { reviewId }, ctx.command());
    return answer;
  });

/** Takes the documents back. */
export const cancelReviewProcedure = procedureFor("holder.verify")
  .input(accountInput({ reviewId: z.uuid() }))
  .output(moved)
  .mutation(async ({ ctx, input: { reviewId } }) => {
    const { answer } = await ctx.services.runner.run(cancelReview, { reviewId }, ctx.command());
    return answer;
  });

const queued = z.strictObject({
  id: z.uuid(),
  state: reviewState,
  account: z.strictObject({ id: z.uuid(), name: z.string() }),
  kind: z.enum(["company", "organisation"]),
  submittedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  reviewer: z.string().nullable(),
});

/** Documents that wait to be read, in the order they were begun. */
export const reviewQueue = staffProcedureFor("document_review.read")
  .input(z.strictObject(pageShape))
  .output(pageOf(queued))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.documentReview.findMany({
        where: {
          state: { in: ["submitted", "in_review"] },
          ...(cursor === undefined ? {} : { id: { gt: cursor } }),
        },
        orderBy: { id: "asc" },
        take: limit + 1,
      });
      const accounts = await tx.account.findMany({
        where: { id: { in: rows.map(({ accountId }) => accountId) } },
        select: { id: true, name: true },
      });
      const reviewers = await tx.authUser.findMany({
        where: { id: { in: rows.flatMap(({ reviewerId }) => reviewerId ?? []) } },
        select: { id: true, name: true },
      });
      return toPage(rows, limit, (row) => ({
        id: row.id,
        state: reviewState.parse(row.state),
        account: accounts.find(({ id }) => id === row.accountId) ?? { id: row.accountId, name: "" },
        kind: row.kind === "company" ? ("company" as const) : ("organisation" as const),
        submittedAt: (row.submittedAt ?? row.createdAt).toISOString(),
        dueAt: (row.dueAt ?? row.createdAt).toISOString(),
        reviewer: reviewers.find(({ id }) => id === row.reviewerId)?.name ?? null,
      }));
    }),
  );

/** A review as staff read it: who reads it, and where the same bytes were seen before. */
export const staffReview = staffProcedureFor("document_review.read")
  .input(z.strictObject({ reviewId: z.uuid() }))
  .output(
    reviewSchema.extend({
      account: z.strictObject({ id: z.uuid(), name: z.string() }),
      reviewer: z.string().nullable(),
      /** Whether the caller reads it. */
      mine: z.boolean(),
      /** Files whose very bytes were sent for another account (threat 9). */
      seenElsewhere: z.array(
        z.strictObject({ fileId: z.uuid(), accountId: z.uuid(), accountName: z.string() }),
      ),
    }),
  )
  .query(({ ctx, input: { reviewId } }) =>
    ctx.read(async (tx) => {
      const row = await tx.documentReview.findUnique({ where: { id: reviewId } });
      if (row === null) throw new AppError("not_found", "No such review.");
      const account = await tx.account.findUniqueOrThrow({
        where: { id: row.accountId },
        select: { id: true, name: true },
      });
      const reviewer =
        row.reviewerId === null
          ? null
          : await tx.authUser.findUnique({ where: { id: row.reviewerId }, select: { name: true } });
      const seenElsewhere = await tx.$queryRaw<{ fileId: string; accountId: string; accountName: string }[]>`
        SELECT DISTINCT mine.id AS "fileId", a.id AS "accountId", a.name AS "accountName"
          FROM vault_file mine
          JOIN vault_file other ON other.content_mac = mine.content_mac AND other.review_id <> mine.review_id
          JOIN document_review r ON r.id = other.review_id AND r.account_id <> ${row.accountId}::uuid
          JOIN account a ON a.id = r.account_id
         WHERE mine.review_id = ${reviewId}::uuid AND mine.removed_at IS NULL
         LIMIT 50`;
      return {
        ...(await showReview(tx, ctx.services.vault, row, ctx.role)),
        account,
        reviewer: reviewer?.name ?? null,
        mine: row.reviewerId === ctx.login.loginId,
        seenElsewhere,
      };
    }),
  );

/** Reads the documents from now on. */
export const takeReviewProcedure = procedureFor("document_review.read")
  .input(accountInput({ reviewId: z.uuid() }))
  .output(moved)
  .mutation(async ({ ctx, input: { reviewId } }) => {
    const { answer } = await ctx.services.runner.run(takeReview, { reviewId }, ctx.command());
    return answer;
  });

const withText = accountInput({ reviewId: z.uuid(), text: linesOfText(2000) });

/** Asks the customer for something more. */
export const askForMoreProcedure = procedureFor("document_review.decide")
  .input(withText)
  .output(moved)
  .mutation(async ({ ctx, input: { reviewId, text } }) => {
    const { answer } = await ctx.services.runner.run(askForMore, { reviewId, text }, ctx.command());
    return answer;
  });

/** Rejects the documents, with a reason. */
export const rejectReviewProcedure = procedureFor("document_review.decide")
  .input(withText)
  .output(moved)
  .mutation(async ({ ctx, input: { reviewId, text } }) => {
    const { answer } = await ctx.services.runner.run(rejectReview, { reviewId, text }, ctx.command());
    return answer;
  });

/** The documents prove who it is. */
export const verifyByDocumentsProcedure = procedureFor("document_review.decide")
  .input(accountInput({ reviewId: z.uuid() }))
  .output(moved)
  .mutation(async ({ ctx, input: { reviewId } }) => {
    const { runner, vault } = ctx.services;
    const { answer } = await runner.run(verifyByDocuments(vault), { reviewId }, ctx.command());
    return answer;
  });

import { attempt, statesOf } from "@tenure/core/lifecycle";
import { type DocumentReviewState, documentReviewLifecycle } from "@tenure/core/subjects";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** A state of the review's lifecycle, read from a row or shown. */
export const reviewState = z.enum(statesOf(documentReviewLifecycle));

/** Reads a review of an account for a change; the lock on the account keeps it alone. @throws AppError not_found */
export async function readReview(tx: Tx, reviewId: string, accountId: string | null) {
  const row = await tx.documentReview.findUnique({ where: { id: reviewId } });
  if (row === null || row.accountId !== accountId) throw new AppError("not_found", "No such review.");
  return { ...row, state: reviewState.parse(row.state) };
}

/** Where a move of the lifecycle leads. @throws AppError conflict where the table has no such move */
export function moveReview(
  from: DocumentReviewState,
  action: "submit" | "take" | "ask" | "verify" | "reject" | "cancel",
): DocumentReviewState {
  const move = attempt(documentReviewLifecycle, from, action);
  if (!move.legal) throw new AppError("conflict", `A review that is ${from} does not take "${action}".`);
  return move.to;
}

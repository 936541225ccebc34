import { documentReviewsOpen } from "@tenure/core/subjects";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** The legal person that holds an account now, with the period it does. */
export async function currentSubject(tx: Tx, accountId: string) {
  const { id, startedAt, subject } = await tx.holderPeriod.findFirstOrThrow({
    where: { accountId, endedAt: null },
    select: { id: true, startedAt: true, subject: true },
  });
  return { periodId: id, startedAt, subject };
}

/** @throws AppError conflict where nothing of the account changes any more */
export async function requireLiving(tx: Tx, accountId: string): Promise<void> {
  const { state } = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { state: true },
  });
  if (state === "terminated" || state === "closed")
    throw new AppError("conflict", "This account is closed; nobody can be verified for it any more.");
}

/** @throws AppError conflict where documents of the same subject are under review */
export async function requireNoOpenReview(tx: Tx, subjectId: string): Promise<void> {
  const open = await tx.documentReview.count({
    where: { subjectId, state: { in: [...documentReviewsOpen] } },
  });
  if (open > 0)
    throw new AppError(
      "conflict",
      "Documents of this account's holder are under review; withdraw them first.",
    );
}

import { attempt, statesOf } from "@tenure/core/lifecycle";
import {
  type Capacity,
  subjectChangeInvitationLifecycle,
  subjectChangeLifecycle,
  subjectChangeReviewLifecycle,
  type SubjectChangeInvitationState,
  type SubjectChangeReviewState,
  type SubjectChangeState,
} from "@tenure/core/subject-changes";
import { CHANGE_GROUNDS } from "@tenure/core/text";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** States as rows and answers have them. */
export const changeState = z.enum(statesOf(subjectChangeLifecycle));
/** See {@link changeState}. */
export const reviewState = z.enum(statesOf(subjectChangeReviewLifecycle));
/** See {@link changeState}. */
export const invitationState = z.enum(statesOf(subjectChangeInvitationLifecycle));
/** See {@link changeState}. */
export const groundSchema = z.enum(CHANGE_GROUNDS);
/** See {@link changeState}. */
export const capacitySchema = z.enum(["holder", "representative", "manager"] satisfies Capacity[]);

/** Reads an application of an account; the lock on the account keeps it alone. @throws AppError not_found */
export async function readChange(tx: Tx, changeId: string, accountId: string | null) {
  const row = await tx.subjectChange.findUnique({ where: { id: changeId } });
  if (row === null || row.accountId !== accountId)
    throw new AppError("not_found", "No such change of account subject.");
  return typed(row);
}

/** A row as its types have it. */
export const typed = <
  Row extends { state: string; reviewState: string; ground: string; capacity: string; scope: string },
>(
  row: Row,
) => ({
  ...row,
  state: changeState.parse(row.state),
  reviewState: reviewState.parse(row.reviewState),
  ground: groundSchema.parse(row.ground),
  capacity: capacitySchema.parse(row.capacity),
  scope: row.scope === "part" ? ("part" as const) : ("whole" as const),
});

/** An application, read. */
export type ChangeRow = Awaited<ReturnType<typeof readChange>>;

/** The invitation of an application, or null while it is a draft. */
export async function readInvitation(tx: Tx, changeId: string) {
  const row = await tx.subjectChangeInvitation.findUnique({ where: { changeId } });
  return row === null ? null : { ...row, state: invitationState.parse(row.state) };
}

/** An invitation, read. */
export type InvitationRow = NonNullable<Awaited<ReturnType<typeof readInvitation>>>;

/** @throws AppError not_found where the application was never submitted */
export async function requireInvitation(tx: Tx, changeId: string): Promise<InvitationRow> {
  const row = await readInvitation(tx, changeId);
  if (row === null) throw new AppError("not_found", "Nobody was invited to this change.");
  return row;
}

/** Where a move of the application leads. @throws AppError conflict where the table has no such move */
export function moveChange(
  from: SubjectChangeState,
  action: "submit" | "take_effect" | "withdraw" | "reject" | "terminate" | "expire" | "revoke",
): SubjectChangeState {
  const move = attempt(subjectChangeLifecycle, from, action);
  if (!move.legal) throw new AppError("conflict", `A change that is ${from} does not take "${action}".`);
  return move.to;
}

/** The same of the platform's decision. */
export function moveReview(
  from: SubjectChangeReviewState,
  action: "ask" | "agree" | "edit" | "answer" | "take_back",
): SubjectChangeReviewState {
  const move = attempt(subjectChangeReviewLifecycle, from, action);
  if (!move.legal) throw new AppError("conflict", `A review that is ${from} does not take "${action}".`);
  return move.to;
}

/** The same of the new side. */
export function moveInvitation(
  from: SubjectChangeInvitationState,
  action: "accept" | "verify" | "decline" | "lapse" | "invite",
): SubjectChangeInvitationState {
  const move = attempt(subjectChangeInvitationLifecycle, from, action);
  if (!move.legal) throw new AppError("conflict", `An invitation that is ${from} does not take "${action}".`);
  return move.to;
}

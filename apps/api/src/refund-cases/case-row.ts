import { attempt, statesOf } from "@tenure/core/lifecycle";
import { type RefundCaseState, refundCaseLifecycle } from "@tenure/core/refund-cases";
import { z } from "zod";
import type { CommandContext } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** A state of the case's lifecycle, read from a row or shown. */
export const caseState = z.enum(statesOf(refundCaseLifecycle));

/**
 * Reads a case for a change, locked: a case without an account has nothing else that would keep two reviewers apart.
 * @throws AppError not_found, also where it belongs to another account than the one the command works on
 */
export async function lockCase(tx: Tx, caseId: string, accountId: string | null) {
  await tx.$queryRaw`SELECT 1 FROM refund_case WHERE id = ${caseId}::uuid FOR UPDATE`;
  const row = await tx.refundCase.findUnique({ where: { id: caseId } });
  if (row === null || row.accountId !== accountId) throw new AppError("not_found", "No such case.");
  return { ...row, state: caseState.parse(row.state) };
}

/**
 * Reads a case for its decision, which the lock on its account keeps alone.
 * @throws AppError not_found, or conflict where it was decided
 */
export async function readOpenCase(tx: Tx, caseId: string, accountId: string | null) {
  const row = await tx.refundCase.findUnique({ where: { id: caseId } });
  if (row === null || row.accountId !== accountId) throw new AppError("not_found", "No such case.");
  const state = caseState.parse(row.state);
  if (!isOpen(state)) throw new AppError("conflict", `The case is ${state} already.`);
  return { ...row, state };
}

/** Where a move of the lifecycle leads. @throws AppError conflict where the table has no such move */
export function moveCase(
  from: RefundCaseState,
  action: "take" | "ask" | "answer" | "approve" | "decline",
): RefundCaseState {
  const move = attempt(refundCaseLifecycle, from, action);
  if (!move.legal) throw new AppError("conflict", `A case that is ${from} does not take "${action}".`);
  return move.to;
}

/** Whether it is still to be decided. */
export const isOpen = (state: RefundCaseState): boolean => state !== "approved" && state !== "declined";

/** The login that acts, where one does: a mail and an API key have none. */
export const loginOf = ({ actor }: CommandContext): string | null =>
  actor.kind === "login" || actor.kind === "staff" ? actor.id : null;

import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { linesOfText } from "../accounts/input.ts";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { isOpen, lockCase, moveCase } from "./case-row.ts";
import { type CaseMailEnv, mailAboutCase, requesterOf } from "./mail.ts";
import { canBeRefundedByCase, openCaseOf } from "./match-order.ts";

const target = (caseId: string) => ({ kind: "refund_case", id: caseId });

/** Who looks after a case from now on. Taking one that waits brings it into review. */
export const assignFields = { caseId: z.uuid(), assigneeId: z.uuid().nullable() };

/** Gives a case to somebody of the staff, or to nobody. */
export const assignCase = plainCommand({
  name: "refund_cases.assign",
  input: z.strictObject(assignFields),
  async apply({ tx, context }, { caseId, assigneeId }) {
    const row = await lockCase(tx, caseId, context.accountId);
    if (!isOpen(row.state)) throw new AppError("conflict", `The case is ${row.state} already.`);
    if (assigneeId !== null && (await tx.staff.count({ where: { loginId: assigneeId } })) === 0)
      throw new AppError("not_found", "Nobody of the staff.");
    // Whoever takes a case for themselves begins to review it.
    const state =
      assigneeId === context.actor.id && row.state !== "in_review" ? moveCase(row.state, "take") : row.state;
    await tx.refundCase.update({ where: { id: caseId }, data: { assigneeId, state } });
    return {
      answer: { caseId, state },
      target: target(caseId),
      before: { assigneeId: row.assigneeId, state: row.state },
      after: { assigneeId, state },
    };
  },
});

/** A note of staff. */
export const noteFields = { caseId: z.uuid(), body: linesOfText(2000) };

/** Writes a note on a case that no customer ever sees. */
export const noteCase = plainCommand({
  name: "refund_cases.note",
  input: z.strictObject(noteFields),
  async apply({ tx, now, context }, { caseId, body }) {
    await lockCase(tx, caseId, context.accountId);
    const id = newId();
    await tx.refundCaseNote.create({
      data: { id, caseId, authorId: context.actor.id, body, writtenAt: new Date(now) },
    });
    return { answer: { noteId: id }, target: target(caseId) };
  },
});

/** A message to the customer; `asks`: the case then waits for the answer. */
export const writeFields = { caseId: z.uuid(), body: linesOfText(5000), asks: z.boolean() };

/** Writes to whoever asked. */
export const writeToCustomer = (env: CaseMailEnv) =>
  plainCommand({
    name: "refund_cases.write",
    input: z.strictObject(writeFields),
    async apply(acting, { caseId, body, asks }) {
      const { tx, now, context, policy, commandId } = acting;
      const row = await lockCase(tx, caseId, context.accountId);
      const state = asks ? moveCase(row.state, "ask") : row.state;
      if (asks) await tx.refundCase.update({ where: { id: caseId, state: row.state }, data: { state } });
      await mailAboutCase(
        { ...acting, env },
        {
          kind: asks ? "refund_case_question" : "refund_case_answer",
          params: { case: row.number, text: body },
          caseId,
          accountId: row.accountId,
          key: commandId,
          to: requesterOf(row),
          now,
          zone: policy.businessCalendar.zone,
          shown: { body, authorId: context.actor.id },
        },
      );
      return {
        answer: { caseId, state },
        target: target(caseId),
        before: { state: row.state },
        after: { state },
      };
    },
  });

/** Goes on without the answer that was waited for. */
export const resumeCase = plainCommand({
  name: "refund_cases.take",
  input: z.strictObject({ caseId: z.uuid() }),
  async apply({ tx, context }, { caseId }) {
    const row = await lockCase(tx, caseId, context.accountId);
    const state = moveCase(row.state, "take");
    await tx.refundCase.update({
      where: { id: caseId, state: row.state },
      data: { state, assigneeId: row.assigneeId ?? context.actor.id },
    });
    return {
      answer: { caseId, state },
      target: target(caseId),
      before: { state: row.state },
      after: { state },
    };
  },
});

/** Which order of which account a case is about. */
export const linkFields = { caseId: z.uuid(), linkTo: z.uuid(), orderId: z.uuid().nullable() };

/**
 * Links a case to an account and one of its orders. Runs on that account: what was received without one is from then on
 * read on the account's clock.
 */
export const linkCase = plainCommand({
  name: "refund_cases.link",
  input: z.strictObject(linkFields),
  async apply({ tx, context }, { caseId, linkTo, orderId }) {
    const account = await readAccount(tx, linkTo);
    if (account.id !== context.accountId) throw new AppError("not_found", "No such account.");
    await tx.$queryRaw`SELECT 1 FROM refund_case WHERE id = ${caseId}::uuid FOR UPDATE`;
    const { accountId } = await tx.refundCase.findUniqueOrThrow({ where: { id: caseId } });
    const row = await lockCase(tx, caseId, accountId);
    if (!isOpen(row.state)) throw new AppError("conflict", `The case is ${row.state} already.`);
    if (orderId !== null) {
      const order = await tx.order.findFirst({
        where: { id: orderId, accountId: account.id },
        select: { kind: true },
      });
      if (order === null || !canBeRefundedByCase(order.kind))
        throw new AppError("not_found", "No such order that a case can refund.");
      const other = await openCaseOf(tx, orderId);
      if (other !== null && other.id !== caseId)
        throw new AppError("conflict", `${other.number} looks at this order already.`);
    }
    await tx.refundCase.update({
      where: { id: caseId },
      // What somebody approved was of another order.
      data: { accountId: account.id, orderId, firstApproverId: null, firstApprovedAt: null, overrides: [] },
    });
    return {
      answer: { caseId, state: row.state },
      target: target(caseId),
      before: { accountId: row.accountId, orderId: row.orderId },
      after: { accountId: account.id, orderId },
    };
  },
});

import { refundCaseOpenedSchema, refundCaseSchema, refundCaseSummarySchema } from "@tenure/core/contract";
import { parseRequest } from "@tenure/core/refund-cases";
import { z } from "zod";
import { linesOfText } from "../accounts/input.ts";
import { ownerOf } from "../accounts/owner.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { addCaseMessage } from "./add-message.ts";
import { caseState } from "./case-row.ts";
import { storedFields } from "./fields.ts";
import { receiveCase } from "./receive.ts";
import { ordersOfCases, showCase, showWholeCase, visibleCases } from "./show.ts";

/** Refund cases of the account, newest first. */
export const listCases = procedureFor("refund_case.read", {
  method: "get",
  path: "/refund-cases",
  summary: "Refunds of the account that a person decides, newest first",
})
  .input(accountInput(pageShape))
  .output(pageOf(refundCaseSummarySchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.refundCase.findMany({
        where: { ...(await visibleCases(tx, ctx)), ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const orders = await ordersOfCases(tx, rows);
      return toPage(rows, limit, (row) => showCase(row, orders));
    }),
  );

/** One case with what was written. */
export const getCase = procedureFor("refund_case.read", {
  method: "get",
  path: "/refund-cases/{caseId}",
  summary: "One refund case with its messages",
})
  .input(accountInput({ caseId: z.uuid() }))
  .output(refundCaseSchema)
  .query(({ ctx, input: { caseId } }) =>
    ctx.read(async (tx) => {
      const row = await tx.refundCase.findFirst({ where: { ...(await visibleCases(tx, ctx)), id: caseId } });
      if (row === null) throw new AppError("not_found", "No such case.");
      return showWholeCase(tx, row, ctx.role);
    }),
  );

/** Asks for the refund of an order that self-service cannot give (R2.10, R5). */
export const openCase = procedureFor("refund_case.open", {
  method: "post",
  path: "/refund-cases",
  status: 201,
  summary: "Ask a person to decide the refund of an order",
})
  .input(accountInput({ orderId: z.uuid(), reason: linesOfText(2000) }))
  .output(refundCaseOpenedSchema)
  .mutation(async ({ ctx, input: { orderId, reason } }) => {
    const owner = await ctx.read((tx) => ownerOf(tx, ctx.account.id));
    if (owner === null) throw new AppError("conflict", "The account has nobody who could be answered.");
    const { answer } = await ctx.services.runner.run(
      receiveCase(ctx.services.env),
      {
        channel: "dashboard",
        requester: owner.email,
        language: owner.language,
        subject: "",
        text: reason,
        // Everything else is known from the order.
        fields: { ...storedFields(parseRequest("")), reason, missing: [], unclear: [] },
        orderId,
        mail: null,
      },
      ctx.command(),
    );
    return { ...answer, state: caseState.parse(answer.state) };
  });

/** Answers a question of the reviewer, or adds something. */
export const replyToCase = procedureFor("refund_case.open", {
  method: "post",
  path: "/refund-cases/{caseId}/messages",
  summary: "Add a message to a refund case",
})
  .input(accountInput({ caseId: z.uuid(), text: linesOfText(5000) }))
  .output(z.strictObject({ caseId: z.uuid(), state: caseState }))
  .mutation(async ({ ctx, input: { caseId, text } }) => {
    const owner = await ctx.read(async (tx) => {
      if ((await tx.refundCase.count({ where: { ...(await visibleCases(tx, ctx)), id: caseId } })) === 0)
        throw new AppError("not_found", "No such case.");
      return ownerOf(tx, ctx.account.id);
    });
    const { answer } = await ctx.services.runner.run(
      addCaseMessage,
      { caseId, sender: owner?.email ?? "", text, mail: null },
      ctx.command(),
    );
    return { ...answer, state: caseState.parse(answer.state) };
  });

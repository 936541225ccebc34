import { completeRequest, parseRequest } from "@tenure/core/refund-cases";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { openAlert } from "../payments/alerts.ts";
import { isOpen, lockCase, loginOf, moveCase } from "./case-row.ts";
import { fieldsOf, storedFields } from "./fields.ts";
import { matchOrder } from "./match-order.ts";
import { attachmentsSchema } from "./receive.ts";

/**
 * A further message of the customer: it completes what was read, and a case that waited for it is back in review. One
 * that comes after the decision changes nothing, and a person is told.
 */
export const addCaseMessage = plainCommand({
  name: "refund_cases.add_message",
  input: z.strictObject({
    caseId: z.uuid(),
    sender: z.string().max(320),
    text: z.string().min(1).max(20_000),
    mail: z.strictObject({ key: z.string().length(64), attachments: attachmentsSchema }).nullable(),
  }),
  async apply({ tx, now, context }, { caseId, sender, text, mail }) {
    const row = await lockCase(tx, caseId, context.accountId);
    await tx.refundCaseMessage.create({
      data: {
        id: newId(),
        caseId,
        direction: "in",
        authorId: loginOf(context),
        sender,
        body: text,
        mailKey: mail?.key ?? null,
        attachments: mail?.attachments ?? [],
        sentAt: new Date(now),
      },
    });
    const target = { kind: "refund_case", id: caseId };
    if (!isOpen(row.state)) {
      await openAlert(tx, "refund_case_message", caseId, row.number, row.accountId, { state: row.state });
      return { answer: { caseId, state: row.state }, target };
    }
    const fields = completeRequest(fieldsOf(row.fields), parseRequest(text));
    const account = row.accountId === null ? null : await readAccount(tx, row.accountId);
    const orderId = row.orderId ?? (account === null ? null : await matchOrder(tx, account, fields));
    const state = row.state === "needs_info" ? moveCase(row.state, "answer") : row.state;
    await tx.refundCase.update({
      where: { id: caseId },
      data: { state, orderId, fields: storedFields(fields) },
    });
    return {
      answer: { caseId, state },
      target,
      before: { state: row.state, orderId: row.orderId },
      after: { state, orderId },
    };
  },
});

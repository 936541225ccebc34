import { businessDeadline, type ParsedRequest, refundCaseLifecycle } from "@tenure/core/refund-cases";
import { plusHours } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { type Acting, plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { caseState, loginOf, moveCase } from "./case-row.ts";
import { fieldsOf, requestFieldsSchema } from "./fields.ts";
import { type CaseMailEnv, mailAboutCase, requesterOf } from "./mail.ts";
import { canBeRefundedByCase, matchOrder, openCaseOf } from "./match-order.ts";

/** What a mail had with it, as a message keeps it. */
export const attachmentsSchema = z
  .array(
    z.strictObject({
      name: z.string().max(120),
      type: z.string().max(80),
      bytes: z.int().min(0),
      sha256: z.string().length(64),
    }),
  )
  .max(20);

const input = z.strictObject({
  channel: z.enum(["email", "dashboard", "staff"]),
  requester: z.email().max(320),
  language: z.enum(["en", "zh"]),
  subject: z.string().max(200),
  text: z.string().max(20_000),
  fields: z.json(),
  /** The order it is about, where whoever asks said so by pointing at it. */
  orderId: z.uuid().nullable(),
  mail: z
    .strictObject({
      key: z.string().length(64),
      messageId: z.string().max(320).nullable(),
      attachments: attachmentsSchema,
    })
    .nullable(),
});

/** So many mails of one sender within a day are acknowledged: whoever sends more is no person, and may be a loop. */
const ACKNOWLEDGED_PER_DAY = 5;

/**
 * Opens a case (R5.2): received now, on the account's clock where there is one, due by the platform's business days. The
 * one who asks is told its number, its date and what is missing.
 */
export const receiveCase = (env: CaseMailEnv) =>
  plainCommand({
    name: "refund_cases.receive",
    input,
    async apply(acting, asked) {
      const { tx, now, policy, context } = acting;
      const account = context.accountId === null ? null : await readAccount(tx, context.accountId);
      const fields = fieldsOf(asked.fields);
      const orderId = await orderOf(acting, account, asked.orderId, fields);
      // Without an order and with something missing nobody can begin: the customer is asked, by the acknowledgement.
      const asks = orderId === null && fields.missing.length + fields.unclear.length > 0;
      const initial = refundCaseLifecycle.initial;
      const state = asks ? moveCase(caseState.parse(initial), "ask") : initial;
      const dueAt = businessDeadline(now, policy.refunds.caseReviewBusinessDays, policy.businessCalendar);
      const [numbered] = await tx.$queryRaw<{ number: string }[]>`
        SELECT 'CASE-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('refund_case_number')::text, 5, '0') AS number`;
      const caseId = newId();
      const number = numbered?.number ?? caseId;
      const recent = await tx.refundCase.count({
        where: {
          requester: asked.requester,
          channel: "email",
          receivedAt: { gte: new Date(plusHours(now, -24)) },
        },
      });
      await tx.refundCase.create({
        data: {
          id: caseId,
          number,
          channel: asked.channel,
          accountId: account?.id ?? null,
          orderId,
          state,
          language: asked.language,
          requester: asked.requester,
          subject: asked.subject,
          fields: requestFieldsSchema.encode(requestFieldsSchema.parse(asked.fields)),
          receivedAt: new Date(now),
          dueAt: new Date(dueAt),
        },
      });
      await tx.refundCaseMessage.create({
        data: {
          id: newId(),
          caseId,
          direction: "in",
          authorId: loginOf(context),
          sender: asked.requester,
          body: asked.text,
          mailKey: asked.mail?.key ?? null,
          attachments: asked.mail?.attachments ?? [],
          sentAt: new Date(now),
        },
      });
      if (asked.channel !== "email" || recent < ACKNOWLEDGED_PER_DAY)
        await acknowledge(
          { ...acting, env },
          {
            caseId,
            number,
            dueAt,
            accountId: account?.id ?? null,
            fields: orderId === null ? fields : { ...fields, missing: [], unclear: [] },
            requester: asked.requester,
            language: asked.language,
            inReplyTo: asked.mail?.messageId ?? null,
            attached: (asked.mail?.attachments.length ?? 0) > 0,
          },
        );
      return {
        answer: { caseId, number, state, dueAt },
        target: { kind: "refund_case", id: caseId },
        after: { state, channel: asked.channel, orderId },
      };
    },
  });

/** The order that was pointed at, or that the words describe. @throws AppError where the one pointed at cannot be it */
async function orderOf(
  { tx }: Acting,
  account: { readonly id: string; readonly timeZone: string } | null,
  orderId: string | null,
  fields: ParsedRequest,
): Promise<string | null> {
  if (account === null) return null;
  if (orderId === null) return matchOrder(tx, account, fields);
  const order = await tx.order.findFirst({
    where: { id: orderId, accountId: account.id },
    select: { kind: true },
  });
  if (order === null || !canBeRefundedByCase(order.kind)) throw new AppError("not_found", "No such order.");
  const open = await openCaseOf(tx, orderId);
  if (open !== null) throw new AppError("conflict", `${open.number} looks at this order already.`);
  return orderId;
}

interface Acknowledged {
  readonly caseId: string;
  readonly number: string;
  readonly dueAt: string;
  readonly accountId: string | null;
  readonly fields: ParsedRequest;
  readonly requester: string;
  readonly language: string;
  readonly inReplyTo: string | null;
  readonly attached: boolean;
}

/** Number, date, and what is missing; nothing of the account, since a sender's address proves nothing. */
async function acknowledge(given: Acting & { readonly env: CaseMailEnv }, each: Acknowledged): Promise<void> {
  const { policy, now } = given;
  const fields = [...each.fields.missing, ...each.fields.unclear];
  const common = {
    caseId: each.caseId,
    accountId: each.accountId,
    key: "received",
    to: requesterOf(each),
    now,
    zone: policy.businessCalendar.zone,
    inReplyTo: each.inReplyTo,
    shown: null,
  };
  const params = { case: each.number, due: each.dueAt };
  const kept = each.attached ? "files" : "none";
  if (fields.length === 0)
    await mailAboutCase(given, {
      ...common,
      kind: "refund_case_received",
      params: { ...params, attachments: kept },
    });
  else
    await mailAboutCase(given, {
      ...common,
      kind: "refund_case_incomplete",
      params: { ...params, attachments: kept, fields: fields.join(", ") },
    });
}

import type { Role } from "@tenure/core/access";
import { refundCaseSchema, refundCaseSummarySchema } from "@tenure/core/contract";
import { actionsFor } from "@tenure/core/lifecycle";
import { isCurrency, minorToNanos, toMoney } from "@tenure/core/money";
import { refundCaseLifecycle } from "@tenure/core/refund-cases";
import type { z } from "zod";
import { seenSince } from "../accounts/own-periods.ts";
import type { Tx } from "../db/database.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import { caseState, isOpen } from "./case-row.ts";
import { fieldsOf } from "./fields.ts";

/** A case row with what its summary needs. */
export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly channel: string;
  readonly state: string;
  readonly subject: string;
  readonly orderId: string | null;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly decidedAt: Date | null;
  readonly decisionId: string | null;
  readonly refundId: string | null;
  readonly fields: unknown;
  readonly declineClauses: readonly string[];
  readonly declineReasons: readonly string[];
}

/** The order of a case, as far as it is shown. */
export interface CaseOrder {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly policyVersion: string;
}

/**
 * Which cases of an account somebody sees: its people those since the present holder holds it, since the others are a
 * former holder's correspondence (C4.10); staff all.
 */
export async function visibleCases(
  tx: Tx,
  { account, role }: { readonly account: { readonly id: string }; readonly role: Role },
) {
  const since = await seenSince(tx, account.id, role);
  return { accountId: account.id, ...(since === null ? {} : { receivedAt: { gte: since } }) };
}

/** The orders of cases, by id. */
export async function ordersOfCases(
  tx: Tx,
  rows: readonly { readonly orderId: string | null }[],
): Promise<ReadonlyMap<string, CaseOrder>> {
  const ids = rows.flatMap(({ orderId }) => orderId ?? []);
  const orders = await tx.order.findMany({
    where: { id: { in: ids } },
    select: { id: true, number: true, currency: true, totalMinor: true, policyVersion: true },
  });
  return new Map(orders.map((order) => [order.id, order]));
}

/** A case as every list shows it. */
export function showCase(
  row: CaseRow,
  orders: ReadonlyMap<string, CaseOrder>,
): z.infer<typeof refundCaseSummarySchema> {
  const state = caseState.parse(row.state);
  const { missing, unclear } = fieldsOf(row.fields);
  return {
    id: row.id,
    number: row.number,
    channel: refundCaseSummarySchema.shape.channel.parse(row.channel),
    state,
    subject: row.subject,
    orderId: row.orderId,
    orderNumber: orders.get(row.orderId ?? "")?.number ?? null,
    receivedAt: row.receivedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionId: row.decisionId,
    refundId: row.refundId,
    missing: row.orderId === null && isOpen(state) ? [...missing, ...unclear] : [],
    declined: [...row.declineClauses, ...row.declineReasons],
  };
}

/** Messages of a case, oldest first; one of ours under the subject of its mail. */
export async function messagesOf(tx: Tx, caseId: string) {
  const rows = await tx.refundCaseMessage.findMany({
    where: { caseId },
    orderBy: { id: "asc" },
    take: 500,
  });
  const notices = await tx.notice.findMany({
    where: { id: { in: rows.flatMap(({ noticeId }) => noticeId ?? []) } },
    select: { id: true, subject: true, text: true, state: true },
  });
  const byId = new Map(notices.map((notice) => [notice.id, notice]));
  return rows.map((row) => ({ row, notice: byId.get(row.noticeId ?? "") ?? null }));
}

/** A case with its messages, as the customer reads it. */
export async function showWholeCase(
  tx: Tx,
  row: CaseRow,
  role: Role,
): Promise<z.infer<typeof refundCaseSchema>> {
  const orders = await ordersOfCases(tx, [row]);
  const order = orders.get(row.orderId ?? "");
  const policy = policyByVersion(order?.policyVersion ?? "") ?? policyAt(row.receivedAt.toISOString());
  const shown = showCase(row, orders);
  const messages = await messagesOf(tx, row.id);
  return {
    ...shown,
    orderTotal:
      order === undefined || !isCurrency(order.currency)
        ? null
        : toMoney(minorToNanos(order.totalMinor, order.currency), order.currency),
    messages: messages.map(({ row: message, notice }) => ({
      id: message.id,
      direction: refundCaseSchema.shape.messages.element.shape.direction.parse(message.direction),
      subject: notice?.subject ?? null,
      body: message.body === "" ? (notice?.text ?? "") : message.body,
      sentAt: message.sentAt.toISOString(),
    })),
    arrivalBusinessDays: policy.refunds.caseArrivalBusinessDays,
    actions: actionsFor(refundCaseLifecycle, shown.state, role).flatMap((action) =>
      action === "answer" ? [action] : [],
    ),
  };
}

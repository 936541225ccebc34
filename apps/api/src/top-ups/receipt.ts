import { topUpReceiptSchema } from "@tenure/core/contract";
import { signedSchema } from "@tenure/core/decision";
import { isCurrency, toMoney } from "@tenure/core/money";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import { decisionBody } from "../decisions/body.ts";
import { AppError } from "../errors/app-error.ts";
import { invoicesOfOrders, issuedIn } from "../invoices/show.ts";
import { readOrder, showOrder } from "../orders/show.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

/** The receipt of a paid top-up: the order, the lots it opened, the signed decision of its payment. */
export const receipt = procedureFor("order.read", {
  method: "get",
  path: "/orders/{orderId}/receipt",
  summary: "The receipt of a paid top-up, with the signed decision",
})
  .input(accountInput({ orderId: z.uuid() }))
  .output(topUpReceiptSchema)
  .query(async ({ ctx, input: { orderId } }) => {
    const row = await ctx.read((tx) => readOrder(tx, ctx.account.id, orderId));
    if (row === null || row.kind !== "top_up") throw new AppError("not_found", "No such top-up.");
    if (row.paidAt === null)
      throw new AppError("conflict", "The receipt is written when the order has been paid.");
    const { paidAt } = row;
    const currency = isCurrency(row.currency) ? row.currency : ctx.account.currency;
    const { lots, decision, body, invoice } = await ctx.read(async (tx) => {
      const found = await paymentDecision(tx, ctx.account.id, orderId, paidAt);
      return {
        lots: await tx.creditLot.findMany({
          where: { orderId, accountId: ctx.account.id },
          orderBy: { id: "asc" },
        }),
        invoice: (await invoicesOfOrders(tx, ctx, [orderId])).get(orderId) ?? null,
        decision: found,
        body: await decisionBody(tx, found.id),
      };
    });
    return {
      order: await showOrder(ctx.services, ctx.command("receipt"), row, ctx.role, invoice),
      lots: lots.map((lot) => ({
        id: lot.id,
        kind: lot.kind === "bonus" ? ("bonus" as const) : ("paid" as const),
        granted: toMoney(lot.grantedNanos, currency),
        expiresAt: lot.expiresAt?.toISOString() ?? null,
      })),
      buyer: invoice === null ? null : issuedIn(invoice).buyer,
      invoice: invoice === null ? null : { id: invoice.id, number: invoice.number },
      decisionId: decision.id,
      digest: decision.digest,
      decision: body,
      receipt: signedSchema.parse(decision.receipt),
    };
  });

/** The decision by which the payment was taken in: the one behind the movement that filled the order's lots. */
async function paymentDecision(tx: Tx, accountId: string, orderId: string, paidAt: Date) {
  const [row] = await tx.$queryRaw<{ id: string; digest: string; receipt: unknown }[]>`
    SELECT d.id, d.digest, d.receipt
      FROM ledger_journal j JOIN decision d ON d.id = j.decision_id
     WHERE j.account_id = ${accountId}::uuid AND j.recorded_at = ${paidAt} AND j.kind = 'top_up.paid'
       AND EXISTS (SELECT 1 FROM ledger_posting p JOIN credit_lot l ON l.ledger_account_id = p.ledger_account_id
                    WHERE p.journal_id = j.id AND l.order_id = ${orderId}::uuid)`;
  if (row === undefined) throw new Error(`the paid top-up ${orderId} has no decision`);
  return row;
}

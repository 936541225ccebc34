import { refundSchema } from "@tenure/core/contract";
import { isCurrency, minorToNanos, toMoney } from "@tenure/core/money";
import { z } from "zod";
import { decisionBody } from "../decisions/body.ts";
import { methodShown } from "../accounts/own-periods.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { showChargeBack } from "./charge-back.ts";
import { showRefund } from "./show.ts";

/** One refund with its legs and the decision that holds now. */
export const refundGet = procedureFor("refund.read", {
  method: "get",
  path: "/refunds/{refundId}",
  summary: "One refund with its legs and decision",
})
  .input(accountInput({ refundId: z.uuid() }))
  .output(refundSchema)
  .query(({ ctx, input }) =>
    ctx.read(async (tx) => {
      const row = await tx.refund.findFirst({
        where: { id: input.refundId, accountId: ctx.account.id },
        include: {
          order: { include: { holderPeriod: { select: { endedAt: true } } } },
          legs: { include: { payment: true }, orderBy: { id: "asc" } },
        },
      });
      if (row === null) throw new AppError("not_found", "No such refund.");
      const decisionId = row.settleDecisionId ?? row.submitDecisionId;
      return {
        ...showRefund(row, row.order, ctx.role),
        legs: row.legs.map((leg) => {
          const currency = isCurrency(leg.currency) ? leg.currency : ctx.account.currency;
          return {
            id: leg.id,
            state: leg.state,
            amount: toMoney(minorToNanos(leg.amountMinor, currency), currency),
            charge: showChargeBack(leg.payment, leg.amountMinor),
            method: methodShown(row.order, leg.payment.methodLabel) ?? "—",
            providerRefundId: leg.providerRefundId,
            attempts: leg.attempts,
          };
        }),
        submitDecisionId: row.submitDecisionId,
        settleDecisionId: row.settleDecisionId,
        decision: decisionId === null ? null : await decisionBody(tx, decisionId),
      };
    }),
  );

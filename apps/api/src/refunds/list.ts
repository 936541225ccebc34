import { refundSummarySchema } from "@tenure/core/contract";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { showRefund } from "./show.ts";

/** Refunds of the account, newest first. */
export const refundList = procedureFor("refund.read", {
  method: "get",
  path: "/refunds",
  summary: "Refunds of the account, newest first",
})
  .input(accountInput(pageShape))
  .output(pageOf(refundSummarySchema))
  .query(({ ctx, input }) =>
    ctx.read(async (tx) => {
      const rows = await tx.refund.findMany({
        where: {
          accountId: ctx.account.id,
          ...(input.cursor === undefined ? {} : { id: { lt: input.cursor } }),
        },
        include: { order: true },
        orderBy: { id: "desc" },
        take: input.limit + 1,
      });
      return toPage(rows, input.limit, (row) => showRefund(row, row.order, ctx.role));
    }),
  );

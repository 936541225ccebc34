import { invoiceSummarySchema } from "@tenure/core/contract";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { invoiceFilterShape, whereInvoices } from "./filter.ts";
import { showInvoice, visibleInvoices } from "./show.ts";

/** Invoices and credit notes of the account, newest first. */
export const listInvoices = procedureFor("invoice.read", {
  method: "get",
  path: "/invoices",
  summary: "Invoices and credit notes of the account, newest first",
})
  .input(accountInput({ ...pageShape, ...invoiceFilterShape }))
  .output(pageOf(invoiceSummarySchema))
  .query(({ ctx, input: { limit, cursor, accountId: _, ...filter } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.invoice.findMany({
        where: {
          ...(await visibleInvoices(tx, ctx)),
          ...whereInvoices(filter, ctx.account.timeZone),
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return toPage(rows, limit, showInvoice);
    }),
  );

import { invoiceSummarySchema } from "@tenure/core/contract";
import { z } from "zod";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { invoiceFilterShape, whereInvoices } from "./filter.ts";
import { showInvoice } from "./show.ts";

/** Documents of all accounts, newest first; days are those of UTC. */
export const searchInvoices = staffProcedureFor("invoice.search")
  .input(z.strictObject({ ...pageShape, ...invoiceFilterShape }))
  .output(pageOf(z.strictObject({ ...invoiceSummarySchema.shape, accountId: z.uuid() })))
  .query(({ ctx, input: { limit, cursor, ...filter } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.invoice.findMany({
        where: { ...whereInvoices(filter, "UTC"), ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return toPage(rows, limit, (row) => ({ ...showInvoice(row), accountId: row.accountId }));
    }),
  );

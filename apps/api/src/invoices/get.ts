import { invoicePdfSchema, invoiceSchema } from "@tenure/core/contract";
import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { invoicePdf } from "./pdf.ts";
import { issuedIn, readInvoice, showInvoiceInFull } from "./show.ts";

/** One document, as it was issued. */
export const getInvoice = procedureFor("invoice.read", {
  method: "get",
  path: "/invoices/{invoiceId}",
  summary: "Read an invoice or credit note as it was issued",
})
  .input(accountInput({ invoiceId: z.uuid() }))
  .output(invoiceSchema)
  .query(async ({ ctx, input: { invoiceId } }) =>
    showInvoiceInFull(await ctx.read((tx) => readInvoice(tx, ctx, invoiceId))),
  );

/** The printed form of a document, in the language in which it was issued. */
export const getInvoicePdf = procedureFor("invoice.read", {
  method: "get",
  path: "/invoices/{invoiceId}/pdf",
  summary: "The PDF of an invoice or credit note, base64",
})
  .input(accountInput({ invoiceId: z.uuid() }))
  .output(invoicePdfSchema)
  .query(async ({ ctx, input: { invoiceId } }) => {
    const row = await ctx.read((tx) => readInvoice(tx, ctx, invoiceId));
    const pdf = await invoicePdf(issuedIn(row), row.digest);
    return {
      fileName: `${row.number}.pdf`,
      contentType: "application/pdf" as const,
      base64: pdf.toString("base64"),
    };
  });

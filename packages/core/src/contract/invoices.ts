import { z } from "zod";
import { buyerSchema, sellerSchema } from "../invoices/index.ts";
import { currencySchema, moneySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";

/** A numbered document as lists show it: an invoice of a payment, or a credit note of a refund (R3.9). */
export const invoiceSummarySchema = z
  .strictObject({
    id: z.uuid(),
    number: z.string(),
    kind: z.enum(["invoice", "credit_note"]),
    orderId: z.uuid(),
    orderNumber: z.string(),
    refundId: z.uuid().nullable(),
    currency: currencySchema,
    /** Before tax; of a credit note negative, like the other two. */
    net: moneySchema,
    tax: moneySchema,
    total: moneySchema,
    buyerName: z.string(),
    issuedAt: instantSchema,
  })
  .meta({ id: "InvoiceSummary" });

/** A document with everything it says, as it was issued. */
export const invoiceSchema = z
  .strictObject({
    ...invoiceSummarySchema.shape,
    lines: z.array(
      z.strictObject({
        key: z.string(),
        params: z.record(z.string(), z.string()),
        /** The line as it is printed, in the document's language. */
        text: z.string(),
        net: moneySchema,
        tax: moneySchema,
      }),
    ),
    /** Basis points. */
    taxBps: z.int(),
    /** Number of the invoice that a credit note takes back from. */
    creditsInvoice: z.string().nullable(),
    refundNumber: z.string().nullable(),
    seller: sellerSchema.pick({ name: true, address: true, email: true, taxId: true }),
    buyer: buyerSchema,
    method: z.string(),
    paidAt: instantSchema,
    note: z.enum(["reverse_charge"]).nullable(),
    language: z.enum(["en", "zh"]),
    /** IANA zone in which its instants are shown. */
    zone: z.string(),
    /** SHA-256 of the canonical content, hex. */
    digest: z.string(),
  })
  .meta({ id: "Invoice" });

/** See {@link invoiceSchema}. */
export type Invoice = z.infer<typeof invoiceSchema>;

/** The printed form of a document. */
export const invoicePdfSchema = z
  .strictObject({
    fileName: z.string(),
    contentType: z.literal("application/pdf"),
    /** The file, base64. The same document is always the same file. */
    base64: z.string(),
  })
  .meta({ id: "InvoicePdf" });

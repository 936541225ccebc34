import { z } from "zod";
import { digestOf, type JsonObject } from "../decision/index.ts";
import { instantSchema } from "../time/index.ts";
import { type InvoiceDocument, invoiceDocumentSchema } from "./document.ts";

const line = z.string().min(1).max(200);

/** Who sells: what the operator says about itself. */
export const sellerSchema = z.strictObject({
  name: z.string().min(1).max(120),
  /** Address, one line each, as it is printed. */
  address: z.array(line).max(6).default([]),
  email: z.string().max(254).nullable().default(null),
  taxId: z.string().max(40).nullable().default(null),
  /** IANA zone of the platform: its calendar year is that of the numbers. */
  zone: z.string().default("UTC"),
  /** Countries in which a buyer with a tax number owes the tax itself. */
  reverseCharge: z.array(z.string().length(2)).default([]),
});

/** Who sells. */
export type Seller = z.output<typeof sellerSchema>;

/** Who is billed, as it was on the day. */
export const buyerSchema = z.strictObject({
  fullName: z.string(),
  companyName: z.string().nullable(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  addressLine: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postalCode: z.string().nullable(),
  taxId: z.string().nullable(),
});

/** Who is billed. */
export type Buyer = z.output<typeof buyerSchema>;

/** A document as it was issued: all that it will ever say. Its hash is over this. */
export const issuedInvoiceSchema = z.strictObject({
  document: invoiceDocumentSchema,
  seller: sellerSchema.pick({ name: true, address: true, email: true, taxId: true }),
  buyer: buyerSchema,
  /** How it was paid, or where it goes back to: `Visa •••• 4242`. */
  method: z.string(),
  /** When the money was captured; on a credit note, of the payment it takes back from. */
  paidAt: instantSchema,
  refundNumber: z.string().nullable(),
  /** Why there is no tax, where the law asks to say so. */
  note: z.enum(["reverse_charge"]).nullable(),
  /** The account's language and zone when it was issued: it reads the same for ever. */
  language: z.enum(["en", "zh"]),
  zone: z.string(),
});

/** A document as it was issued. */
export type IssuedInvoice = z.output<typeof issuedInvoiceSchema>;

/** The form in which a document is kept: amounts are texts. */
export const invoiceContent = (issued: IssuedInvoice): JsonObject =>
  z.encode(issuedInvoiceSchema, issued) as JsonObject;

/** SHA-256 of a document's canonical text, 64 lower-case hex digits. */
export const invoiceDigest = (content: JsonObject): string => digestOf(content);

/**
 * Whether a document is as it was issued: its hash fits, and lines, tax and total add up.
 * @returns what is wrong, or null
 */
export function invoiceProblem(content: unknown, digest: string): "unreadable" | "digest" | "sums" | null {
  const read = issuedInvoiceSchema.safeParse(content);
  if (!read.success) return "unreadable";
  if (invoiceDigest(invoiceContent(read.data)) !== digest) return "digest";
  return addsUp(read.data.document) ? null : "sums";
}

const addsUp = ({ lines, netNanos, taxNanos, totalNanos }: InvoiceDocument): boolean =>
  lines.reduce((sum, { amountNanos }) => sum + amountNanos, 0n) === netNanos &&
  lines.reduce((sum, each) => sum + each.taxNanos, 0n) === taxNanos &&
  netNanos + taxNanos === totalNanos;

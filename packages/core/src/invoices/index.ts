export {
  type InvoiceDocument,
  invoiceDocumentSchema,
  invoiceOf,
  type PaidOrderFacts,
  type PaidRefundFacts,
} from "./document.ts";
export { type InvoiceKind, type InvoicePlace, nextInvoiceNumber } from "./number.ts";
export {
  type Buyer,
  buyerSchema,
  invoiceContent,
  invoiceDigest,
  invoiceProblem,
  issuedInvoiceSchema,
  type IssuedInvoice,
  type Seller,
  sellerSchema,
} from "./issued.ts";
export { lineGrossNanos } from "./line-gross.ts";
export { INVOICE_WORDS } from "./words.ts";
export { bpsOfFee, creditedOf, linesOfOrder, linesOfReversal, totalOf } from "./sources.ts";

export {
  type InvoiceDocument,
  invoiceDocumentSchema,
  invoiceOf,
  type PaidOrderFacts,
  type PaidRefundFacts,
} from "./document.ts";
export { type InvoiceKind, type InvoicePlace, nextInvoiceNumber } from "./number.ts";

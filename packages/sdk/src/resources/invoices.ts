import type { Invoice, InvoicePdf, InvoiceSummary, PaymentMethod } from "../invoice-types.ts";
import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { RequestOptions, Send } from "../transport.ts";

/** Which documents. */
export interface ListInvoicesParams extends PageParams {
  readonly kind?: InvoiceSummary["kind"];
  /** Days of the account's zone, both inside: `2026-11-20`. */
  readonly from?: string;
  readonly to?: string;
  /** Part of a number, an order's number or the buyer's name. */
  readonly query?: string;
}

/** Invoices and credit notes. Scope `refunds:read`. */
export interface InvoicesResource {
  /** Newest first. */
  list(params?: ListInvoicesParams, options?: RequestOptions): Listing<InvoiceSummary>;
  get(invoiceId: string, options?: RequestOptions): Promise<Invoice>;
  /** The printed form; decode `base64` and write it to a file. */
  pdf(invoiceId: string, options?: RequestOptions): Promise<InvoicePdf>;
}

/** Saved cards. Adding, choosing and removing one needs a person. Scope `wallet:read`. */
export interface PaymentMethodsResource {
  /** Newest first. */
  list(accountId: string, options?: RequestOptions): Promise<readonly PaymentMethod[]>;
}

/** Builds the resource. */
export const invoicesResource = (send: Send): InvoicesResource => ({
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<InvoiceSummary>>(
          { method: "GET", path: "/invoices", query: { ...params, cursor } },
          options,
        ),
      params.cursor,
    ),
  get: (invoiceId, options) =>
    send({ method: "GET", path: `/invoices/${encodeURIComponent(invoiceId)}` }, options),
  pdf: (invoiceId, options) =>
    send({ method: "GET", path: `/invoices/${encodeURIComponent(invoiceId)}/pdf` }, options),
});

/** Builds the resource. */
export const paymentMethodsResource = (send: Send): PaymentMethodsResource => ({
  list: (accountId, options) =>
    send({ method: "GET", path: `/accounts/${encodeURIComponent(accountId)}/payment-methods` }, options),
});

import { type Listing, listing, type Page, type PageParams } from "../listing.ts";
import type { OpenedRefundCase, RefundCase, RefundCaseSummary } from "../refund-case-types.ts";
import type { RequestOptions, Send } from "../transport.ts";

/** What is asked of a person. */
export interface OpenRefundCaseParams {
  readonly orderId: string;
  /** At most 2000 characters; the owner of the account answers for it. */
  readonly reason: string;
}

/** Refunds that a person decides. Scope `refunds:read` to look, `refund_cases:write` to ask and to answer. */
export interface RefundCasesResource {
  get(caseId: string, options?: RequestOptions): Promise<RefundCase>;
  /** Cases, newest first. */
  list(params?: PageParams, options?: RequestOptions): Listing<RefundCaseSummary>;
  /** Asks for the refund of an order; a repetition with the same idempotency key answers again. */
  open(params: OpenRefundCaseParams, options?: RequestOptions): Promise<OpenedRefundCase>;
  /** Answers a question, or adds something. */
  reply(
    caseId: string,
    text: string,
    options?: RequestOptions,
  ): Promise<{ readonly caseId: string; readonly state: RefundCase["state"] }>;
}

/** Builds the resource. */
export const refundCasesResource = (send: Send): RefundCasesResource => ({
  get: (caseId, options) =>
    send({ method: "GET", path: `/refund-cases/${encodeURIComponent(caseId)}` }, options),
  list: (params = {}, options) =>
    listing(
      (cursor) =>
        send<Page<RefundCaseSummary>>(
          { method: "GET", path: "/refund-cases", query: { ...params, cursor } },
          options,
        ),
      params.cursor,
    ),
  open: (params, options) => send({ method: "POST", path: "/refund-cases", body: params }, options),
  reply: (caseId, text, options) =>
    send(
      { method: "POST", path: `/refund-cases/${encodeURIComponent(caseId)}/messages`, body: { text } },
      options,
    ),
});

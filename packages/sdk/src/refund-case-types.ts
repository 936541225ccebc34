import type { Instant, Money } from "./types.ts";

/** A field that a request for a refund states (R5.1). */
export type RefundRequestField = "account" | "purchasedAt" | "amount" | "unusedBalance" | "reason";

/** Where a refund case stands. */
export type RefundCaseState = "received" | "in_review" | "needs_info" | "approved" | "declined";

/** A refund that a person decides, as lists show it. */
export interface RefundCaseSummary {
  readonly id: string;
  readonly number: string;
  readonly channel: "email" | "dashboard" | "staff";
  readonly state: RefundCaseState;
  readonly subject: string;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  /** The refund window is judged at this instant. */
  readonly receivedAt: Instant;
  /** Decided by then at the latest. */
  readonly dueAt: Instant;
  readonly decidedAt: Instant | null;
  readonly decisionId: string | null;
  readonly refundId: string | null;
  /** What is still to be said, while no order is known. */
  readonly missing: RefundRequestField[];
  /** Why it was declined: codes of refusals and of reasons. */
  readonly declined: string[];
}

/** A refund case with what was written. */
export interface RefundCase extends RefundCaseSummary {
  readonly orderTotal: Money | null;
  readonly messages: {
    readonly id: string;
    /** `in`: from the customer. */
    readonly direction: "in" | "out";
    readonly subject: string | null;
    readonly body: string;
    readonly sentAt: Instant;
  }[];
  /** Banking business days until the money arrives, once approved. */
  readonly arrivalBusinessDays: { readonly min: number; readonly max: number };
  /** What your key may do now. */
  readonly actions: "answer"[];
}

/** A refund case that was just opened. */
export interface OpenedRefundCase {
  readonly caseId: string;
  readonly number: string;
  readonly state: RefundCaseState;
  readonly dueAt: Instant;
}

/** An amount as Antom writes it: whole smallest units, as text. */
export interface Amount {
  readonly currency: string;
  readonly value: string;
}

/** Verdict on a call: success, failure, or unknown (in process). */
export type ResultStatus = "S" | "F" | "U";

/** The verdict with its code; the code says why, the status what to do. */
export interface Result {
  readonly resultStatus: ResultStatus;
  readonly resultCode: string;
  readonly resultMessage: string;
}

export type PaymentStatus = "PROCESSING" | "PENDING" | "SUCCESS" | "FAIL" | "CANCELLED";

/** A payment. Instants are simulated ISO-8601 texts. */
export interface Payment {
  /** Antom's `paymentId`. */
  readonly id: string;
  readonly paymentRequestId: string;
  /** What must be the same when the request is repeated. */
  readonly fingerprint: string;
  readonly amount: Amount;
  readonly methodType: string;
  readonly orderId: string;
  readonly description: string;
  readonly redirectUrl: string;
  readonly notifyUrl: string | null;
  readonly status: PaymentStatus;
  /** Why it failed; null where it did not. */
  readonly failure: Result | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly paidAt: string | null;
  /** Set for a payment of `createPaymentSession`. */
  readonly sessionId: string | null;
}

export type RefundStatus = "PROCESSING" | "SUCCESS" | "FAIL";

/** A refund. `returnedAt`: the money came back to us although it had succeeded; no call ever says so. */
export interface Refund {
  /** Antom's `refundId`. */
  readonly id: string;
  readonly refundRequestId: string;
  readonly fingerprint: string;
  readonly paymentId: string;
  readonly amount: Amount;
  readonly reason: string;
  readonly notifyUrl: string | null;
  readonly status: RefundStatus;
  readonly failure: Result | null;
  readonly createdAt: string;
  readonly doneAt: string | null;
  readonly returnedAt: string | null;
}

/** What the next one does: its answer at once, and what becomes of it. */
export interface Plan {
  readonly id: string;
  /** The call that opens a payment, a person who pays, or the call that asks for a refund. */
  readonly of: "pay_call" | "payment" | "refund";
  /** `at_once`: final in the answer. `unknown` and `processing`: `U`, by either code. */
  readonly answer: "at_once" | "unknown" | "processing";
  readonly outcome: "SUCCESS" | "FAIL";
  /** Simulated milliseconds until the outcome; null leaves it to the controls. */
  readonly afterMillis: number | null;
  readonly remaining: number;
}

/** Something that happens by itself at a simulated instant. */
export interface PlannedOutcome {
  readonly id: string;
  readonly dueAtMillis: number;
  readonly subjectId: string;
  readonly kind:
    | "payment_succeeds"
    | "payment_fails"
    | "payment_expires"
    | "refund_succeeds"
    | "refund_fails";
}

/** A notification on its way. Its body never changes; its signature and time are those of each attempt. */
export interface Notification {
  readonly id: string;
  readonly type: "PAYMENT_RESULT" | "PAYMENT_PENDING" | "REFUND_RESULT";
  readonly subjectId: string;
  readonly url: string;
  readonly body: string;
  readonly state: "pending" | "acknowledged" | "exhausted" | "dropped";
  readonly attempts: number;
  /** Simulated milliseconds. */
  readonly dueAtMillis: number;
  readonly behindNext: boolean;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/** A line of the settlement listing: the only place that tells of a refund that came back. */
export interface SettlementLine {
  readonly id: string;
  readonly type: "PAYMENT" | "REFUND" | "REFUND_RETURN";
  readonly paymentId: string;
  readonly refundId: string | null;
  /** The ids that the merchant gave. */
  readonly paymentRequestId: string;
  readonly refundRequestId: string | null;
  readonly amount: Amount;
  readonly at: string;
}

/** Everything the simulator remembers; each row is keyed by its `id`. */
export interface Tables {
  payment: Payment;
  refund: Refund;
  plan: Plan;
  outcome: PlannedOutcome;
  notification: Notification;
  /** Notifications to be delivered before the answer of the call that caused them. */
  early: { readonly id: string };
  settlement: SettlementLine;
  key: { readonly id: "own"; readonly privateKey: string };
}

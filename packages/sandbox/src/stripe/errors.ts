import type Stripe from "stripe";

/** The `error` member of Stripe's error envelope. */
export interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error" | "rate_limit_error";
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  request_log_url?: string;
}

interface FailureOptions {
  readonly status?: number;
  readonly code?: string;
  readonly param?: string;
  /** Whether the idempotency store keeps this answer; not when the request was refused before execution. */
  readonly stored?: boolean;
}

/** Thrown by a handler: everything it changed is undone and the error is answered. */
export class StripeFailure extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly stored: boolean;

  constructor(status: number, body: ErrorBody, stored: boolean) {
    super(body.message);
    this.name = "StripeFailure";
    this.status = status;
    this.body = body;
    this.stored = stored;
  }
}

/** An `invalid_request_error`; 400 and stored unless said otherwise. */
export function invalidRequest(message: string, options: FailureOptions = {}): StripeFailure {
  const body: ErrorBody = {
    type: "invalid_request_error",
    message,
    ...(options.code === undefined ? {} : { code: options.code }),
    ...(options.param === undefined ? {} : { param: options.param }),
  };
  return new StripeFailure(options.status ?? 400, body, options.stored ?? true);
}

/** A refusal of the parameters themselves: execution never began, so the key stays free. */
export const invalidParameter = (message: string, param: string, code: string): StripeFailure =>
  invalidRequest(message, { param, code, stored: false });

/** `resource_missing`, 404. */
export const missing = (kind: string, id: string, param = "id"): StripeFailure =>
  invalidRequest(`No such ${kind}: '${id}'`, { status: 404, code: "resource_missing", param });

/**
 * Something real Stripe can do and this simulator cannot. Loud on purpose: a quiet guess would make a test
 * pass that fails in production.
 */
export const unsupported = (what: string, param?: string): StripeFailure =>
  invalidRequest(`The sandbox does not simulate ${what}.`, {
    code: "sandbox_unsupported",
    stored: false,
    ...(param === undefined ? {} : { param }),
  });

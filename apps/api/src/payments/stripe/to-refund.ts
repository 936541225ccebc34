import type { ProviderRefund } from "../provider.ts";
import type { Stripe } from "./client.ts";

/** A refund as the product knows it. */
export function toRefund(refund: Stripe.Refund): ProviderRefund {
  const failed = refund.status === "failed" || refund.status === "canceled";
  return {
    providerRefundId: refund.id,
    legId: refund.metadata?.["legId"] ?? null,
    state: refund.status === "succeeded" ? "refunded" : failed ? "failed" : "pending",
    amountMinor: BigInt(refund.amount),
    currency: refund.currency.toUpperCase(),
    failureCode: failed ? (refund.failure_reason ?? refund.status) : null,
  };
}

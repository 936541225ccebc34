import { billingDetailsOfPeriod } from "../accounts/billing-facts.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { moneyOf } from "./list.ts";

/** A disputed payment with what the evidence says of it. */
export interface DisputedPayment {
  readonly id: string;
  readonly order: {
    readonly id: string;
    readonly number: string;
    readonly decisionId: string;
    readonly paidAt: Date;
  };
  readonly refunds: readonly {
    readonly submitDecisionId: string | null;
    readonly settleDecisionId: string | null;
  }[];
  /** `payment.json`. */
  readonly shown: object;
}

/** Reads it. @throws AppError not_found where the account has no such payment, or it was never disputed */
export async function readDisputed(tx: Tx, accountId: string, paymentId: string): Promise<DisputedPayment> {
  const row = await tx.payment.findFirst({
    where: { id: paymentId, accountId, disputeState: { not: "none" } },
    include: {
      order: { include: { refunds: { orderBy: { id: "asc" } } } },
      disputes: { orderBy: { id: "asc" } },
    },
  });
  if (row === null) throw new AppError("not_found", "No disputed payment of this account has that id.");
  const { order } = row;
  const billing = await billingDetailsOfPeriod(tx, order.holderPeriodId);
  return {
    id: row.id,
    order: { ...order, paidAt: order.paidAt ?? row.capturedAt },
    refunds: order.refunds,
    shown: {
      payment: {
        id: row.id,
        provider: row.provider,
        providerPaymentId: row.providerPaymentId,
        providerChargeId: row.providerChargeId,
        method: row.methodLabel,
        amountMinor: (row.chargeMinor ?? row.amountMinor).toString(),
        currency: row.chargeCurrency ?? row.currency,
        capturedAt: row.capturedAt.toISOString(),
        dispute: row.disputeState,
      },
      disputes: row.disputes.map((each) => ({
        providerDisputeId: each.providerDisputeId,
        state: each.state,
        providerStatus: each.providerStatus,
        reason: each.reason,
        amountMinor: each.amountMinor.toString(),
        currency: each.amountCurrency,
        openedAt: each.openedAt.toISOString(),
        decidedAt: each.decidedAt?.toISOString() ?? null,
        ...moneyOf(each),
      })),
      order: {
        id: order.id,
        number: order.number,
        kind: order.kind,
        state: order.state,
        currency: order.currency,
        totalMinor: order.totalMinor.toString(),
        policyVersion: order.policyVersion,
        createdAt: order.createdAt.toISOString(),
        paidAt: order.paidAt?.toISOString() ?? null,
      },
      refunds: order.refunds.map((each) => ({
        number: each.number,
        kind: each.kind,
        state: each.state,
        netNanos: each.netNanos?.toString() ?? null,
        submittedAt: each.submittedAt.toISOString(),
        refundedAt: each.refundedAt?.toISOString() ?? null,
      })),
      billing:
        billing.fullName === null
          ? null
          : {
              name: billing.fullName,
              company: billing.companyName,
              email: billing.email,
              address: billing.addressLine,
              city: billing.city,
              postalCode: billing.postalCode,
              country: billing.country,
            },
    },
  };
}

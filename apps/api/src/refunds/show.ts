import { actionsFor } from "@tenure/core/lifecycle";
import type { Role } from "@tenure/core/access";
import { type Currency, isCurrency, toMoney } from "@tenure/core/money";
import { finalOfFrozen, refundLifecycle, type RefundState, shownRefundStatus } from "@tenure/core/refunds";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";

/** A refund row with what its summary needs. */
export interface RefundRow {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly kind: string;
  readonly state: string;
  readonly currency: string;
  readonly floorNanos: bigint;
  readonly expectedNanos: bigint;
  readonly netNanos: bigint | null;
  readonly taxNanos: bigint | null;
  readonly submittedAt: Date;
  readonly drainUntil: Date;
  readonly settledAt: Date | null;
  readonly refundedAt: Date | null;
  readonly failedAt: Date | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

const KINDS = ["subscription", "top_up", "surplus", "goodwill", "outside"] as const;

const currencyOf = (code: string): Currency => (isCurrency(code) ? code : "USD");

/** A refund as every list shows it; the actions come from the lifecycle table. */
export function showRefund(
  row: RefundRow,
  order: { readonly number: string; readonly policyVersion: string },
  role: Role,
) {
  const currency = currencyOf(row.currency);
  const state = row.state as RefundState;
  const policy = policyByVersion(order.policyVersion) ?? policyAt(row.submittedAt.toISOString());
  return {
    id: row.id,
    number: row.number,
    orderId: row.orderId,
    orderNumber: order.number,
    kind: KINDS.find((kind) => kind === row.kind) ?? ("subscription" as const),
    state,
    status: shownRefundStatus(state),
    currency,
    final:
      row.netNanos === null
        ? null
        : toMoney(finalOfFrozen({ netNanos: row.netNanos, taxNanos: row.taxNanos ?? 0n }), currency),
    floor: toMoney(row.floorNanos, currency),
    expected: toMoney(row.expectedNanos, currency),
    submittedAt: row.submittedAt.toISOString(),
    drainUntil: row.drainUntil.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    refundedAt: row.refundedAt?.toISOString() ?? null,
    failedAt: row.failedAt?.toISOString() ?? null,
    failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage },
    arrivalBusinessDays: policy.refunds.arrivalBusinessDays,
    actions: actionsFor(refundLifecycle, state, role).filter((action) => action === "cancel"),
  };
}

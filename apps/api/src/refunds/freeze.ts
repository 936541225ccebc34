import { attempt } from "@tenure/core/lifecycle";
import { minorToNanos } from "@tenure/core/money";
import { refundLifecycle, type RefundState, type SettleRefundEffects } from "@tenure/core/refunds";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { revokeReferralReward } from "../referrals/order-changed.ts";

type Draining = Awaited<ReturnType<typeof drainingRefund>>;

/** A refund that waits for requests in flight. @throws AppError conflict where it settled, or was called off */
export async function drainingRefund(tx: Acting["tx"], refundId: string) {
  const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId } });
  if (refund.state !== "draining") throw new AppError("conflict", `The refund is ${refund.state} already.`);
  return refund;
}

/**
 * Writes down what a refund settled to: its legs and its amounts, from here on unchangeable; the referrer loses the reward of
 * the order (R3.5), and the provider is asked.
 */
export async function freezeRefund(
  { tx, now, decisionId, outbox }: Acting,
  account: AccountFacts,
  refund: Draining,
  { amounts, legs }: Pick<NonNullable<SettleRefundEffects>, "amounts" | "legs">,
  frozen: { readonly freezeJournalId: string | null; readonly walletDebitNanos?: bigint },
) {
  await tx.refundLeg.createMany({
    data: legs.map((leg) => ({
      id: newId(),
      refundId: refund.id,
      accountId: account.id,
      paymentId: leg.paymentId,
      amountMinor: leg.amountMinor,
      currency: account.currency,
    })),
  });
  const legTotalNanos = legs.reduce((sum, leg) => sum + minorToNanos(leg.amountMinor, account.currency), 0n);
  if (legTotalNanos !== amounts.finalNanos) throw new Error("legs do not add up to the final amount");
  const move = attempt(refundLifecycle, refund.state as RefundState, "settle");
  if (!move.legal) throw new AppError("conflict", `A ${refund.state} refund cannot be settled.`);
  await tx.refund.update({
    where: { id: refund.id, state: refund.state },
    data: {
      state: move.to,
      grossNanos: amounts.grossNanos,
      feeNanos: amounts.feeNanos,
      remainderNanos: amounts.remainderNanos,
      netNanos: amounts.netNanos,
      taxNanos: amounts.taxNanos,
      ...frozen,
      settleDecisionId: decisionId,
      settledAt: new Date(now),
    },
  });
  await revokeReferralReward({ tx, outbox }, refund.orderId);
  await outbox.enqueue(tx, "refunds.advance", { refundId: refund.id }, { startAfterSeconds: 5 });
  const finalNanos = amounts.finalNanos.toString();
  return {
    answer: { refundId: refund.id, finalNanos },
    target: { kind: "refund", id: refund.id },
    before: { state: refund.state },
    after: { state: move.to, finalNanos },
  };
}

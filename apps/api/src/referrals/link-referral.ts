import { isCurrency } from "@tenure/core/money";
import { qualifies, referralDueAt } from "@tenure/core/referrals";
import type { Acting } from "../command/command.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";

/** An order that was just paid. */
export interface PaidOrder {
  readonly id: string;
  readonly kind: string;
  readonly gift: boolean;
  readonly currency: string;
  readonly amountNanos: bigint;
  readonly policyVersion: string;
}

/**
 * Links the first order of an invited account that can earn its referrer the reward, in the transaction that pays it.
 * It is decided by the policy the order was bought under, once the order's refund window is closed (R3.5).
 */
export async function linkReferral(
  { tx, now, policy, context }: Pick<Acting, "tx" | "now" | "policy" | "context">,
  order: PaidOrder,
): Promise<void> {
  const referral = await tx.referral.findUnique({ where: { referredAccountId: context.accountId ?? "" } });
  if (referral?.state !== "invited" || !isCurrency(order.currency)) return;
  const bought = policyByVersion(order.policyVersion) ?? policy;
  const { kind, gift, currency, amountNanos } = order;
  if (
    !qualifies({ kind, gift, currency, amountNanos, paidAt: now }, referral.createdAt.toISOString(), bought)
  )
    return;
  await tx.referral.updateMany({
    where: { id: referral.id, state: "invited" },
    data: { state: "waiting", orderId: order.id, dueAt: new Date(referralDueAt(now, bought)) },
  });
}

import type { ReferralState } from "@tenure/core/referrals";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** A referral whose referrer's account is locked. */
export interface LinkedReferral {
  readonly id: string;
  readonly state: ReferralState;
  readonly referrerAccountId: string;
  readonly referredAccountId: string;
  readonly orderId: string;
  readonly dueAt: Date;
  readonly rewardLotId: string | null;
  readonly reason: string | null;
}

/** A referral of the referrer that has an order. @throws AppError not_found */
export async function linkedReferral(
  tx: Tx,
  referrerAccountId: string | null,
  referralId: string,
): Promise<LinkedReferral> {
  const row = await tx.referral.findFirst({
    where: { id: referralId, referrerAccountId: referrerAccountId ?? "" },
  });
  if (row === null || row.orderId === null || row.dueAt === null)
    throw new AppError("not_found", "No such referral.");
  return { ...row, orderId: row.orderId, dueAt: row.dueAt, state: row.state as ReferralState };
}

/** The policy version an order was bought under: its referral is decided by it. */
export async function policyVersionOf(
  tx: Tx,
  referrerAccountId: string | null,
  referralId: string,
): Promise<string> {
  const { orderId } = await linkedReferral(tx, referrerAccountId, referralId);
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { policyVersion: true } });
  return order.policyVersion;
}

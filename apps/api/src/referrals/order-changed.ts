import type { Acting } from "../command/command.ts";

/**
 * The order of a referral came back: its refund was approved, or a dispute about it lost. What is unspent of the reward
 * is taken back (R3.5, R6.2) by a job of this very transaction; an order without a referral costs one idle job.
 */
export const revokeReferralReward = (acting: Pick<Acting, "tx" | "outbox">, orderId: string): Promise<void> =>
  review(acting, orderId);

/** The order stands again: its refund was called off, failed or bounced, or the dispute was won. The reward returns (R6.4). */
export const restoreReferralReward = (
  acting: Pick<Acting, "tx" | "outbox">,
  orderId: string,
): Promise<void> => review(acting, orderId);

/** Both are one job: it reads how the order stands now, so that calls that come late or in another order do no harm. */
const review = ({ tx, outbox }: Pick<Acting, "tx" | "outbox">, orderId: string): Promise<void> =>
  outbox.enqueue(tx, "referrals.review", { orderId });

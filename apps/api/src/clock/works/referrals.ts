import { policyAt } from "../../policy-versions/in-force.ts";
import { decideReferrals } from "../../referrals/jobs.ts";
import { IN_QUESTION } from "../../referrals/order-standing.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** Rewards whose order's window has closed, and invitations by which nobody bought in time (R3.5). */
export const referralDecisions: AccountWork = {
  job: "referrals.decide",
  async next({ tx, accountId, now }) {
    const { invitationDays } = policyAt(now).referrals;
    // A millisecond later than the last moment at which an invitation still counts.
    return onlyInstant(
      await tx.$queryRaw`
        SELECT min(at) AS at FROM (
          SELECT r.due_at AS at FROM referral r JOIN "order" o ON o.id = r.order_id
            JOIN account giver ON giver.id = r.referrer_account_id JOIN account taker ON taker.id = r.referred_account_id
           WHERE r.referred_account_id = ${accountId}::uuid AND r.state = 'waiting'
             AND giver.state <> 'suspended' AND taker.state <> 'suspended' AND NOT ${IN_QUESTION}
          UNION ALL
          SELECT created_at + make_interval(hours => ${24 * invitationDays}::int) + interval '1 millisecond'
            FROM referral WHERE referrer_account_id = ${accountId}::uuid AND state = 'invited') AS due`,
    );
  },
  run: (services, accountId) => decideReferrals(services, { accountId }),
};

import { referralProgrammeSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import { readClock } from "../db/clock.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

/** The programme as it is for the account: its link, what a referral earns, and what came of it so far. */
export const referralProgramme = procedureFor("referral.read", {
  method: "get",
  path: "/referral-programme",
  summary: "Read the referral programme: link, reward, what was earned",
})
  .input(accountInput({}))
  .output(referralProgrammeSchema)
  .query(({ ctx: { account, read, services } }) =>
    read(async (tx) => {
      const { referrals } = policyAt(await readClock(tx, account.id));
      const offer = referrals.offers[account.currency];
      const money = (nanos: bigint) => toMoney(nanos, account.currency);
      const own = await tx.referralCode.findUnique({ where: { accountId: account.id } });
      const [sum] = await tx.$queryRaw<
        { invited: number; waiting: number; rewarded: number; earned: string }[]
      >`
        SELECT count(*)::int AS invited, (count(*) FILTER (WHERE r.state = 'waiting'))::int AS waiting,
               (count(*) FILTER (WHERE r.state = 'rewarded'))::int AS rewarded,
               coalesce(sum(l.granted_nanos) FILTER (WHERE r.state = 'rewarded'), 0)::text AS earned
          FROM referral r LEFT JOIN credit_lot l ON l.id = r.reward_lot_id
         WHERE r.referrer_account_id = ${account.id}::uuid`;
      return {
        code: own?.code ?? null,
        link: own === null ? null : `${services.env.publicUrl}/dashboard/sign-up?ref=${own.code}`,
        offer:
          offer === undefined
            ? null
            : { reward: money(offer.rewardNanos), minimumOrder: money(offer.minimumOrderNanos) },
        rewardExpiryDays: referrals.rewardExpiryDays,
        invitationDays: referrals.invitationDays,
        maxRewardsPerMonth: referrals.maxRewardsPerMonth,
        invited: sum?.invited ?? 0,
        waiting: sum?.waiting ?? 0,
        rewarded: sum?.rewarded ?? 0,
        earned: money(BigInt(sum?.earned ?? 0)),
      };
    }),
  );

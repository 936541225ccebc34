import { decideReferral as rule, sharedTraits } from "@tenure/core/referrals";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { openLot, spendableNanos } from "../ledger/lots.ts";
import { queueNotice } from "../notices/queue.ts";
import { identityOf } from "./identity-of.ts";
import { orderStanding } from "./order-standing.ts";
import { linkedReferral, policyVersionOf } from "./referral-of.ts";

/**
 * Decides a referral whose order's window is closed: the reward, as a lot of its own, or a refusal (R3.5). The account
 * of the command is the referrer's. Refused referrals are closed by `refuseReferral`, where time heals nothing.
 */
export const decideReferral = decisionCommand({
  name: "referrals.decide",
  input: z.strictObject({ referralId: z.uuid() }),
  rule,
  policyVersion: ({ tx, context }, { referralId }) => policyVersionOf(tx, context.accountId, referralId),
  async facts(reading, { referralId }) {
    const { tx, now, context } = reading;
    const referral = await linkedReferral(tx, context.accountId, referralId);
    // A refund that is being submitted holds this lock: wait for it, then see it.
    await tx.$queryRaw`SELECT 1 FROM account WHERE id = ${referral.referredAccountId}::uuid FOR SHARE`;
    const referrer = await readAccount(tx, referral.referrerAccountId);
    const referred = await readAccount(tx, referral.referredAccountId);
    return {
      now,
      currency: referrer.currency,
      referralId,
      state: referral.state,
      referrerState: referrer.state,
      referredState: referred.state,
      orderNow: await readClock(tx, referred.id),
      dueAt: referral.dueAt.toISOString(),
      orderStanding: await orderStanding(tx, referral.orderId),
      shared: sharedTraits(await identityOf(tx, referrer.id), await identityOf(tx, referred.id)),
      rewardsThisMonth: await rewardsThisMonth(reading, referrer.id, referrer.timeZone),
      balanceNanos: await spendableNanos(tx, referrer.id, now),
    };
  },
  async apply({ tx, now, context, decisionId, outbox }, { referralId }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    const lotId = await openLot(tx, {
      accountId: account.id,
      kind: "referral",
      currency: account.currency,
      amountNanos: effects.amountNanos,
      expiresAt: effects.expiresAt,
      reason: null,
      now,
      decisionId,
      journalKind: "referral.rewarded",
      from: "expense.referral",
    });
    await tx.referral.update({
      where: { id: referralId, state: "waiting" },
      data: { state: "rewarded", rewardLotId: lotId, decisionId, reason: null, decidedAt: new Date(now) },
    });
    await queueNotice(tx, outbox, {
      kind: "referral_rewarded",
      dedupeKey: `referral_rewarded:${referralId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: { amount: effects.amountNanos.toString(), expiresAt: effects.expiresAt },
      decision,
    });
    return {
      answer: { referralId, lotId },
      target: { kind: "referral", id: referralId },
      before: { state: "waiting" },
      after: { state: "rewarded", lotId, amountNanos: effects.amountNanos.toString() },
    };
  },
});

/** Rewards of a referrer in the calendar month of their account's zone; one that was taken back later counts too. */
async function rewardsThisMonth({ tx, now }: Reading, accountId: string, zone: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM referral
     WHERE referrer_account_id = ${accountId}::uuid AND state IN ('rewarded', 'revoked')
       AND decided_at >= date_trunc('month', ${now}::timestamptz, ${zone})`;
  return row?.count ?? 0;
}

import { revokeReferral as rule } from "@tenure/core/referrals";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { closeLot, lotById, promisedNanos, spendableNanos } from "../ledger/lots.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import { stateAt } from "../wallet/show-lot.ts";
import { orderStanding } from "./order-standing.ts";
import { linkedReferral, policyVersionOf } from "./referral-of.ts";

/** Takes back what is unspent of a reward whose order was returned (R3.5, R6.2). */
export const revokeReferral = decisionCommand({
  name: "referrals.revoke",
  input: z.strictObject({ referralId: z.uuid() }),
  rule,
  policyVersion: ({ tx, context }, { referralId }) => policyVersionOf(tx, context.accountId, referralId),
  async facts({ tx, now, context }, { referralId }) {
    const referral = await linkedReferral(tx, context.accountId, referralId);
    const account = await readAccount(tx, referral.referrerAccountId);
    const lot = await rewardLot(tx, account.id, referral.rewardLotId);
    return {
      now,
      currency: account.currency,
      referralId,
      state: referral.state,
      orderStanding: await orderStanding(tx, referral.orderId),
      lotState: stateAt(lot, now),
      grantedNanos: lot.grantedNanos,
      remainingNanos: lot.remainingNanos,
      balanceNanos: await spendableNanos(tx, account.id, now),
      promisedNanos: await promisedNanos(tx, account.id, now),
    };
  },
  async apply({ tx, now, context, decisionId, outbox }, { referralId }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    const { rewardLotId } = await linkedReferral(tx, account.id, referralId);
    const lot = await rewardLot(tx, account.id, rewardLotId);
    if (effects.amountNanos > 0n) {
      await postJournal(tx, {
        kind: "referral.revoked",
        accountId: account.id,
        currency: account.currency,
        decisionId,
        effectiveAt: now,
        recordedAt: now,
        postings: [
          debit("wallet.lot", effects.amountNanos, lot.id),
          credit("expense.referral", effects.amountNanos),
        ],
      });
      await closeLot(tx, lot.id, "revoked", now);
    }
    await tx.referral.update({
      where: { id: referralId, state: "rewarded" },
      data: { state: "revoked", reason: "referral_order_returned", decisionId },
    });
    await queueNotice(tx, outbox, {
      kind: "referral_revoked",
      dedupeKey: `referral_revoked:${decisionId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: { amount: effects.amountNanos.toString() },
      decision,
    });
    return {
      answer: { referralId },
      target: { kind: "referral", id: referralId },
      before: { state: "rewarded" },
      after: { state: "revoked", lotId: lot.id, amountNanos: effects.amountNanos.toString() },
    };
  },
});

/** The lot of a reward. @throws AppError conflict where the referral was never rewarded */
async function rewardLot(tx: Parameters<typeof lotById>[0], accountId: string, lotId: string | null) {
  const lot = lotId === null ? null : await lotById(tx, accountId, lotId);
  if (lot === null) throw new AppError("conflict", "This referral was never rewarded.");
  return lot;
}

import { restoreReferral as rule } from "@tenure/core/referrals";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand, plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { lotById, reopenLot, spendableNanos } from "../ledger/lots.ts";
import { reverseJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import { orderStanding } from "./order-standing.ts";
import { linkedReferral, policyVersionOf } from "./referral-of.ts";
import { ORDER_RETURNED } from "./refuse.ts";

/** Gives a reward back whose order stands again, its expiry later by the time it was away (R6.4). */
export const restoreReferral = decisionCommand({
  name: "referrals.restore",
  input: z.strictObject({ referralId: z.uuid() }),
  rule,
  policyVersion: ({ tx, context }, { referralId }) => policyVersionOf(tx, context.accountId, referralId),
  async facts({ tx, now, context }, { referralId }) {
    const referral = await linkedReferral(tx, context.accountId, referralId);
    const account = await readAccount(tx, referral.referrerAccountId);
    const lot = referral.rewardLotId === null ? null : await lotById(tx, account.id, referral.rewardLotId);
    if (lot === null) throw new AppError("conflict", "This referral was never rewarded.");
    const taken = await takenFrom(tx, lot.id);
    return {
      now,
      currency: account.currency,
      referralId,
      state: referral.state,
      orderStanding: await orderStanding(tx, referral.orderId),
      takenNanos: taken?.amountNanos ?? 0n,
      lotExpiresAt: lot.expiresAt,
      takenAt: taken?.at ?? now,
      balanceNanos: await spendableNanos(tx, account.id, now),
    };
  },
  async apply({ tx, now, context, decisionId, outbox }, { referralId }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    const { rewardLotId } = await linkedReferral(tx, account.id, referralId);
    const taken = await takenFrom(tx, rewardLotId ?? "");
    if (taken !== null && rewardLotId !== null) {
      await reverseJournal(tx, taken.journalId, {
        kind: "referral.restored",
        accountId: account.id,
        decisionId,
        effectiveAt: now,
        recordedAt: now,
      });
      await reopenLot(tx, rewardLotId, "revoked", effects.expiresAt);
    }
    await tx.referral.update({
      where: { id: referralId, state: "revoked" },
      data: { state: "rewarded", reason: null, decisionId },
    });
    if (effects.amountNanos > 0n)
      await queueNotice(tx, outbox, {
        kind: "referral_restored",
        dedupeKey: `referral_restored:${decisionId}`,
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
      before: { state: "revoked" },
      after: { state: "rewarded", amountNanos: effects.amountNanos.toString() },
    };
  },
});

/** Lets a referral wait again that was refused because its order came back, and it did not (R6.4). */
export const reopenReferral = plainCommand({
  name: "referrals.reopen",
  input: z.strictObject({ referralId: z.uuid() }),
  async apply({ tx, context }, { referralId }) {
    const referral = await linkedReferral(tx, context.accountId, referralId);
    const reopens =
      referral.state === "refused" &&
      referral.reason === ORDER_RETURNED &&
      (await orderStanding(tx, referral.orderId)) === "stands";
    if (reopens)
      await tx.referral.update({
        where: { id: referralId, state: "refused" },
        data: { state: "waiting", reason: null, decidedAt: null, decisionId: null },
      });
    return {
      answer: { referralId, reopened: reopens },
      target: { kind: "referral", id: referralId },
      before: { state: referral.state },
      after: { state: reopens ? "waiting" : referral.state },
    };
  },
});

/** What was last taken from a reward's lot and not given back. */
async function takenFrom(tx: Parameters<typeof lotById>[0], lotId: string) {
  const [row] = await tx.$queryRaw<{ id: string; amount: string; at: Date }[]>`
    SELECT j.id, p.amount::text AS amount, j.recorded_at AS at
      FROM ledger_posting p JOIN credit_lot l ON l.ledger_account_id = p.ledger_account_id
      JOIN ledger_journal j ON j.id = p.journal_id
     WHERE l.id = ${lotId}::uuid AND j.kind = 'referral.revoked'
       AND NOT EXISTS (SELECT 1 FROM ledger_journal r WHERE r.reverses_id = j.id)
     ORDER BY j.id DESC LIMIT 1`;
  return row === undefined
    ? null
    : { journalId: row.id, amountNanos: BigInt(row.amount), at: row.at.toISOString() };
}

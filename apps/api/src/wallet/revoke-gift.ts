import { revokeGift as rule } from "@tenure/core/credits";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { credit, debit, postJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import { closeLot, lotById, promisedNanos, spendableNanos } from "../ledger/lots.ts";

const input = z.strictObject({
  lotId: z.uuid(),
  reason: z.string().trim().min(3).max(500),
});

/** An administrator takes back what is unspent of a gift. */
export const revokeGift = decisionCommand({
  name: "wallet.revoke_gift",
  input,
  rule,
  async facts({ tx, now, context }, { lotId }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const lot = await lotById(tx, account.id, lotId);
    if (lot === null || lot.kind !== "gift") throw new AppError("not_found", "No such gift on this account.");
    return {
      now,
      currency: account.currency,
      // A lot's row stays open past its expiry; what can no longer be spent is over all the same.
      lotState:
        lot.state === "open" && lot.expiresAt !== null && lot.expiresAt <= now ? "expired" : lot.state,
      grantedNanos: lot.grantedNanos,
      remainingNanos: lot.remainingNanos,
      balanceNanos: await spendableNanos(tx, account.id, now),
      promisedNanos: await promisedNanos(tx, account.id, now),
    };
  },
  async apply({ tx, now, context, decisionId, outbox }, { lotId, reason }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    await postJournal(tx, {
      kind: "gift.revoked",
      accountId: account.id,
      currency: account.currency,
      decisionId,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        debit("wallet.lot", effects.amountNanos, lotId),
        credit("expense.gifts", effects.amountNanos),
      ],
    });
    await closeLot(tx, lotId, "revoked", now);
    await queueNotice(tx, outbox, {
      kind: "gift_revoked",
      dedupeKey: `gift_revoked:${lotId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: { reason, amount: effects.amountNanos.toString() },
      decision,
    });
    return {
      answer: { lotId, decisionId },
      target: { kind: "credit_lot", id: lotId },
      before: { remainingNanos: effects.amountNanos.toString() },
      after: { remainingNanos: "0" },
      reason,
    };
  },
});

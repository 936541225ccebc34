import { grantGift as rule } from "@tenure/core/credits";
import { fromMoney, customerMoneySchema } from "@tenure/core/money";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand } from "../command/command.ts";
import { ownerOf } from "../accounts/owner.ts";
import { queueNotice } from "../notices/queue.ts";
import { openLot, spendableNanos } from "../ledger/lots.ts";

const input = z.strictObject({
  amount: customerMoneySchema,
  /** Why; the customer reads it too. */
  reason: z.string().trim().min(3).max(500),
  expiryDays: z.int().positive().max(3660).nullable(),
});

/** An administrator gives gift credits to an account, with a reason. */
export const grantGift = decisionCommand({
  name: "wallet.grant_gift",
  input,
  rule,
  async facts({ tx, now, context }, { amount, expiryDays }) {
    const account = await readAccount(tx, context.accountId ?? "");
    return {
      now,
      currency: account.currency,
      accountState: account.state,
      amountNanos: fromMoney(amount),
      giftCurrency: amount.currency,
      expiryDays,
      balanceNanos: await spendableNanos(tx, account.id, now),
    };
  },
  async apply({ tx, now, context, decisionId, outbox }, { reason }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    const lotId = await openLot(tx, {
      accountId: account.id,
      kind: "gift",
      currency: account.currency,
      amountNanos: effects.amountNanos,
      expiresAt: effects.expiresAt,
      reason,
      now,
      decisionId,
      journalKind: "gift.granted",
      from: "expense.gifts",
    });
    await queueNotice(tx, outbox, {
      kind: "gift_granted",
      dedupeKey: `gift_granted:${lotId}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: { reason, amount: effects.amountNanos.toString(), expiresAt: effects.expiresAt },
      decision,
    });
    return {
      answer: { lotId, decisionId },
      target: { kind: "credit_lot", id: lotId },
      after: { amountNanos: effects.amountNanos.toString(), expiresAt: effects.expiresAt },
      reason,
    };
  },
});

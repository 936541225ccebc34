import { extendUsageSchema } from "@tenure/core/contract";
import { extendHold as rule } from "@tenure/core/credits";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { readHold, showHold } from "./holds.ts";

/** Lets a hold live longer, within the policy's longest life; refused while the order behind it is refunded. */
export const extendUsage = decisionCommand({
  name: "usage.extend",
  input: extendUsageSchema,
  rule,
  async facts({ tx, now, context }, { holdId, timeToLiveSeconds }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const hold = await readHold(tx, account.id, holdId);
    if (hold === null) throw new AppError("not_found", "No such hold.");
    return {
      now,
      currency: account.currency,
      accountState: account.state,
      holdState: hold.state,
      openedAt: hold.openedAt,
      expiresAt: hold.expiresAt,
      refundOpen: hold.refund !== null,
      timeToLiveSeconds,
    };
  },
  async apply({ tx, context }, { holdId }, effects) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    const before = await readHold(tx, account.id, holdId);
    await tx.usageHold.update({
      where: { id: holdId, state: "open" },
      data: { expiresAt: new Date(effects.expiresAt) },
    });
    const after = await readHold(tx, account.id, holdId);
    if (before === null || after === null) throw new AppError("not_found", "No such hold.");
    return {
      answer: showHold(after, account.currency),
      target: { kind: "usage_hold", id: holdId },
      before: { expiresAt: before.expiresAt },
      after: { expiresAt: after.expiresAt },
    };
  },
});

import { autoTopUpLifecycle } from "@tenure/core/auto-top-up";
import { attempt } from "@tenure/core/lifecycle";
import { recordAudit } from "../audit/record.ts";
import type { Acting } from "../command/command.ts";
import { releaseUncalledOrder } from "./release.ts";
import { readAutoTopUp } from "./row.ts";

/** Why it ended. */
export type EndReason = "owner" | "card_removed" | "holder_changed" | "account_closed" | "account_terminated";

/**
 * Switches automatic top-up off in the command that gives the reason: its owner's wish, the removal of its card, the
 * change of the holder (C4.10). A charge that the provider was asked for already still finds its way.
 * @returns whether it was on or stopped
 */
export async function endAutoTopUp(acting: Acting, reason: EndReason): Promise<boolean> {
  const { tx, now, context } = acting;
  const row = await readAutoTopUp(tx, context.accountId ?? "");
  if (row === null) return false;
  const move = attempt(autoTopUpLifecycle, row.state, "switch_off");
  if (!move.legal) return false;
  await releaseUncalledOrder(acting, row);
  await tx.autoTopUp.update({
    where: { accountId: row.accountId, state: row.state },
    data: { state: move.to, stoppedCode: null, stoppedMessage: null, updatedAt: new Date(now) },
  });
  // Its owner's wish is the command itself; an end that something else brought has a row of its own.
  if (reason !== "owner")
    await recordAudit(tx, {
      accountId: row.accountId,
      actor: context.actor,
      action: "auto_top_up.ended",
      targetKind: "auto_top_up",
      targetId: row.accountId,
      reason,
      before: { state: row.state },
      after: { state: move.to },
      decisionId: null,
      requestId: context.requestId,
      recordedAt: now,
    });
  return true;
}

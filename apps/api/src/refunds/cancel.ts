import { attempt } from "@tenure/core/lifecycle";
import { refundLifecycle, type RefundState } from "@tenure/core/refunds";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { reverseJournal } from "../ledger/post.ts";
import { bringSubscriptionBack } from "./subscription-back.ts";

const input = z.strictObject({
  refundId: z.uuid(),
  /** Code of the refusal, where settling found nothing left to return; null when the customer changed their mind. */
  because: z.string().max(60).nullable(),
});

/** Calls a refund off before the provider was asked; the subscription goes on. Later it is refused: money may have moved. */
export const cancelRefund = plainCommand({
  name: "refunds.cancel",
  input,
  async apply({ tx, now, context }, { refundId, because }) {
    const refund = await tx.refund.findFirst({ where: { id: refundId, accountId: context.accountId ?? "" } });
    if (refund === null) throw new AppError("not_found", "No such refund.");
    const from = refund.state as RefundState;
    const move = attempt(refundLifecycle, from, "cancel");
    if (!move.legal)
      throw new AppError(
        "conflict",
        "The payment provider was already asked; this refund can no longer be canceled.",
      );
    await tx.refund.update({
      where: { id: refundId, state: from },
      data: { state: move.to, failureCode: because },
    });
    await tx.refundLeg.updateMany({ where: { refundId }, data: { state: "canceled" } });
    if (refund.freezeJournalId !== null)
      await reverseJournal(tx, refund.freezeJournalId, {
        kind: "refund.canceled",
        accountId: refund.accountId,
        decisionId: refund.settleDecisionId,
        effectiveAt: now,
        recordedAt: now,
      });
    if (refund.kind === "subscription")
      await bringSubscriptionBack(tx, refund.orderId, refund.subscriptionStateBefore, null);
    return {
      answer: { refundId, state: move.to },
      target: { kind: "refund", id: refundId },
      before: { state: from },
      after: { state: move.to, because },
    };
  },
});

import { attempt } from "@tenure/core/lifecycle";
import { refundLifecycle, type RefundState } from "@tenure/core/refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { payerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import { decisionBody } from "../decisions/body.ts";
import { freezeReturnedCredits } from "../disputes/freeze-returned.ts";
import { AppError } from "../errors/app-error.ts";
import { reverseJournal } from "../ledger/post.ts";
import { queueNotice } from "../notices/queue.ts";
import { restoreReferralReward } from "../referrals/order-changed.ts";
import { isByTheRules } from "./by-the-rules.ts";
import { bringSubscriptionBack } from "./subscription-back.ts";
import { giveBackTopUp } from "./top-up-lots.ts";

const input = z.strictObject({
  refundId: z.uuid(),
  /** Code of the refusal, where settling found nothing left to return; null when the customer changed their mind. */
  because: z.string().max(60).nullable(),
  /** The decision that refused to settle it: what the customer is told then. */
  decisionId: z.uuid().nullable().default(null),
});

/** Calls a refund off before the provider was asked; the subscription goes on. Later it is refused: money may have moved. */
export const cancelRefund = plainCommand({
  name: "refunds.cancel",
  input,
  async apply(acting, { refundId, because, decisionId }) {
    const { tx, now, context, outbox } = acting;
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
    if (refund.kind === "top_up") {
      await giveBackTopUp(acting, refund, "refund.canceled");
      await freezeReturnedCredits(acting, refund.orderId);
    } else if (refund.freezeJournalId !== null)
      await reverseJournal(tx, refund.freezeJournalId, {
        kind: "refund.canceled",
        accountId: refund.accountId,
        decisionId: refund.settleDecisionId,
        effectiveAt: now,
        recordedAt: now,
      });
    if (refund.kind === "subscription") await bringSubscriptionBack(acting, refund, null);
    if (isByTheRules(refund.kind)) await restoreReferralReward({ tx, outbox }, refund.orderId);
    if (decisionId !== null) {
      const account = await readAccount(tx, refund.accountId);
      const { number: order } = await tx.order.findUniqueOrThrow({
        where: { id: refund.orderId },
        select: { number: true },
      });
      await queueNotice(tx, outbox, {
        kind: "refund_canceled",
        dedupeKey: `refund_canceled:${refundId}`,
        ...(await payerOf(tx, refund.orderId)),
        now,
        zone: account.timeZone,
        params: { refund: refund.number, order },
        decision: await decisionBody(tx, decisionId),
      });
    }
    return {
      answer: { refundId, state: move.to },
      target: { kind: "refund", id: refundId },
      before: { state: from },
      after: { state: move.to, because },
    };
  },
});

import { goodwillRefund as rule } from "@tenure/core/goodwill-refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { payerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import { queueNotice } from "../notices/queue.ts";
import { closeAlert } from "../payments/alerts.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { goodwillFacts } from "./facts.ts";
import { openGoodwillRefund } from "./open-refund.ts";
import { moveGoodwill, readProposed } from "./row.ts";
import { movedSchema } from "./show.ts";

const fields = { goodwillRefundId: z.uuid() };

/**
 * Approves a goodwill refund: decided with the facts of now, since the payment may have shrunk since it was proposed. The
 * amount is fixed at once, nothing drains, and the customer is told.
 */
export const approveGoodwill = decisionCommand({
  name: "goodwill_refunds.approve",
  input: z.strictObject(fields),
  rule,
  async facts(reading, { goodwillRefundId }) {
    const row = await readProposed(reading.tx, goodwillRefundId, reading.context.accountId);
    return goodwillFacts(reading, { ...row, approverId: reading.context.actor.id });
  },
  async apply(acting, { goodwillRefundId }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, decisionId, policy, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const row = await readProposed(tx, goodwillRefundId, account.id);
    const state = moveGoodwill(row.state, "approve");
    const opened = await openGoodwillRefund(acting, account, row.orderId, effects);
    await tx.goodwillRefund.update({
      where: { id: row.id, state: row.state },
      data: {
        state,
        deciderId: context.actor.id,
        decidedAt: new Date(now),
        decisionId,
        refundId: opened.refundId,
      },
    });
    await closeAlert(tx, "goodwill_refund_proposed", row.id, now);
    const order = await tx.order.findUniqueOrThrow({ where: { id: row.orderId }, select: { number: true } });
    await queueNotice(tx, outbox, {
      kind: "goodwill_refund_given",
      dedupeKey: `goodwill_refund_given:${row.id}`,
      ...(await payerOf(tx, row.orderId)),
      now,
      zone: account.timeZone,
      params: {
        refund: opened.number,
        order: order.number,
        amount: effects.finalNanos.toString(),
        arrivalMin: String(policy.refunds.arrivalBusinessDays.min),
        arrivalMax: String(policy.refunds.arrivalBusinessDays.max),
        text: row.message,
      },
      decision,
    });
    return {
      answer: { goodwillRefundId: row.id, state },
      target: { kind: "goodwill_refund", id: row.id },
      before: { state: row.state },
      after: { state, refundId: opened.refundId, amountNanos: effects.finalNanos.toString() },
      reason: row.reason,
    };
  },
});

/** Approves a goodwill refund that another person proposed. */
export const approve = procedureFor("goodwill_refund.decide")
  .input(accountInput(fields))
  .output(movedSchema)
  .mutation(async ({ ctx, input: { goodwillRefundId } }) => {
    const { answer } = await ctx.services.runner.run(approveGoodwill, { goodwillRefundId }, ctx.command());
    return answer;
  });

import { z } from "zod";
import { linesOfText } from "../accounts/input.ts";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { closeAlert } from "../payments/alerts.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { moveGoodwill, readProposed } from "./row.ts";
import { movedSchema } from "./show.ts";

const fields = { goodwillRefundId: z.uuid(), reason: linesOfText(1000) };

/** Closes a proposal without a refund: the one who made it takes it back, anybody else declines it. */
const closeGoodwill = (action: "decline" | "withdraw") =>
  plainCommand({
    name: `goodwill_refunds.${action}`,
    input: z.strictObject(fields),
    async apply({ tx, now, context }, { goodwillRefundId, reason }) {
      const row = await readProposed(tx, goodwillRefundId, context.accountId);
      const isMine = row.proposerId === context.actor.id;
      if (isMine !== (action === "withdraw"))
        throw new AppError(
          "forbidden",
          isMine ? "You proposed it: withdraw it instead." : "Only the one who proposed it can withdraw it.",
        );
      const state = moveGoodwill(row.state, action);
      await tx.goodwillRefund.update({
        where: { id: row.id, state: row.state },
        data: { state, deciderId: context.actor.id, decidedAt: new Date(now) },
      });
      await closeAlert(tx, "goodwill_refund_proposed", row.id, now);
      return {
        answer: { goodwillRefundId: row.id, state },
        target: { kind: "goodwill_refund", id: row.id },
        before: { state: row.state },
        after: { state },
        reason,
      };
    },
  });

const declineGoodwill = closeGoodwill("decline");
const withdrawGoodwill = closeGoodwill("withdraw");

/** Declines what another person proposed. */
export const decline = procedureFor("goodwill_refund.propose")
  .input(accountInput(fields))
  .output(movedSchema)
  .mutation(async ({ ctx, input: { goodwillRefundId, reason } }) => {
    const { answer } = await ctx.services.runner.run(
      declineGoodwill,
      { goodwillRefundId, reason },
      ctx.command(),
    );
    return answer;
  });

/** Takes one's own proposal back. */
export const withdraw = procedureFor("goodwill_refund.propose")
  .input(accountInput(fields))
  .output(movedSchema)
  .mutation(async ({ ctx, input: { goodwillRefundId, reason } }) => {
    const { answer } = await ctx.services.runner.run(
      withdrawGoodwill,
      { goodwillRefundId, reason },
      ctx.command(),
    );
    return answer;
  });

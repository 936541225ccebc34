import { decide } from "@tenure/core/decision";
import { goodwillRefund as rule, goodwillRefundLifecycle } from "@tenure/core/goodwill-refunds";
import { decisionJsonSchema } from "@tenure/core/contract";
import { customerMoneySchema, fromMoney } from "@tenure/core/money";
import { z } from "zod";
import { linesOfText } from "../accounts/input.ts";
import { decisionCommand, plainCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { openAlert } from "../payments/alerts.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { goodwillFacts } from "./facts.ts";
import { movedSchema } from "./show.ts";

const asked = { orderId: z.uuid(), amount: customerMoneySchema };
const fields = {
  ...asked,
  /** For colleagues and the audit trail. */
  reason: linesOfText(1000),
  /** What the customer reads with it. */
  message: z.union([z.literal(""), linesOfText(2000)]).default(""),
};

type Asked = z.output<z.ZodObject<typeof asked>>;

/** The facts of a proposal. @throws AppError validation_failed where the amount is of another currency */
async function proposalFacts(reading: Reading, { orderId, amount }: Asked) {
  const facts = await goodwillFacts(reading, {
    orderId,
    amountNanos: fromMoney(amount),
    proposerId: reading.context.actor.id,
    approverId: null,
  });
  if (amount.currency !== facts.currency)
    throw new AppError("validation_failed", undefined, [
      { path: "amount.currency", message: `the order is in ${facts.currency}` },
    ]);
  return facts;
}

/**
 * Proposes a refund out of goodwill: nothing moves before another person approves it. What would be refused is not
 * proposed; the decision itself is made, signed and kept with the approval.
 */
export const proposeGoodwill = plainCommand({
  name: "goodwill_refunds.propose",
  input: z.strictObject(fields),
  async apply(acting, { orderId, amount, reason, message }) {
    const { tx, now, context, policy } = acting;
    const facts = await proposalFacts(acting, { orderId, amount });
    const ruling = decide(rule, facts, policy);
    if (ruling.outcome !== "granted")
      throw new AppError("conflict", `Not possible: ${ruling.refusals.map(({ code }) => code).join(", ")}.`);
    if ((await tx.goodwillRefund.count({ where: { orderId, state: goodwillRefundLifecycle.initial } })) > 0)
      throw new AppError("conflict", "One is proposed for this order already.");
    const id = newId();
    const state = goodwillRefundLifecycle.initial;
    await tx.goodwillRefund.create({
      data: {
        id,
        accountId: context.accountId ?? "",
        orderId,
        state,
        currency: facts.currency,
        amountNanos: facts.amountNanos,
        reason,
        message,
        proposerId: context.actor.id,
        proposedAt: new Date(now),
      },
    });
    await openAlert(tx, "goodwill_refund_proposed", id, facts.order.number, context.accountId, {});
    return {
      answer: { goodwillRefundId: id, state },
      target: { kind: "goodwill_refund", id },
      after: { state, orderId, amountNanos: facts.amountNanos.toString(), currency: facts.currency },
      reason,
    };
  },
});

/** What would be decided now: previewed only, never run. */
const previewed = decisionCommand({
  name: "goodwill_refunds.preview",
  input: z.strictObject(asked),
  rule,
  facts: proposalFacts,
  apply: () => Promise.reject(new Error("a preview is not applied")),
});

/** What a goodwill refund of so much would be, or why it cannot be given. */
export const preview = procedureFor("goodwill_refund.propose")
  .input(accountInput(asked))
  .output(z.strictObject({ decision: decisionJsonSchema }))
  .query(async ({ ctx, input: { orderId, amount } }) => ({
    decision: await ctx.services.runner.preview(previewed, { orderId, amount }, ctx.command("preview")),
  }));

/** Proposes a goodwill refund. */
export const propose = procedureFor("goodwill_refund.propose")
  .input(accountInput(fields))
  .output(movedSchema)
  .mutation(async ({ ctx, input: { orderId, amount, reason, message } }) => {
    const { answer } = await ctx.services.runner.run(
      proposeGoodwill,
      { orderId, amount, reason, message },
      ctx.command(),
    );
    return answer;
  });

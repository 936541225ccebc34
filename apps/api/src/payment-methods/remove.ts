import { z } from "zod";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { endAutoTopUp } from "../auto-top-up/end.ts";
import { isNeeded } from "./needed.ts";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

/** Removes a saved card. Automatic top-up that charges it ends with it. */
export const removePaymentMethod = plainCommand({
  name: "payment_methods.remove",
  input: z.strictObject({ paymentMethodId: z.uuid() }),
  async apply(acting, { paymentMethodId }) {
    const { tx, now, context, outbox } = acting;
    const accountId = context.accountId ?? "";
    const holder = await currentHolderPeriod(tx, accountId);
    const method = await tx.paymentMethod.findFirst({
      where: { id: paymentMethodId, accountId, holderPeriodId: holder.id, endedAt: null },
    });
    if (method === null) throw new AppError("not_found", "No such card.");
    if (await isNeeded(acting, holder.id, method.id))
      throw new AppError(
        "conflict",
        "The plan renews and no other card could be charged: add another one first, or cancel the plan.",
      );
    const autoTopUp = await tx.autoTopUp.findUnique({ where: { accountId } });
    const endsAutoTopUp =
      autoTopUp?.paymentMethodId === method.id && (await endAutoTopUp(acting, "card_removed"));
    await tx.paymentMethod.update({ where: { id: method.id }, data: { endedAt: new Date(now) } });
    await outbox.enqueue(tx, "payment_methods.detach", { paymentMethodId: method.id });
    return {
      answer: { paymentMethodId: method.id, endedAutoTopUp: endsAutoTopUp },
      target: { kind: "payment_method", id: method.id },
      before: { saved: true },
      after: { saved: false, endedAutoTopUp: endsAutoTopUp },
    };
  },
});

/** The owner removes a saved card. */
export const remove = procedureFor("payment_method.remove", {
  method: "delete",
  path: "/accounts/{accountId}/payment-methods/{paymentMethodId}",
  summary: "Remove a saved card; automatic top-up that charges it is switched off",
})
  .input(accountInput({ paymentMethodId: z.uuid() }))
  .output(z.strictObject({ paymentMethodId: z.uuid(), endedAutoTopUp: z.boolean() }))
  .mutation(async ({ ctx, input: { paymentMethodId } }) => {
    const { answer } = await ctx.services.runner.run(removePaymentMethod, { paymentMethodId }, ctx.command());
    return answer;
  });

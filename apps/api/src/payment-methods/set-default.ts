import { z } from "zod";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { wakeRenewal } from "../renewals/wake.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

const setDefaultPaymentMethod = plainCommand({
  name: "payment_methods.set_default",
  input: z.strictObject({ paymentMethodId: z.uuid() }),
  async apply(acting, { paymentMethodId }) {
    const { tx, now, context } = acting;
    const accountId = context.accountId ?? "";
    const holder = await currentHolderPeriod(tx, accountId);
    const { count } = await tx.paymentMethod.updateMany({
      where: { id: paymentMethodId, accountId, holderPeriodId: holder.id, endedAt: null },
      data: { chosenAt: new Date(now) },
    });
    if (count === 0) throw new AppError("not_found", "No such card.");
    await wakeRenewal(acting);
    return {
      answer: { paymentMethodId },
      target: { kind: "payment_method", id: paymentMethodId },
      after: { default: true },
    };
  },
});

/** The owner says which card is charged for renewals. */
export const setDefault = procedureFor("payment_method.update", {
  method: "post",
  path: "/accounts/{accountId}/payment-methods/{paymentMethodId}/default",
  summary: "Charge renewals to this card from now on",
})
  .input(accountInput({ paymentMethodId: z.uuid() }))
  .output(z.strictObject({ paymentMethodId: z.uuid() }))
  .mutation(async ({ ctx, input: { paymentMethodId } }) => {
    const { answer } = await ctx.services.runner.run(
      setDefaultPaymentMethod,
      { paymentMethodId },
      ctx.command(),
    );
    return answer;
  });

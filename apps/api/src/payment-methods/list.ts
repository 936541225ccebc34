import { paymentMethodSchema } from "@tenure/core/contract";
import { z } from "zod";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

/** The saved cards of the present holder, newest first; what an earlier holder saved stays hidden (C4.10). */
export const listPaymentMethods = procedureFor("payment_method.read", {
  method: "get",
  path: "/accounts/{accountId}/payment-methods",
  summary: "List the saved cards",
})
  .input(accountInput({}))
  .output(z.array(paymentMethodSchema))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const holder = await currentHolderPeriod(tx, ctx.account.id);
      const rows = await tx.paymentMethod.findMany({
        where: { accountId: ctx.account.id, holderPeriodId: holder.id, endedAt: null },
        orderBy: { id: "desc" },
        take: 50,
      });
      const autoTopUp = await tx.autoTopUp.findUnique({ where: { accountId: ctx.account.id } });
      return rows.map((row) => ({
        id: row.id,
        provider: "stripe" as const,
        label: row.label,
        savedAt: row.createdAt.toISOString(),
        usedByAutoTopUp: autoTopUp?.state === "on" && autoTopUp.paymentMethodId === row.id,
      }));
    }),
  );

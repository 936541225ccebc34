import { paymentMethodSchema } from "@tenure/core/contract";
import { cardValidity } from "@tenure/core/payment-methods";
import { z } from "zod";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { readClock } from "../db/clock.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { defaultPaymentMethod } from "./default.ts";
import { planRenews } from "./needed.ts";

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
      const chosen = await defaultPaymentMethod(tx, holder.id);
      const now = await readClock(tx, ctx.account.id);
      const renews = await planRenews(tx, ctx.account.id);
      return rows.map((row) => ({
        id: row.id,
        provider: "stripe" as const,
        label: row.label,
        brand: row.brand,
        last4: row.last4,
        expMonth: row.expMonth,
        expYear: row.expYear,
        validity: cardValidity(row, now, policyAt(now)),
        isDefault: chosen?.id === row.id,
        neededBySubscription: renews && rows.length === 1,
        savedAt: row.createdAt.toISOString(),
        usedByAutoTopUp: autoTopUp?.state === "on" && autoTopUp.paymentMethodId === row.id,
      }));
    }),
  );

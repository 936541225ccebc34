import { renewalPaymentSchema, renewalSchema } from "@tenure/core/contract";
import { AppError } from "../errors/app-error.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { openRenewalPage } from "./page.ts";
import { cardLabels, showRenewal, shownRenewal } from "./show.ts";

/** Renewals of the account, newest first, each with its tries (T2.2, T6.2). */
export const listRenewals = procedureFor("subscription.read", {
  method: "get",
  path: "/subscription/renewals",
  summary: "Renewals of the account, newest first, each with its tries",
})
  .input(accountInput(pageShape))
  .output(pageOf(renewalSchema))
  .query(({ ctx, input }) =>
    ctx.read(async (tx) => {
      const rows = await tx.renewal.findMany({
        where: {
          accountId: ctx.account.id,
          ...(input.cursor === undefined ? {} : { id: { lt: input.cursor } }),
        },
        include: shownRenewal,
        orderBy: { id: "desc" },
        take: input.limit + 1,
      });
      const labels = await cardLabels(tx, rows);
      return toPage(rows, input.limit, (row) => showRenewal(row, labels));
    }),
  );

/**
 * Opens the page on which a renewal in arrears is paid now, with any card; the card is kept for later renewals. The
 * amount is the one that was decided when the term ended.
 */
export const payNow = procedureFor("subscription.pay", {
  method: "post",
  path: "/subscription/payment",
  summary: "Open the page on which a renewal in arrears is paid",
})
  .input(accountInput({}))
  .output(renewalPaymentSchema)
  .mutation(async ({ ctx }) => {
    const open = await ctx.read((tx) =>
      tx.renewal.findFirst({
        where: { accountId: ctx.account.id, settledAt: null, pastDueSince: { not: null } },
        select: { id: true },
      }),
    );
    if (open === null) throw new AppError("conflict", "Nothing is to be paid.");
    const { url } = await openRenewalPage(ctx.services, ctx.account.id, open.id, ctx.command());
    return { renewalId: open.id, url };
  });

import { transactionKinds, transactionSchema } from "@tenure/core/contract";
import { z } from "zod";
import { refundability } from "../orders/show.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readTransactions } from "./read-transactions.ts";

/** Transactions of the credits page (R4.1): top-ups, gifts, rewards, expiries, refunds, corrections; newest first. */
export const transactions = procedureFor("wallet.read", {
  method: "get",
  path: "/wallet/transactions",
  summary: "Top-ups, gifts, expiries, refunds and corrections of credits, newest first",
})
  .input(accountInput({ ...pageShape, kind: z.enum(transactionKinds).exactOptional() }))
  .output(pageOf(transactionSchema))
  .query(async ({ ctx, input: { limit, cursor, kind } }) => {
    const rows = await ctx.read((tx) =>
      readTransactions(tx, ctx.account, ctx.role, {
        take: limit + 1,
        cursor: cursor ?? null,
        kind: kind ?? null,
      }),
    );
    const page = toPage(rows, limit, (row) => row);
    const items = await Promise.all(
      page.items.map(async (row) =>
        row.order === null || row.state !== "done"
          ? row
          : {
              ...row,
              order: {
                ...row.order,
                refundability: await refundability(ctx.services, ctx.command("preview"), row.order.id),
              },
            },
      ),
    );
    return { ...page, items };
  });

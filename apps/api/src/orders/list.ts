import { orderKinds, orderSchema } from "@tenure/core/contract";
import { z } from "zod";
import { invoicesOfOrders } from "../invoices/show.ts";
import { accountInput, pageOf, pageShape } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { orderInclude, showOrder } from "./show.ts";

/** Billing History: orders of the account, newest first, each with what its Refund button says (R4.1). */
export const orderList = procedureFor("order.read", {
  method: "get",
  path: "/orders",
  summary: "Orders of the account, newest first",
})
  .input(
    accountInput({
      ...pageShape,
      kind: z.enum(orderKinds).exactOptional(),
      /** All but those of a kind: Billing History lists what is no top-up. */
      except: z.enum(orderKinds).exactOptional(),
    }),
  )
  .output(pageOf(orderSchema))
  .query(async ({ ctx, input }) => {
    const { rows, invoices } = await ctx.read(async (tx) => {
      const rows = await tx.order.findMany({
        where: {
          accountId: ctx.account.id,
          ...(input.kind === undefined ? {} : { kind: input.kind }),
          ...(input.except === undefined ? {} : { NOT: { kind: input.except } }),
          ...(input.cursor === undefined ? {} : { id: { lt: input.cursor } }),
        },
        include: orderInclude,
        orderBy: { id: "desc" },
        take: input.limit + 1,
      });
      return {
        rows,
        invoices: await invoicesOfOrders(
          tx,
          ctx,
          rows.map(({ id }) => id),
        ),
      };
    });
    const shown = rows.slice(0, input.limit);
    const items = [];
    for (const row of shown)
      items.push(await showOrder(ctx.services, ctx.command("list"), row, ctx.role, invoices.get(row.id)));
    return { items, nextCursor: rows.length > input.limit ? (shown.at(-1)?.id ?? null) : null };
  });

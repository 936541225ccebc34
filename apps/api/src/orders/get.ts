import { orderSchema } from "@tenure/core/contract";
import { z } from "zod";
import { invoicesOfOrders } from "../invoices/show.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readOrder, showOrder } from "./show.ts";

/** One order; what the screen asks while the payment is on its way. */
export const orderGet = procedureFor("order.read", {
  method: "get",
  path: "/orders/{orderId}",
  summary: "One order with its refunds",
})
  .input(accountInput({ orderId: z.uuid() }))
  .output(orderSchema)
  .query(async ({ ctx, input }) => {
    const { row, invoices } = await ctx.read(async (tx) => ({
      row: await readOrder(tx, ctx.account.id, input.orderId),
      invoices: await invoicesOfOrders(tx, ctx, [input.orderId]),
    }));
    if (row === null) throw new AppError("not_found", "No such order.");
    return showOrder(ctx.services, ctx.command("get"), row, ctx.role, invoices.get(row.id));
  });

import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { goodwillRefundSchema, showGoodwill } from "./show.ts";

/** Goodwill refunds of the account, newest first, with everything that staff know of them. */
export const list = procedureFor("goodwill_refund.read")
  .input(accountInput(pageShape))
  .output(pageOf(goodwillRefundSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.goodwillRefund.findMany({
        where: { accountId: ctx.account.id, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
        include: { order: { select: { number: true } } },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const people = await tx.authUser.findMany({
        where: {
          id: {
            in: rows.flatMap(({ proposerId, deciderId }) =>
              deciderId === null ? [proposerId] : [proposerId, deciderId],
            ),
          },
        },
        select: { id: true, name: true },
      });
      const refunds = await tx.refund.findMany({
        where: { id: { in: rows.flatMap(({ refundId }) => refundId ?? []) } },
        select: { id: true, number: true },
      });
      const shownWith = {
        names: new Map(people.map(({ id, name }) => [id, name])),
        refunds: new Map(refunds.map(({ id, number }) => [id, number])),
        role: ctx.role,
        viewerId: ctx.command("list").actor.id,
      };
      return toPage(rows, limit, (row) => showGoodwill(row, shownWith));
    }),
  );

import { can } from "@tenure/core/access";
import { readClock } from "../db/clock.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { agreementSchema, showAgreement } from "./show.ts";

/** The price agreements of an account, newest first, ended ones too. */
export const list = procedureFor("price.read", {
  method: "get",
  path: "/price-agreements",
  summary: "Prices agreed in writing",
})
  .input(accountInput(pageShape))
  .output(pageOf(agreementSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, ctx.account.id);
      const rows = await tx.priceAgreement.findMany({
        where: { accountId: ctx.account.id, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return toPage(rows, limit, (row) => {
        const shown = showAgreement(row, now);
        return {
          ...shown,
          createdAt: row.createdAt.toISOString(),
          decisionId: row.decisionId,
          actions: shown.state !== "ended" && can(ctx.role, "price.manage") ? ["end" as const] : [],
        };
      });
    }),
  );

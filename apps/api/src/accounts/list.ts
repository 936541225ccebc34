import { z } from "zod";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { staffAccountInclude, staffAccountSchema, showStaffAccounts } from "./staff-view.ts";

/** All accounts, newest first: ids are in the order of time. */
export const list = staffProcedureFor("account.search")
  .input(z.strictObject(pageShape))
  .output(pageOf(staffAccountSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.account.findMany({
        ...(cursor === undefined ? {} : { where: { id: { lt: cursor } } }),
        include: staffAccountInclude,
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return toPage(rows, limit, await showStaffAccounts(tx, ctx.services.vault, rows));
    }),
  );

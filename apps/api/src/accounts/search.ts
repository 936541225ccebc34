import { z } from "zod";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { staffAccountInclude, staffAccountSchema, showStaffAccounts } from "./staff-view.ts";

/** How many a search answers at most: more than this is no answer to a person. */
const MAX_FOUND = 20;

/**
 * Finds accounts by what a customer's message names: account id, name, somebody's name or e-mail, an order's, refund's, case's
 * or invoice's number, a provider's payment. The newest first.
 */
export const search = staffProcedureFor("account.search")
  .input(z.strictObject({ query: z.string().trim().min(2).max(200) }))
  .output(z.array(staffAccountSchema))
  .query(({ ctx, input: { query } }) =>
    ctx.read(async (tx) => {
      const found = await tx.$queryRaw<{ id: string }[]>`
        SELECT DISTINCT id::text FROM find_accounts(${query}, ${MAX_FOUND}) AS id ORDER BY 1 DESC LIMIT ${MAX_FOUND}`;
      const ids = found.map(({ id }) => id);
      if (z.uuid().safeParse(query).success) ids.push(query.toLowerCase());
      const rows = await tx.account.findMany({
        where: { id: { in: ids } },
        include: staffAccountInclude,
        orderBy: { id: "desc" },
      });
      return rows.map(await showStaffAccounts(tx, ctx.services.vault, rows));
    }),
  );

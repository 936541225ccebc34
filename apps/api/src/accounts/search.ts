import { z } from "zod";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { staffAccountInclude, staffAccountSchema, showStaffAccounts } from "./staff-view.ts";

/** How many a search answers at most: more than this is no answer to a person. */
const MAX_FOUND = 20;

/** Finds accounts by what a customer's message names: account id, name, e-mail, order or refund number. */
export const search = staffProcedureFor("account.search")
  .input(z.strictObject({ query: z.string().trim().min(2).max(200) }))
  .output(z.array(staffAccountSchema))
  .query(({ ctx, input: { query } }) =>
    ctx.read(async (tx) => {
      const orders = await tx.order.findMany({
        where: { number: { equals: query, mode: "insensitive" } },
        select: { accountId: true },
      });
      const refunds = await tx.refund.findMany({
        where: { number: { equals: query, mode: "insensitive" } },
        select: { accountId: true },
      });
      const ids = [...orders, ...refunds].map((row) => row.accountId);
      if (z.uuid().safeParse(query).success) ids.push(query.toLowerCase());
      // Prisma hands wildcards on to LIKE; here they are characters like any other.
      const contains = { contains: query.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
      const rows = await tx.account.findMany({
        where: {
          OR: [
            { id: { in: ids } },
            { name: contains },
            { members: { some: { login: { OR: [{ email: contains }, { name: contains }] } } } },
          ],
        },
        include: staffAccountInclude,
        orderBy: { id: "desc" },
        take: MAX_FOUND,
      });
      return rows.map(await showStaffAccounts(tx, ctx.services.vault, rows));
    }),
  );

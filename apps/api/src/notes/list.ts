import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { noteSchema, showNote } from "./show.ts";

/** The notes of staff on an account, newest first, closed ones too. */
export const list = procedureFor("note.read")
  .input(accountInput(pageShape))
  .output(pageOf(noteSchema))
  .query(async ({ ctx, input: { limit, cursor } }) => {
    const rows = await ctx.read((tx) =>
      tx.note.findMany({
        where: { accountId: ctx.account.id, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
        include: { author: { select: { id: true, name: true } } },
        orderBy: { id: "desc" },
        take: limit + 1,
      }),
    );
    return toPage(rows, limit, (row) => showNote(row, ctx.role));
  });

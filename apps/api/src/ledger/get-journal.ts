import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { journalSchema, readJournals } from "./show-journal.ts";

/** One movement by its id, of whatever account. */
export const getJournal = staffProcedureFor("ledger.read")
  .input(z.strictObject({ journalId: z.uuid() }))
  .output(journalSchema)
  .query(async ({ ctx, input: { journalId } }) => {
    const [journal] = await ctx.read((tx) => readJournals(tx, [journalId]));
    if (journal === undefined) throw new AppError("not_found", "No such journal.");
    return journal;
  });

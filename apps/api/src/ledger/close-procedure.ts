import { moneySchema } from "@tenure/core/money";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { CLOSE_OBSTACLES, closeMonth, previewClose } from "./close.ts";
import { monthSchema } from "./month.ts";
import { bookMoney } from "./show-journal.ts";

/** What closing a month would store, and what stands in its way; nothing is written. */
export const previewCloseMonth = staffProcedureFor("ledger.read")
  .input(z.strictObject({ month: monthSchema }))
  .output(
    z.strictObject({
      month: monthSchema,
      obstacles: z.array(z.strictObject({ code: z.enum(CLOSE_OBSTACLES), message: z.string() })),
      books: z.array(
        z.strictObject({
          currency: z.string(),
          journals: z.int(),
          digest: z.string(),
          totals: z.array(z.strictObject({ code: z.string(), debit: moneySchema, credit: moneySchema })),
        }),
      ),
    }),
  )
  .query(async ({ ctx, input: { month } }) => {
    const { books, obstacles } = await previewClose(ctx.services.db, month);
    return {
      month,
      obstacles: [...obstacles],
      books: books.map(({ currency, journals, digest, totals }) => ({
        currency,
        journals,
        digest,
        totals: totals.map(({ code, debitNanos, creditNanos }) => ({
          code,
          debit: bookMoney(debitNanos, currency),
          credit: bookMoney(creditNanos, currency),
        })),
      })),
    };
  });

/** Closes a month for good. */
export const closeLedgerMonth = staffProcedureFor("ledger.close")
  .input(z.strictObject({ month: monthSchema }))
  .output(
    z.strictObject({
      month: monthSchema,
      closedAt: instantSchema,
      digests: z.array(z.strictObject({ currency: z.string(), digest: z.string() })),
    }),
  )
  .mutation(async ({ ctx, input: { month } }) => {
    const { answer } = await closeMonth(ctx.services, month, ctx.command());
    return answer;
  });

import { moneySchema } from "@tenure/core/money";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { BEGINNING, trialBalance } from "./balances.ts";
import { monthEnd, monthSchema, monthStart } from "./month.ts";
import { bookMoney } from "./show-journal.ts";

const output = z.strictObject({
  lines: z.array(
    z.strictObject({
      code: z.string(),
      /** The side on which the account grows; its balances are in that direction. */
      normal: z.enum(["debit", "credit"]),
      opening: moneySchema,
      debit: moneySchema,
      credit: moneySchema,
      closing: moneySchema,
    }),
  ),
  /** Per currency; in each pair both are the same on healthy books. */
  sums: z.array(
    z.strictObject({
      debit: moneySchema,
      credit: moneySchema,
      debitBalances: moneySchema,
      creditBalances: moneySchema,
    }),
  ),
});

/** The trial balance of a month, or of everything that was effective before an instant. */
export const getTrialBalance = staffProcedureFor("ledger.read")
  .input(
    z
      .strictObject({ month: monthSchema.exactOptional(), at: instantSchema.exactOptional() })
      .refine(({ month, at }) => (month === undefined) !== (at === undefined), {
        path: ["month"],
        error: "state either month or at",
      }),
  )
  .output(output)
  .query(async ({ ctx, input }) => {
    const { month, at } = input;
    const { lines, sums } = await ctx.read((tx) =>
      month === undefined
        ? trialBalance(tx, BEGINNING, at ?? BEGINNING)
        : trialBalance(tx, monthStart(month), monthEnd(month)),
    );
    return {
      lines: lines.map((line) => ({
        code: line.code,
        normal: line.normal,
        opening: bookMoney(line.openingNanos, line.currency),
        debit: bookMoney(line.debitNanos, line.currency),
        credit: bookMoney(line.creditNanos, line.currency),
        closing: bookMoney(line.closingNanos, line.currency),
      })),
      sums: sums.map((sum) => ({
        debit: bookMoney(sum.debitNanos, sum.currency),
        credit: bookMoney(sum.creditNanos, sum.currency),
        debitBalances: bookMoney(sum.debitBalancesNanos, sum.currency),
        creditBalances: bookMoney(sum.creditBalancesNanos, sum.currency),
      })),
    };
  });

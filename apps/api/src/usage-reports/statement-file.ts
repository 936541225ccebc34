import { type StatementView, statementShape } from "@tenure/core/contract";
import { z } from "zod";
import { type CsvContent, csvFile } from "../csv/csv-file.ts";
import type { CsvCell } from "../csv/csv-text.ts";
import { readStatement } from "./read-statement.ts";

const HEAD = ["day", "at", "kind", "reference", "currency", "amount", "balance", "journal_id"];

/** The statement as a file: opening, every line, closing; the balance column says how it adds up. */
export const statementFile = csvFile({
  path: "/statement.csv",
  summary: "Download the wallet's statement of a period as CSV",
  permission: "wallet.read",
  input: z.strictObject(statementShape),
  async open({ account, read, services }, { from, to }): Promise<CsvContent> {
    const statement = await readStatement({ db: services.db, account, read }, { from, to });
    return {
      name: `statement_${statement.from}_${statement.to}`,
      head: HEAD,
      pages: onePage(rowsOf(statement)),
    };
  },
});

function rowsOf({ from, to, opening, closing, lines }: StatementView): CsvCell[][] {
  const { currency } = opening;
  return [
    [from, null, "opening", null, currency, null, opening.amount, null],
    ...lines.map((line): CsvCell[] =>
      line.type === "usage"
        ? [line.day, null, "usage", null, currency, line.amount.amount, line.balance.amount, null]
        : [
            line.day,
            line.at,
            line.kind,
            line.reference,
            currency,
            line.amount.amount,
            line.balance.amount,
            line.journalId,
          ],
    ),
    [to, null, "closing", null, currency, null, closing.amount, null],
  ];
}

/** A statement's length has a limit, so it is one portion. */
async function* onePage(rows: CsvCell[][]): AsyncGenerator<CsvCell[][]> {
  yield rows;
}

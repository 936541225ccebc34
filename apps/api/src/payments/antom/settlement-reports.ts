import { createReadStream } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse";
import { z } from "zod";
import type { StatementLine } from "../provider.ts";
import { toRowId } from "./shapes.ts";

/** Lines handed on together. */
const PORTION = 100;

/** The columns that are read; the report has many more, and may be made to have others. */
const rowSchema = z.object({
  transactionType: z.string(),
  transactionId: z.string().min(1).max(64),
  transactionRequestId: z.string().max(64),
});

/**
 * Refunds whose money came back, from Antom's settlement details reports (docs.antom.com, "Settlement details report"): CSV
 * with a head, `<END>` in the last line, in a folder per settlement day. Nothing else tells of them (payments.md §3). A
 * line about a refund that is not the refund itself is its return; how Antom calls that differs by contract.
 * @throws Error when a file is no such report: better loud than read as "nothing came back"
 */
export async function* refundReturns(reportsDir: string, since: Date): AsyncGenerator<StatementLine[]> {
  const from = since.toISOString().slice(0, 10).replaceAll("-", "");
  for await (const file of glob("**/settlementItems_*.csv", { cwd: reportsDir })) {
    const day = /(?:^|\/)(\d{8})\/[^/]+$/.exec(file.replaceAll("\\", "/"))?.[1];
    if (day === undefined || day < from) continue;
    yield* returnsIn(join(reportsDir, file), dayOf(day));
  }
}

const dayOf = (day: string): Date =>
  new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00.000Z`);

async function* returnsIn(file: string, at: Date): AsyncGenerator<StatementLine[]> {
  const rows = createReadStream(file).pipe(
    parse({ bom: true, columns: true, trim: true, skip_empty_lines: true, relax_column_count: true }),
  );
  let lines: StatementLine[] = [];
  for await (const raw of rows) {
    const named = z.record(z.string(), z.string()).parse(raw);
    if (Object.values(named)[0] === "<END>") break;
    const row = rowSchema.safeParse(named);
    if (!row.success) throw new Error(`${file} is not a settlement details report of Antom's`);
    const { transactionType, transactionId, transactionRequestId } = row.data;
    if (transactionType === "REFUND" || !transactionType.startsWith("REFUND")) continue;
    lines.push({
      kind: "refund_return",
      id: transactionId,
      paymentId: null,
      rowId: toRowId(transactionRequestId),
      state: "refunded",
      // What came back is the refund, whole: its own line has the amount, in the currency that was paid.
      amountMinor: 0n,
      currency: "XXX",
      at,
    });
    if (lines.length === PORTION) {
      yield lines;
      lines = [];
    }
  }
  if (lines.length > 0) yield lines;
}

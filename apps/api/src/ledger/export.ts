import { isCurrency, nanosToDecimal } from "@tenure/core/money";
import type { Instant } from "@tenure/core/time";
import { type CsvCell, csvText } from "../csv/csv-text.ts";
import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { type LedgerTime, timeColumn } from "./balances.ts";

/** Journals per reading: their postings are in memory at a time, whatever the length of the file. */
const PAGE_JOURNALS = 500;

/** Column heads of the journal export; a line is one posting, amounts in major units. */
export const EXPORT_HEAD = [
  "journal_id",
  "kind",
  "effective_at",
  "recorded_at",
  "account_id",
  "position",
  "ledger_account",
  "reference",
  "currency",
  "debit",
  "credit",
  "reverses_journal_id",
  "decision_id",
  "usage_batch_id",
] as const;

/** Which journals, for the accountant. */
export interface ExportWanted {
  readonly from: Instant;
  /** First instant behind the period. */
  readonly to: Instant;
  readonly by: LedgerTime;
}

interface ExportLine {
  id: string;
  kind: string;
  effectiveAt: string;
  recordedAt: string;
  accountId: string | null;
  position: number;
  code: string;
  reference: string | null;
  currency: string;
  amount: string;
  reversesId: string | null;
  decisionId: string | null;
  batchId: string | null;
}

/**
 * The journals of a period as CSV (RFC 4180, safe to open in a spreadsheet), in the order of the time they are asked by.
 * Read by keyset in pages, so that it takes the same memory whatever its length; the first page is the column heads.
 */
export async function* exportJournals(db: Database, wanted: ExportWanted): AsyncGenerator<string> {
  yield csvText([EXPORT_HEAD]);
  let last: ExportLine | undefined;
  for (;;) {
    const after: ExportLine | undefined = last;
    const lines: ExportLine[] = await db.within(PLATFORM, (tx) => readPage(tx, wanted, after));
    last = lines.at(-1);
    if (last === undefined) return;
    yield csvText(lines.map(cellsOf));
  }
}

function cellsOf(line: ExportLine): CsvCell[] {
  const amount = (side: bigint) =>
    nanosToDecimal(side, isCurrency(line.currency) ? line.currency : undefined);
  const posted = BigInt(line.amount);
  return [
    line.id,
    line.kind,
    line.effectiveAt,
    line.recordedAt,
    line.accountId,
    line.position,
    line.code,
    line.reference,
    line.currency,
    posted > 0n ? amount(posted) : null,
    posted < 0n ? amount(-posted) : null,
    line.reversesId,
    line.decisionId,
    line.batchId,
  ];
}

/** The postings of the next journals after one, by the index of journals in the order of that time. */
function readPage(
  tx: Tx,
  { from, to, by }: ExportWanted,
  after: ExportLine | undefined,
): Promise<ExportLine[]> {
  const time = timeColumn(by);
  const reached = by === "effective" ? after?.effectiveAt : after?.recordedAt;
  return tx.$queryRaw<ExportLine[]>`
    SELECT j.id, j.kind, tenure_iso(j.effective_at) AS "effectiveAt", tenure_iso(j.recorded_at) AS "recordedAt",
           j.account_id AS "accountId", p.position, l.code, l.reference, p.currency, p.amount::text AS amount,
           j.reverses_id AS "reversesId", j.decision_id AS "decisionId", j.batch_id AS "batchId"
      FROM (SELECT j.* FROM ledger_journal j
             WHERE ${time} >= ${from}::timestamptz AND ${time} < ${to}::timestamptz
               ${after === undefined ? Prisma.empty : Prisma.sql`AND (${time}, j.id) > (${reached}::timestamptz, ${after.id}::uuid)`}
             ORDER BY ${time}, j.id LIMIT ${PAGE_JOURNALS}) AS j
      JOIN ledger_posting p ON p.journal_id = j.id JOIN ledger_account l ON l.id = p.ledger_account_id
     ORDER BY ${time}, j.id, p.position`;
}

import { invoiceProblem } from "@tenure/core/invoices";
import { type Database, PLATFORM } from "../db/database.ts";

/** Something that is not as it must be, in words, with what it is about. */
export interface InvoiceFinding {
  readonly kind: "gap" | "content" | "missing" | "sum";
  readonly subject: string;
  readonly detail: string;
}

/** What a check of all documents found. */
export interface InvoiceReport {
  readonly documents: number;
  readonly series: readonly { readonly kind: string; readonly year: number; readonly last: number }[];
  readonly findings: readonly InvoiceFinding[];
}

const PAGE_ROWS = 500;

/**
 * Checks every document (T1.2, R3.9): numbers without a gap, content as issued, one for each payment and each refund
 * that was paid, and per account and currency a sum that is what the books say was received and not returned.
 */
export async function checkInvoices(db: Database): Promise<InvoiceReport> {
  const { series, gaps, missing, sums } = await db.within(PLATFORM, async (tx) => ({
    series: await tx.invoiceCounter.findMany({ orderBy: [{ kind: "asc" }, { year: "asc" }] }),
    gaps: await tx.$queryRaw<{ subject: string; detail: string }[]>`
      SELECT c.kind || ' ' || c.year AS subject,
             c.last_sequence || ' taken, ' || count(i.id) || ' documents up to ' || coalesce(max(i.sequence), 0) AS detail
        FROM invoice_counter c LEFT JOIN invoice i USING (kind, year)
       GROUP BY c.kind, c.year, c.last_sequence
      HAVING count(i.id) <> c.last_sequence OR coalesce(max(i.sequence), 0) <> c.last_sequence
       ORDER BY 1`,
    missing: await tx.$queryRaw<{ subject: string; detail: string }[]>`
      SELECT p.id::text AS subject, 'a payment of ' || o.number || ' has no invoice' AS detail
        FROM payment p JOIN "order" o ON o.id = p.order_id
       WHERE NOT EXISTS (SELECT 1 FROM invoice i WHERE i.payment_id = p.id)
      UNION ALL
      SELECT r.id::text, 'refund ' || r.number || ' has no credit note'
        FROM refund r
       WHERE r.state = 'refunded'
         AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.refund_id = r.id AND i.kind = 'credit_note')
       ORDER BY 1 LIMIT 100`,
    // Received less returned is cash; what is owed in another way was credited, though the cash is still here.
    sums: await tx.$queryRaw<{ subject: string; detail: string }[]>`
      WITH documents AS (
        SELECT account_id, currency, sum(total_nanos) AS nanos FROM invoice GROUP BY 1, 2
      ), booked AS (
        SELECT j.account_id, a.currency, sum(p.amount) AS nanos
          FROM ledger_posting p
          JOIN ledger_account a ON a.id = p.ledger_account_id AND a.code IN ('cash.stripe', 'cash.antom', 'customer.owed')
          JOIN ledger_journal j ON j.id = p.journal_id AND j.account_id IS NOT NULL
         GROUP BY 1, 2
      )
      SELECT account_id || ' ' || currency AS subject,
             'documents ' || coalesce(d.nanos, 0) || ', books ' || coalesce(b.nanos, 0) || ' nanos' AS detail
        FROM documents d FULL JOIN booked b USING (account_id, currency)
       WHERE coalesce(d.nanos, 0) <> coalesce(b.nanos, 0)
       ORDER BY 1 LIMIT 100`,
  }));
  const findings: InvoiceFinding[] = [
    ...gaps.map((each) => ({ kind: "gap" as const, ...each })),
    ...missing.map((each) => ({ kind: "missing" as const, ...each })),
    ...sums.map((each) => ({ kind: "sum" as const, ...each })),
  ];
  let documents = 0;
  let after: string | undefined;
  for (;;) {
    const last = after;
    const rows = await db.within(PLATFORM, (tx) =>
      tx.invoice.findMany({
        where: last === undefined ? {} : { id: { gt: last } },
        select: { id: true, number: true, content: true, digest: true },
        orderBy: { id: "asc" },
        take: PAGE_ROWS,
      }),
    );
    for (const row of rows) {
      const problem = invoiceProblem(row.content, row.digest);
      if (problem !== null) findings.push({ kind: "content", subject: row.number, detail: problem });
    }
    documents += rows.length;
    after = rows.at(-1)?.id;
    if (rows.length < PAGE_ROWS) break;
  }
  return {
    documents,
    series: series.map(({ kind, year, lastSequence }) => ({ kind, year, last: lastSequence })),
    findings,
  };
}

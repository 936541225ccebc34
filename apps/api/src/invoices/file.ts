import { isCurrency, nanosToDecimal } from "@tenure/core/money";
import { z } from "zod";
import { type CsvContext, csvFile } from "../csv/csv-file.ts";
import type { CsvCell } from "../csv/csv-text.ts";
import { invoiceFilterShape, whereInvoices } from "./filter.ts";
import { type InvoiceRow, visibleInvoices } from "./show.ts";

const PAGE_ROWS = 500;

/** Every document that a filter finds as a file, oldest first. */
export const invoicesFile = csvFile({
  path: "/invoices.csv",
  summary: "Download invoices and credit notes as CSV, oldest first",
  permission: "invoice.read",
  input: z.strictObject(invoiceFilterShape),
  async open(context, filter) {
    return {
      name: ["invoices", filter.from, filter.to].filter((part) => part !== undefined).join("_"),
      head: [
        "invoice_id",
        "number",
        "kind",
        "issued_at",
        "order_number",
        "buyer",
        "currency",
        "net",
        "tax",
        "total",
        "sha256",
      ],
      pages: pages(context, filter),
    };
  },
});

async function* pages(
  context: CsvContext,
  filter: Parameters<typeof whereInvoices>[0],
): AsyncGenerator<CsvCell[][]> {
  let after: string | null = null;
  for (;;) {
    const last: string | null = after;
    const rows: InvoiceRow[] = await context.read(async (tx) =>
      tx.invoice.findMany({
        where: {
          ...(await visibleInvoices(tx, context)),
          ...whereInvoices(filter, context.account.timeZone),
          ...(last === null ? {} : { id: { gt: last } }),
        },
        orderBy: { id: "asc" },
        take: PAGE_ROWS,
      }),
    );
    yield rows.map(cells);
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE_ROWS) return;
  }
}

function cells(row: InvoiceRow): CsvCell[] {
  const money = (nanos: bigint) =>
    isCurrency(row.currency) ? nanosToDecimal(nanos, row.currency) : nanosToDecimal(nanos);
  return [
    row.id,
    row.number,
    row.kind,
    row.issuedAt.toISOString(),
    row.orderNumber,
    row.buyerName,
    row.currency,
    money(row.netNanos),
    money(row.taxNanos),
    money(row.totalNanos),
    row.digest,
  ];
}

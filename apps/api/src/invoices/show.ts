import { type IssuedInvoice, issuedInvoiceSchema } from "@tenure/core/invoices";
import { isCurrency, toMoney } from "@tenure/core/money";
import { fill, LINE_TEXTS } from "@tenure/core/text";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import type { AccountContext } from "../trpc/procedures.ts";
import { ownPeriods } from "../accounts/own-periods.ts";

/** A row of the table. */
export type InvoiceRow = NonNullable<Awaited<ReturnType<Tx["invoice"]["findUnique"]>>>;

/** A document as lists show it. */
export function showInvoice(row: InvoiceRow) {
  const currency = isCurrency(row.currency) ? row.currency : "USD";
  return {
    id: row.id,
    number: row.number,
    kind: row.kind === "credit_note" ? ("credit_note" as const) : ("invoice" as const),
    orderId: row.orderId,
    orderNumber: row.orderNumber,
    refundId: row.refundId,
    currency,
    net: toMoney(row.netNanos, currency),
    tax: toMoney(row.taxNanos, currency),
    total: toMoney(row.totalNanos, currency),
    buyerName: row.buyerName,
    issuedAt: row.issuedAt.toISOString(),
  };
}

/** A document with everything it says. */
export function showInvoiceInFull(row: InvoiceRow) {
  const issued = issuedIn(row);
  const { document, language, zone } = issued;
  const context = { language, zone, currency: document.currency };
  return {
    ...showInvoice(row),
    lines: document.lines.map(({ key, params, amountNanos, taxNanos }) => ({
      key,
      params,
      text: fill(LINE_TEXTS[key], params, context),
      net: toMoney(amountNanos, document.currency),
      tax: toMoney(taxNanos, document.currency),
    })),
    taxBps: document.taxBps,
    creditsInvoice: document.creditsInvoice,
    refundNumber: issued.refundNumber,
    seller: issued.seller,
    buyer: issued.buyer,
    method: issued.method,
    paidAt: issued.paidAt,
    note: issued.note,
    language,
    zone,
    digest: row.digest,
  };
}

/** What a row says. */
export const issuedIn = (row: Pick<InvoiceRow, "content">): IssuedInvoice =>
  issuedInvoiceSchema.parse(row.content);

/**
 * Which documents of an account somebody sees: its people and keys those of the present holder, since the others bear
 * an earlier holder's name and card (C4.10); staff all.
 */
export async function visibleInvoices(tx: Tx, { account, role }: Pick<AccountContext, "account" | "role">) {
  if (role === "reviewer" || role === "administrator") return { accountId: account.id };
  return { accountId: account.id, holderPeriodId: { in: [...(await ownPeriods(tx, account.id))] } };
}

/** One document. @throws AppError not_found where it is nobody's, or another's */
export async function readInvoice(
  tx: Tx,
  context: Pick<AccountContext, "account" | "role">,
  invoiceId: string,
): Promise<InvoiceRow> {
  const row = await tx.invoice.findFirst({
    where: { id: invoiceId, ...(await visibleInvoices(tx, context)) },
  });
  if (row === null) throw new AppError("not_found", "No such document.");
  return row;
}

/** The invoices of orders' payments by the order's id; an order without one, or with somebody else's, has no entry. */
export async function invoicesOfOrders(
  tx: Tx,
  context: Pick<AccountContext, "account" | "role">,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, InvoiceRow>> {
  const rows = await tx.invoice.findMany({
    where: {
      orderId: { in: [...orderIds] },
      kind: "invoice",
      refundId: null,
      ...(await visibleInvoices(tx, context)),
    },
    // A surplus payment of the same order came later: the first one stays.
    orderBy: { id: "desc" },
  });
  return new Map(rows.map((row) => [row.orderId, row]));
}

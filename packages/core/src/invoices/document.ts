import { z } from "zod";
import { currencySchema, floorToMinor, nanosPerMinor, nanosSchema } from "../money/index.ts";
import { lineKeySchema } from "../text/lines.ts";
import { instantSchema } from "../time/index.ts";
import { proRata } from "./pro-rata.ts";

const params = z.record(z.string(), z.string());

/**
 * What an invoice or a credit note says, without the names and addresses of its parties: those are kept beside it, as
 * they were on the day. Nanos of `currency`; on a credit note what goes back is negative.
 */
export const invoiceDocumentSchema = z.strictObject({
  kind: z.enum(["invoice", "credit_note"]),
  number: z.string(),
  issuedAt: instantSchema,
  currency: currencySchema,
  /** Of the order that was paid. */
  orderNumber: z.string(),
  /** The invoice that a credit note takes back from; null on an invoice. */
  creditsInvoice: z.string().nullable(),
  lines: z.array(
    z.strictObject({
      key: lineKeySchema,
      params,
      /** Before tax. */
      amountNanos: nanosSchema,
      /** Its share of the tax, in whole minor units. */
      taxNanos: nanosSchema,
    }),
  ),
  taxBps: z.int().min(0).max(10_000),
  /** Sum of the lines before tax. */
  netNanos: nanosSchema,
  /** Sum of the lines' tax. */
  taxNanos: nanosSchema,
  /** What was charged, or goes back. */
  totalNanos: nanosSchema,
});

/** An invoice or a credit note. */
export type InvoiceDocument = z.output<typeof invoiceDocumentSchema>;

type Line = Pick<InvoiceDocument["lines"][number], "key" | "params" | "amountNanos">;

interface Common
  extends Pick<InvoiceDocument, "number" | "issuedAt" | "currency" | "orderNumber" | "taxBps"> {
  /** As charged, or as it goes back (R3.9): never computed anew. Not negative. */
  readonly taxNanos: bigint;
}

/** A paid order: its lines before tax, as they were decided, credits for unused time negative. */
export interface PaidOrderFacts extends Common {
  readonly kind: "invoice";
  readonly lines: readonly Line[];
}

/** A refund that was paid out: its calculation (R3.7) and the invoice it takes back from. */
export interface PaidRefundFacts extends Common {
  readonly kind: "credit_note";
  readonly invoice: { readonly number: string; readonly totalNanos: bigint };
  /** Totals of earlier credit notes of that invoice, as a positive sum. */
  readonly creditedBeforeNanos: bigint;
  /** What the first line says goes back; a surplus payment goes back whole. */
  readonly returned?: "refundable_balance" | "payment_returned_whole" | "goodwill_refund" | "outside_refund";
  readonly grossNanos: bigint;
  readonly feeBps: number;
  readonly feeNanos: bigint;
  readonly remainderNanos: bigint;
}

/**
 * The document of a paid order, or of a refund that was paid out. Its tax is the one that moved, shared out over the
 * lines in proportion; lines, tax and total add up to the minor unit that was charged.
 * @throws RangeError when the facts contradict each other: a total that no card can be charged, tax on nothing, more
 *   credited than was invoiced. That is a fault of the caller, never of a customer.
 */
export function invoiceOf(facts: PaidOrderFacts | PaidRefundFacts): InvoiceDocument {
  const isCredit = facts.kind === "credit_note";
  const lines: readonly Line[] = isCredit ? refundLines(facts) : facts.lines;
  const sign = isCredit ? -1n : 1n;
  const netNanos = lines.reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
  const perMinor = nanosPerMinor(facts.currency);
  const wholeMinor = floorToMinor(facts.taxNanos, facts.currency) === facts.taxNanos;
  if (facts.taxNanos < 0n || !wholeMinor) throw new RangeError("tax is a whole number of minor units");
  const taxes = proRata(
    facts.taxNanos / perMinor,
    lines.map(({ amountNanos }) => sign * amountNanos),
  ).map((minor) => sign * minor * perMinor);
  const taxNanos = sign * facts.taxNanos;
  const totalNanos = netNanos + taxNanos;
  if (sign * totalNanos < 0n || floorToMinor(totalNanos, facts.currency) !== totalNanos)
    throw new RangeError("a total is a whole number of minor units");
  if (isCredit && facts.creditedBeforeNanos - totalNanos > facts.invoice.totalNanos)
    throw new RangeError("more credited than was invoiced");
  return {
    kind: facts.kind,
    number: facts.number,
    issuedAt: facts.issuedAt,
    currency: facts.currency,
    orderNumber: facts.orderNumber,
    creditsInvoice: isCredit ? facts.invoice.number : null,
    lines: lines.map((line, index) => ({
      key: line.key,
      params: line.params,
      amountNanos: line.amountNanos,
      taxNanos: taxes[index] ?? 0n,
    })),
    taxBps: facts.taxBps,
    netNanos,
    taxNanos,
    totalNanos,
  };
}

/** What goes back is negative, what is kept of it positive. */
function refundLines(facts: PaidRefundFacts): Line[] {
  const { returned = "refundable_balance", grossNanos, feeBps, feeNanos, remainderNanos } = facts;
  const lines: Line[] = [
    {
      key: returned,
      params:
        returned === "goodwill_refund" || returned === "outside_refund" ? { order: facts.orderNumber } : {},
      amountNanos: -grossNanos,
    },
    { key: "platform_fee", params: { feeBps: String(feeBps) }, amountNanos: feeNanos },
    { key: "rounding_remainder", params: {}, amountNanos: remainderNanos },
  ];
  return lines.filter(({ amountNanos }) => amountNanos !== 0n);
}

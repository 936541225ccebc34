import type { Decision } from "../decision/index.ts";
import type { InvoiceDocument } from "./document.ts";

type Line = Pick<InvoiceDocument["lines"][number], "key" | "params" | "amountNanos">;

/**
 * What a paid order consists of before tax: the items of the decision by which it was bought, credits for unused time
 * negative. Where they do not come to what was paid, the order is one line: a document says what was charged.
 */
export function linesOfOrder(order: {
  readonly number: string;
  readonly decided: Pick<Decision, "lines">;
  readonly paidNanos: bigint;
  readonly taxNanos: bigint;
}): readonly Line[] {
  const netNanos = order.paidNanos - order.taxNanos;
  const items = order.decided.lines.filter(({ kind, key }) => kind === "item" && key !== "tax");
  const sumNanos = items.reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
  if (items.length === 0 || sumNanos !== netNanos)
    return [{ key: "order_total", params: { order: order.number }, amountNanos: netNanos }];
  return items.map(({ key, params, amountNanos }) => ({ key, params, amountNanos }));
}

/** The one line of a document that reverses a credit note, whose refund came back (R6.4). */
export const linesOfReversal = (note: InvoiceDocument, refund: string): readonly Line[] => [
  { key: "refund_bounced_back", params: { refund }, amountNanos: -note.netNanos },
];

/** What documents come to, nanos of one currency; credit notes are negative. */
export const totalOf = (documents: readonly { readonly totalNanos: bigint }[]): bigint =>
  documents.reduce((sum, { totalNanos }) => sum + totalNanos, 0n);

/** What credit notes took back so far, less those that were reversed: not negative. */
export const creditedOf = (documents: readonly { readonly totalNanos: bigint }[]): bigint =>
  -totalOf(documents);

/** Basis points behind a fee (R3.7): it was rounded down to the nano, so the next one up is where it came from. */
export const bpsOfFee = (feeNanos: bigint, grossNanos: bigint): number =>
  grossNanos === 0n ? 0 : Number((feeNanos * 10_000n + grossNanos - 1n) / grossNanos);

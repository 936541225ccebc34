import type { Policy } from "../policy/index.ts";
import { localDateOf } from "../statements/local-date.ts";
import type { Instant } from "../time/index.ts";

/** What is numbered; each kind is a sequence of its own. */
export type InvoiceKind = "invoice" | "credit_note";

/** The place of a document in its sequence. */
export interface InvoicePlace {
  /** Calendar year in the platform's zone. */
  readonly year: number;
  /** 1 for the first of a year. */
  readonly sequence: number;
}

/**
 * The number behind the last one of a sequence: without a gap and never twice, if whoever stores it reads `last` and
 * writes the answer under one lock and in the transaction of the document. A sequence never returns to a year that it
 * has left: after a clock or zone was set back it goes on where it was.
 * @param last the newest place of this kind, or null before the first
 * @param zone IANA zone of the platform, whose year counts
 * @returns the place and the number as it is printed, such as `INV-2026-000001`
 * @throws RangeError on an unknown zone or a place that is none
 */
export function nextInvoiceNumber(
  facts: {
    readonly kind: InvoiceKind;
    readonly now: Instant;
    readonly zone: string;
    readonly last: InvoicePlace | null;
  },
  policy: Policy,
): InvoicePlace & { readonly number: string } {
  const { kind, last } = facts;
  if (last !== null && !(Number.isSafeInteger(last.sequence) && last.sequence >= 1))
    throw new RangeError(`no place in a sequence: ${last.sequence}`);
  const current = Number(localDateOf(facts.now, facts.zone).slice(0, 4));
  const goesOn = last !== null && last.year >= current;
  const year = goesOn ? last.year : current;
  const sequence = goesOn ? last.sequence + 1 : 1;
  const { invoicePrefix, creditNotePrefix, digits } = policy.invoices;
  const prefix = kind === "invoice" ? invoicePrefix : creditNotePrefix;
  // A number that outgrows its digits becomes longer, it is never cut: a repeat would be worse than a ragged column.
  return { year, sequence, number: `${prefix}-${year}-${String(sequence).padStart(digits, "0")}` };
}

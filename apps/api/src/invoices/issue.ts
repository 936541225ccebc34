import {
  bpsOfFee,
  creditedOf,
  type InvoiceKind,
  invoiceContent,
  invoiceDigest,
  type InvoiceDocument,
  invoiceOf,
  linesOfOrder,
  linesOfReversal,
  nextInvoiceNumber,
  type PaidRefundFacts,
  totalOf,
} from "@tenure/core/invoices";
import { type Currency, isCurrency, minorToNanos } from "@tenure/core/money";
import { taxIdProblem } from "@tenure/core/billing-details";
import { readAccount } from "../accounts/account-facts.ts";
import { billingDetailsOfPeriod } from "../accounts/billing-facts.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { boughtBy } from "./lines.ts";
import { currentSeller } from "./seller.ts";

/** A document that was just issued. */
export interface Issued {
  readonly id: string;
  readonly number: string;
}

/** What a document is issued for. */
export type IssuedFor =
  /** A captured payment, whether its order took it or it goes back whole. */
  | { readonly paymentId: string }
  /** A refund that was paid out, or that is owed to the customer in another way (R3.9). */
  | { readonly refundId: string }
  /** A refund that came back and restored its order: its credit note is reversed (R6.4). */
  | { readonly bouncedRefundId: string };

/**
 * Issues the document of a payment or a refund, in the transaction that records it, and at its end: the number is a
 * row that stays locked until the commit. Nothing is issued twice.
 * @returns the document, the earlier one where there is one
 */
export async function issueInvoice(acting: Acting, of: IssuedFor): Promise<Issued> {
  const { tx } = acting;
  const kind: InvoiceKind = "refundId" in of ? "credit_note" : "invoice";
  const source =
    "paymentId" in of
      ? { paymentId: of.paymentId, refundId: null }
      : { paymentId: null, refundId: "refundId" in of ? of.refundId : of.bouncedRefundId };
  const known = await tx.invoice.findFirst({
    where: source.paymentId === null ? { refundId: source.refundId, kind } : { paymentId: source.paymentId },
    select: { id: true, number: true },
  });
  if (known !== null) return known;
  const behind =
    source.paymentId === null
      ? await refundBehind(acting, source.refundId ?? "")
      : await paymentBehind(acting, source.paymentId);
  return write(acting, kind, source, behind);
}

/** The credit note of a refund, where one was issued. */
export const hasCreditNote = async ({ tx }: Pick<Acting, "tx">, refundId: string): Promise<boolean> =>
  (await tx.invoice.count({ where: { refundId, kind: "credit_note" } })) > 0;

interface Behind {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly holderPeriodId: string;
  readonly method: string;
  readonly paidAt: Date;
  readonly refundNumber: string | null;
  document(head: Head, kind: InvoiceKind): InvoiceDocument;
}

type Head = Pick<InvoiceDocument, "number" | "issuedAt" | "currency" | "orderNumber">;

async function paymentBehind({ tx }: Acting, paymentId: string): Promise<Behind> {
  const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, include: { order: true } });
  const { order } = payment;
  const paidNanos = minorToNanos(payment.amountMinor, currencyOf(payment.currency));
  const { decided, taxBps } = await boughtBy(tx, order);
  const surplusLine = {
    key: "surplus_payment" as const,
    params: { order: order.number },
    amountNanos: paidNanos,
  };
  const { number, taxNanos } = order;
  // Nothing was sold for a surplus payment, so it bears no tax.
  const facts =
    payment.purpose === "surplus"
      ? { taxBps: 0, taxNanos: 0n, lines: [surplusLine] }
      : { taxBps, taxNanos, lines: linesOfOrder({ number, decided, paidNanos, taxNanos }) };
  return {
    orderId: order.id,
    orderNumber: order.number,
    holderPeriodId: order.holderPeriodId,
    method: payment.methodLabel,
    paidAt: payment.capturedAt,
    refundNumber: null,
    document: (head) => invoiceOf({ ...head, ...facts, kind: "invoice" }),
  };
}

async function refundBehind({ tx }: Acting, refundId: string): Promise<Behind> {
  const refund = await tx.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { order: true, legs: { include: { payment: true }, orderBy: { id: "asc" } } },
  });
  const { order, legs } = refund;
  const payments = legs.map(({ payment }) => payment);
  const currency = currencyOf(refund.currency);
  const taken = await tx.invoice.findMany({
    where: { paymentId: { in: payments.map(({ id }) => id) } },
    orderBy: { sequence: "asc" },
    select: { number: true, totalNanos: true },
  });
  const paid = payments.map((each) => ({ totalNanos: minorToNanos(each.amountMinor, currency) }));
  const surplus = refund.kind === "surplus";
  const facts: Omit<PaidRefundFacts, keyof Head> = {
    kind: "credit_note",
    invoice: {
      // What was paid before documents were numbered has none: then the order stands for it.
      number: taken.map(({ number }) => number).join(", ") || order.number,
      totalNanos: totalOf(taken.length < payments.length ? paid : taken),
    },
    creditedBeforeNanos: await creditedBefore(tx, refundId, payments),
    ...(surplus ? { returned: "payment_returned_whole" as const } : {}),
    ...(refund.kind === "goodwill" ? { returned: "goodwill_refund" as const } : {}),
    ...(refund.kind === "outside" ? { returned: "outside_refund" as const } : {}),
    grossNanos: refund.grossNanos ?? 0n,
    feeNanos: refund.feeNanos ?? 0n,
    feeBps: bpsOfFee(refund.feeNanos ?? 0n, refund.grossNanos ?? 0n),
    remainderNanos: refund.remainderNanos ?? 0n,
    taxBps: surplus ? 0 : (await boughtBy(tx, order)).taxBps,
    taxNanos: refund.taxNanos ?? 0n,
  };
  const first = payments[0];
  return {
    orderId: order.id,
    orderNumber: order.number,
    holderPeriodId: order.holderPeriodId,
    method: [...new Set(payments.map(({ methodLabel }) => methodLabel))].join(", "),
    paidAt: first?.capturedAt ?? refund.submittedAt,
    refundNumber: refund.number,
    document(head, kind) {
      const note = invoiceOf({ ...head, ...facts });
      if (kind === "credit_note") return note;
      return invoiceOf({
        ...head,
        kind,
        lines: linesOfReversal(note, refund.number),
        taxBps: facts.taxBps,
        taxNanos: facts.taxNanos,
      });
    },
  };
}

/** Totals of other credit notes of the same payments, less those that were reversed. */
async function creditedBefore(
  tx: Acting["tx"],
  refundId: string,
  payments: readonly { readonly id: string }[],
): Promise<bigint> {
  const others = await tx.refundLeg.findMany({
    where: { paymentId: { in: payments.map(({ id }) => id) }, refundId: { not: refundId } },
    select: { refundId: true },
    distinct: ["refundId"],
  });
  const notes = await tx.invoice.findMany({
    where: { refundId: { in: others.map((each) => each.refundId) } },
    select: { totalNanos: true },
  });
  return creditedOf(notes);
}

async function write(
  { tx, now, policy, context }: Acting,
  kind: InvoiceKind,
  source: { readonly paymentId: string | null; readonly refundId: string | null },
  behind: Behind,
): Promise<Issued> {
  const account = await readAccount(tx, context.accountId ?? "");
  const seller = await currentSeller(tx);
  const details = await billingDetailsOfPeriod(tx, behind.holderPeriodId);
  const place = await nextPlace(tx, kind, now, seller.zone, policy);
  const document = behind.document(
    {
      number: place.number,
      issuedAt: now,
      currency: account.currency,
      orderNumber: behind.orderNumber,
    },
    kind,
  );
  const reverses =
    document.taxNanos === 0n &&
    details.country !== null &&
    details.taxId !== null &&
    seller.reverseCharge.includes(details.country) &&
    taxIdProblem(details.country, details.taxId) === null;
  const buyer = { ...details, fullName: details.fullName ?? account.name };
  const content = invoiceContent({
    document,
    seller: { name: seller.name, address: seller.address, email: seller.email, taxId: seller.taxId },
    buyer,
    method: behind.method,
    paidAt: behind.paidAt.toISOString(),
    refundNumber: behind.refundNumber,
    note: reverses ? "reverse_charge" : null,
    language: account.language,
    zone: account.timeZone,
  });
  const id = newId();
  await tx.invoice.createMany({
    data: {
      id,
      accountId: account.id,
      holderPeriodId: behind.holderPeriodId,
      kind,
      year: place.year,
      sequence: place.sequence,
      number: place.number,
      orderId: behind.orderId,
      ...source,
      currency: document.currency,
      netNanos: document.netNanos,
      taxNanos: document.taxNanos,
      totalNanos: document.totalNanos,
      buyerName: buyer.companyName ?? buyer.fullName,
      orderNumber: behind.orderNumber,
      content: { ...content },
      digest: invoiceDigest(content),
      issuedAt: new Date(now),
    },
  });
  return { id, number: place.number };
}

/** Takes the next number of a kind in this year: whoever comes next waits until this transaction ends, either way. */
async function nextPlace(
  tx: Acting["tx"],
  kind: InvoiceKind,
  now: string,
  zone: string,
  policy: Acting["policy"],
) {
  const { year } = nextInvoiceNumber({ kind, now, zone, last: null }, policy);
  const [taken] = await tx.$queryRaw<{ sequence: number }[]>`
    SELECT tenure_next_invoice(${kind}, ${year}::integer) AS sequence`;
  const sequence = taken?.sequence ?? 0;
  const last = sequence === 1 ? null : { year, sequence: sequence - 1 };
  return nextInvoiceNumber({ kind, now, zone, last }, policy);
}

function currencyOf(text: string): Currency {
  if (!isCurrency(text)) throw new Error(`money in ${text}`);
  return text;
}

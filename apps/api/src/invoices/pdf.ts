import { addressLines } from "@tenure/core/billing-details";
import { INVOICE_WORDS, lineGrossNanos, type IssuedInvoice } from "@tenure/core/invoices";
import { formatMoney } from "@tenure/core/money";
import { fill, LINE_TEXTS, paymentMethodText, type Text, type TextContext } from "@tenure/core/text";
import PDFDocument from "pdfkit";
import { pdfFonts } from "./pdf-fonts.ts";

/** Points: A4 with its margins, and the right edges of the three columns of amounts. */
const PAGE = { width: 595.28, height: 841.89, margin: 56 } as const;
const RIGHT = PAGE.width - PAGE.margin;
/** Wide enough for ten thousand with every digit: −¥12,345.678901234. */
const COLUMN_WIDTH = 100;
const COLUMNS = { net: RIGHT - 2 * COLUMN_WIDTH, tax: RIGHT - COLUMN_WIDTH, total: RIGHT } as const;
const INK = "#18181b";
const QUIET = "#71717a";
const LINE = "#d4d4d8";

type Pdf = InstanceType<typeof PDFDocument>;

/**
 * A document on A4, in the language in which it was issued. The same document is the same file, byte for byte: its
 * dates are those of the document, its fonts subsets of what it says. Nothing is looked up anywhere.
 */
export async function invoicePdf(issued: IssuedInvoice, digest: string): Promise<Buffer> {
  const { plain, bold } = await pdfFonts();
  const { document, language, zone } = issued;
  const context: TextContext = { language, zone, currency: document.currency };
  const say = (text: Text, params: Readonly<Record<string, string>> = {}) => fill(text, params, context);
  const title = `${say(INVOICE_WORDS[document.kind])} ${document.number}`;
  const at = new Date(document.issuedAt);
  const pdf = new PDFDocument({
    size: "A4",
    margin: PAGE.margin,
    bufferPages: true,
    lang: language === "zh" ? "zh-CN" : "en",
    displayTitle: true,
    info: { Title: title, Author: issued.seller.name, CreationDate: at, ModDate: at, Producer: "Tenure" },
  });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on("end", resolve);
    pdf.on("error", reject);
  });
  pdf.registerFont("plain", plain).registerFont("bold", bold);
  head(pdf, issued, say, title);
  lines(pdf, issued, say);
  foot(pdf, issued, say, digest);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

type Say = (text: Text, params?: Readonly<Record<string, string>>) => string;

/** Title, facts, both parties. */
function head(pdf: Pdf, issued: IssuedInvoice, say: Say, title: string): void {
  const { document, seller, buyer, language } = issued;
  const instant = (at: string) => say({ en: "{at:instant}", zh: "{at:instant}" }, { at });
  pdf.font("bold").fontSize(18).fillColor(INK).text(title);
  pdf.moveDown(0.6);
  const credit = document.kind === "credit_note";
  const facts: (readonly [Text, string] | null)[] = [
    [INVOICE_WORDS.issued, instant(document.issuedAt)],
    [INVOICE_WORDS.order, document.orderNumber],
    issued.refundNumber === null ? null : [INVOICE_WORDS.refund, issued.refundNumber],
    document.creditsInvoice === null ? null : [INVOICE_WORDS.credits, document.creditsInvoice],
    credit ? null : [INVOICE_WORDS.paid, instant(issued.paidAt)],
    [
      credit ? INVOICE_WORDS.returned_to : INVOICE_WORDS.paid_with,
      paymentMethodText(issued.method, issued.language),
    ],
  ];
  for (const fact of facts) {
    if (fact === null) continue;
    const y = pdf.y;
    pdf.font("plain").fontSize(9.5).fillColor(QUIET).text(say(fact[0]), PAGE.margin, y, { width: 110 });
    pdf.fillColor(INK).text(fact[1], PAGE.margin + 115, y, { width: RIGHT - PAGE.margin - 115 });
  }
  const top = pdf.y + 18;
  const taxId = (id: string | null) => (id === null ? [] : [`${say(INVOICE_WORDS.tax_id)} ${id}`]);
  const left = party(pdf, PAGE.margin, top, say(INVOICE_WORDS.from), [
    seller.name,
    ...seller.address,
    ...(seller.email === null ? [] : [seller.email]),
    ...taxId(seller.taxId),
  ]);
  const right = party(pdf, PAGE.margin + 250, top, say(INVOICE_WORDS.to), [
    ...addressLines(buyer, language),
    ...(buyer.email === null ? [] : [buyer.email]),
    ...taxId(buyer.taxId),
  ]);
  pdf.y = Math.max(left, right) + 22;
}

/** A heading with lines below it. @returns where it ends */
function party(pdf: Pdf, x: number, y: number, heading: string, rows: readonly string[]): number {
  pdf.font("plain").fontSize(9).fillColor(QUIET).text(heading, x, y, { width: 230 });
  pdf.fontSize(10).fillColor(INK);
  for (const row of rows) pdf.text(row, x, pdf.y + 1, { width: 230 });
  return pdf.y;
}

/** Every line with its net and tax, then the sums; the tax is a line of its own (T1.2, R3.9). */
function lines(pdf: Pdf, { document, note, language }: IssuedInvoice, say: Say): void {
  const money = (nanos: bigint) => formatMoney(nanos, document.currency, language);
  // To the last digit: cut to cents, what a refund rounds off would read as nothing, and the lines would not add up.
  const exact = (nanos: bigint) => formatMoney(nanos, document.currency, language, { exact: true });
  const row = (text: string, amounts: readonly string[], font: "plain" | "bold") => {
    pdf.font(font).fontSize(10).fillColor(INK);
    const width = COLUMNS.net - COLUMN_WIDTH - PAGE.margin + (3 - amounts.length) * COLUMN_WIDTH;
    const height = pdf.heightOfString(text, { width });
    if (pdf.y + height > PAGE.height - PAGE.margin - 40) pdf.addPage();
    const y = pdf.y;
    const places = [COLUMNS.net, COLUMNS.tax, COLUMNS.total].slice(3 - amounts.length);
    amounts.forEach((amount, index) => {
      const right = places[index] ?? RIGHT;
      pdf.text(amount, right - COLUMN_WIDTH, y, { width: COLUMN_WIDTH, align: "right", lineBreak: false });
    });
    pdf.text(text, PAGE.margin, y, { width });
    pdf.y = y + height + 7;
  };
  const rule = () => {
    pdf.moveTo(PAGE.margin, pdf.y).lineTo(RIGHT, pdf.y).lineWidth(0.5).strokeColor(LINE).stroke();
    pdf.y += 7;
  };
  row(
    say(INVOICE_WORDS.what),
    [say(INVOICE_WORDS.net), say(INVOICE_WORDS.tax), say(INVOICE_WORDS.gross)],
    "bold",
  );
  rule();
  for (const line of document.lines)
    row(
      say(LINE_TEXTS[line.key], line.params),
      [exact(line.amountNanos), exact(line.taxNanos), exact(lineGrossNanos(line.amountNanos, line.taxNanos))],
      "plain",
    );
  rule();
  row(say(INVOICE_WORDS.subtotal), [money(document.netNanos)], "plain");
  row(say(INVOICE_WORDS.tax_at, { rate: String(document.taxBps) }), [money(document.taxNanos)], "plain");
  rule();
  const total = document.kind === "invoice" ? INVOICE_WORDS.total_paid : INVOICE_WORDS.total_returned;
  row(say(total), [money(document.totalNanos)], "bold");
  if (note !== null) {
    pdf.moveDown(0.5);
    pdf
      .font("plain")
      .fontSize(9.5)
      .text(say(INVOICE_WORDS[note]), PAGE.margin, pdf.y, {
        width: RIGHT - PAGE.margin,
      });
  }
}

/** Number, hash and page on every page. */
function foot(pdf: Pdf, { document }: IssuedInvoice, say: Say, digest: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    pdf.switchToPage(index);
    pdf.page.margins.bottom = 0;
    const page = say(INVOICE_WORDS.page, { page: String(index + 1), pages: String(count) });
    pdf.font("plain").fontSize(7.5).fillColor(QUIET);
    const width = RIGHT - PAGE.margin;
    pdf.text(`${document.number} – ${page}`, PAGE.margin, PAGE.height - 46, { width, lineBreak: false });
    pdf.text(`${say(INVOICE_WORDS.hash)}: ${digest}`, PAGE.margin, PAGE.height - 34, {
      width,
      lineBreak: false,
    });
  }
}

import { addressLines } from "@tenure/core/billing-details";
import type { Invoice } from "@tenure/core/contract";
import { INVOICE_WORDS, lineGrossNanos } from "@tenure/core/invoices";
import { formatMoney, fromMoney, type Money } from "@tenure/core/money";
import { fill, paymentMethodText, type Text, type TextContext } from "@tenure/core/text";
import type { ReactNode } from "react";
import { htmlLang } from "../foundation/locale.ts";

/**
 * An invoice or credit note as it was issued: in its own language and zone, whatever the reader's are, so that what is
 * printed here says what the PDF says.
 */
export function InvoiceSheet(props: { readonly invoice: Invoice }) {
  const { invoice } = props;
  const { language, zone, currency, seller, buyer } = invoice;
  const context: TextContext = { language, zone, currency };
  const say = (text: Text, params: Readonly<Record<string, string>> = {}) => fill(text, params, context);
  const instant = (at: string) => say({ en: "{at:instant}", zh: "{at:instant}" }, { at });
  const money = (value: Money) => formatMoney(fromMoney(value), value.currency, language);
  // To the last digit: cut to cents, what a refund rounds off would read as nothing, and the lines would not add up.
  const exact = (nanos: bigint) => formatMoney(nanos, currency, language, { exact: true });
  const isCredit = invoice.kind === "credit_note";
  const taxId = (id: string | null) => (id === null ? [] : [`${say(INVOICE_WORDS.tax_id)} ${id}`]);
  const facts: readonly (readonly [Text, string] | null)[] = [
    [INVOICE_WORDS.issued, instant(invoice.issuedAt)],
    [INVOICE_WORDS.order, invoice.orderNumber],
    invoice.refundNumber === null ? null : [INVOICE_WORDS.refund, invoice.refundNumber],
    invoice.creditsInvoice === null ? null : [INVOICE_WORDS.credits, invoice.creditsInvoice],
    isCredit ? null : [INVOICE_WORDS.paid, instant(invoice.paidAt)],
    [
      isCredit ? INVOICE_WORDS.returned_to : INVOICE_WORDS.paid_with,
      paymentMethodText(invoice.method, language),
    ],
  ];
  return (
    <article lang={htmlLang[language]} className="max-w-3xl">
      <header className="border-b border-hairline-strong pb-5">
        {/* On the screen the page's own head says it. */}
        <h2 className="mb-4 hidden text-xl font-semibold print:block">
          {say(INVOICE_WORDS[invoice.kind])} <span className="figures">{invoice.number}</span>
        </h2>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1">
          {facts.flatMap((fact) =>
            fact === null
              ? []
              : [
                  <div key={fact[0].en} className="contents">
                    <dt className="text-muted">{say(fact[0])}</dt>
                    <dd className="figures min-w-0 break-words">{fact[1]}</dd>
                  </div>,
                ],
          )}
        </dl>
        <div className="mt-6 grid grid-cols-2 gap-6 phone:grid-cols-1">
          <Party
            heading={say(INVOICE_WORDS.from)}
            lines={[
              seller.name,
              ...seller.address,
              ...(seller.email === null ? [] : [seller.email]),
              ...taxId(seller.taxId),
            ]}
          />
          <Party
            heading={say(INVOICE_WORDS.to)}
            lines={[
              ...addressLines(buyer, language),
              ...(buyer.email === null ? [] : [buyer.email]),
              ...taxId(buyer.taxId),
            ]}
          />
        </div>
      </header>
      <table className="figures w-full">
        <thead>
          <tr className="border-b border-hairline-strong text-sm text-muted">
            <Head>{say(INVOICE_WORDS.what)}</Head>
            <Head end>{say(INVOICE_WORDS.net)}</Head>
            <Head end>{say(INVOICE_WORDS.tax)}</Head>
            <Head end>{say(INVOICE_WORDS.gross)}</Head>
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line) => (
            <tr key={line.key + line.text} className="border-b border-hairline align-top">
              <th scope="row" className="py-2.5 pr-4 text-left font-normal">
                {line.text}
              </th>
              <Sum>{exact(fromMoney(line.net))}</Sum>
              <Sum>{exact(fromMoney(line.tax))}</Sum>
              <Sum>{exact(lineGrossNanos(fromMoney(line.net), fromMoney(line.tax)))}</Sum>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <Total label={say(INVOICE_WORDS.subtotal)} value={money(invoice.net)} />
          <Total
            label={say(INVOICE_WORDS.tax_at, { rate: String(invoice.taxBps) })}
            value={money(invoice.tax)}
          />
          <Total
            strong
            label={say(isCredit ? INVOICE_WORDS.total_returned : INVOICE_WORDS.total_paid)}
            value={money(invoice.total)}
          />
        </tfoot>
      </table>
      {invoice.note !== null && <p className="mt-4">{say(INVOICE_WORDS[invoice.note])}</p>}
      <p className="mt-8 text-sm text-muted">
        {say(INVOICE_WORDS.hash)}: <code className="font-mono break-all">{invoice.digest}</code>
      </p>
    </article>
  );
}

function Party(props: { readonly heading: string; readonly lines: readonly string[] }) {
  return (
    <section>
      <h3 className="text-sm text-muted">{props.heading}</h3>
      {props.lines.map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
    </section>
  );
}

const Head = (props: { readonly children: ReactNode; readonly end?: boolean }) => (
  <th scope="col" className={`py-2 font-medium ${props.end === true ? "pl-4 text-right" : "text-left"}`}>
    {props.children}
  </th>
);

const Sum = (props: { readonly children: ReactNode }) => (
  <td className="py-2.5 pl-4 text-right whitespace-nowrap">{props.children}</td>
);

function Total(props: { readonly label: string; readonly value: string; readonly strong?: boolean }) {
  const strong = props.strong === true;
  const weight = strong ? "font-semibold" : "font-normal";
  return (
    <tr className={strong ? "border-t border-hairline-strong" : ""}>
      <th scope="row" colSpan={3} className={`py-2 text-right ${weight}`}>
        {props.label}
      </th>
      <td className={`py-2 pl-4 text-right whitespace-nowrap ${weight}`}>{props.value}</td>
    </tr>
  );
}

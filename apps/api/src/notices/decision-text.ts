import type { Decision, Line, Refusal } from "@tenure/core/decision";
import { formatMoney, type Language } from "@tenure/core/money";
import { fill, LINE_TEXTS, REFUSAL_TEXTS, type TextContext } from "@tenure/core/text";
import { escapeHtml } from "./escape-html.ts";

/** For whom a decision is written out. */
export interface Reader {
  readonly language: Language;
  /** IANA zone instants are shown in. */
  readonly zone: string;
}

/** A line ready to be set: what it says, its clause, its amount. */
interface SetLine {
  readonly kind: Line["kind"];
  readonly label: string;
  readonly clause: string;
  readonly amount: string;
}

const contextOf = ({ currency }: Decision, { language, zone }: Reader): TextContext => ({
  language,
  zone,
  currency,
});

/** As wide as a digit, so that shorter amounts end before the column does and the decimal points stay in line. */
const FIGURE_SPACE = "\u2007";

/** Amounts with every digit they have: rounded ones would not add up under the reader's eyes. */
function setLines(decision: Decision, reader: Reader): SetLine[] {
  const { currency } = decision;
  const amounts = decision.lines.map(({ amountNanos }) => ({
    exact: formatMoney(amountNanos, currency, reader.language, { exact: true }),
    toMinor: formatMoney(amountNanos, currency, reader.language),
  }));
  const digitsBelowMinor = amounts.map(({ exact, toMinor }) => exact.length - toMinor.length);
  const most = Math.max(0, ...digitsBelowMinor);
  return decision.lines.map((line, index) => ({
    kind: line.kind,
    label: fill(LINE_TEXTS[line.key], line.params, contextOf(decision, reader)),
    clause: line.clause ?? "",
    amount: (amounts[index]?.exact ?? "") + FIGURE_SPACE.repeat(most - (digitsBelowMinor[index] ?? 0)),
  }));
}

const setRefusal = (refusal: Refusal, decision: Decision, reader: Reader) => {
  const text = REFUSAL_TEXTS[refusal.code];
  const context = contextOf(decision, reader);
  return {
    reason: fill(text.reason, refusal.params, context),
    help: fill(text.help, refusal.params, context),
    clause: refusal.clause,
  };
};

/** Columns a text takes in a fixed-width font: Chinese characters and full-width signs take two. */
function columns(text: string): number {
  let total = 0;
  for (const character of text)
    total +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1;
  return total;
}

const padEnd = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - columns(text)));
const padStart = (text: string, width: number): string =>
  " ".repeat(Math.max(0, width - columns(text))) + text;

/** A decision in fixed-width text: the same lines, words and clauses as on every screen. */
export function decisionAsText(decision: Decision, reader: Reader): string {
  const lines = setLines(decision, reader);
  const widest = (pick: (line: SetLine) => string) =>
    Math.max(0, ...lines.map((line) => columns(pick(line))));
  const [label, clause, amount] = [widest((l) => l.label), widest((l) => l.clause), widest((l) => l.amount)];
  const rows = lines.flatMap((line) => {
    const row = `${padEnd(line.label, label)}  ${padEnd(line.clause, clause)}  ${padStart(line.amount, amount)}`;
    return line.kind === "subtotal" ? ["─".repeat(columns(row)), row] : [row];
  });
  const refusals = decision.refusals.map((each) => {
    const { reason, help, clause: id } = setRefusal(each, decision, reader);
    return `• ${reason} (${id})\n  ${help}`;
  });
  return [...rows, ...refusals].join("\n");
}

/** A decision as an HTML table with inline styles; classes only let the dark scheme recolour it. */
export function decisionAsHtml(decision: Decision, reader: Reader): string {
  const cell = "padding:6px 0;vertical-align:top;";
  const rows = setLines(decision, reader).map((line) => {
    const rule = line.kind === "subtotal" ? "border-top:1px solid #d4d4d8;font-weight:600;" : "";
    const tone = line.kind === "memo" ? ' class="quiet"' : "";
    return (
      `<tr${tone}><td style="${cell}${rule}">${escapeHtml(line.label)}</td>` +
      `<td class="quiet" style="${cell}${rule}padding-left:12px;font-size:12px;color:#71717a;font-weight:400;">${escapeHtml(line.clause)}</td>` +
      `<td style="${cell}${rule}padding-left:12px;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;">${escapeHtml(line.amount)}</td></tr>`
    );
  });
  const table =
    rows.length === 0
      ? ""
      : `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:16px 0;">${rows.join("")}</table>`;
  const refusals = decision.refusals.map((each) => {
    const { reason, help, clause } = setRefusal(each, decision, reader);
    return `<li style="margin:0 0 8px;">${escapeHtml(reason)} <span class="quiet" style="color:#71717a;">(${escapeHtml(clause)})</span><br>${escapeHtml(help)}</li>`;
  });
  return (
    table +
    (refusals.length === 0 ? "" : `<ul style="padding-left:20px;margin:16px 0;">${refusals.join("")}</ul>`)
  );
}

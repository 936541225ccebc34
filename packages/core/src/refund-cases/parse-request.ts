import { REQUEST_FIELDS, REQUEST_LABELS, type RequestField } from "./request-labels.ts";
import { accountIn, amountIn, localTimeIn, type NamedAccount, type StatedAmount } from "./request-values.ts";

/** What a message states of R5.1, and what is still to be asked for. */
export interface ParsedRequest {
  readonly account: NamedAccount | null;
  /** `2026-11-20 14:02`, in the zone of an account that is not known yet. */
  readonly purchasedAt: string | null;
  readonly amount: StatedAmount | null;
  readonly unusedBalance: StatedAmount | null;
  readonly reason: string | null;
  /** Said nothing of. */
  readonly missing: readonly RequestField[];
  /** Said something of that cannot be read, or reads in two ways. */
  readonly unclear: readonly RequestField[];
}

/** Longest text that is read; what follows is kept for people and not looked at. */
const MAX_CHARACTERS = 20_000;
const MAX_LINES = 500;
const MAX_LINE = 1000;
const MAX_REASON = 2000;

/** Where the message before begins: what stands below was written by somebody else, or answered already. */
const QUOTE_BEGINS: readonly RegExp[] = [
  /^-{2,}\s*(original message|forwarded message|原始邮件|转发邮件|原邮件)/i,
  /^_{10,}$/,
  /^on .{4,200} wrote:$/i,
  /^在.{4,200}写道:$/,
  /^.{4,200}于.{4,100}写道:$/,
  /^(from|发件人):.{0,200}[@<]/i,
];
const SIGNATURE = /^--\s?$/;

/** Full-width signs as half-width ones, one space between words: how lines are compared, never how they are kept. */
const flat = (line: string): string => line.normalize("NFKC").replaceAll(/\s+/g, " ").trim();

/** The lines that this message itself says, without what it quotes and without its signature. */
function ownLines(text: string): string[] {
  const own: string[] = [];
  for (const raw of text
    .slice(0, MAX_CHARACTERS)
    .split(/\r\n|\r|\n/)
    .slice(0, MAX_LINES)) {
    const line = raw.slice(0, MAX_LINE);
    const compared = flat(line);
    if (SIGNATURE.test(compared) || QUOTE_BEGINS.some((begin) => begin.test(compared))) break;
    if (!compared.startsWith(">")) own.push(line);
  }
  return own;
}

const LABELS: readonly (readonly [string, RequestField])[] = REQUEST_FIELDS.flatMap((field) =>
  REQUEST_LABELS[field].map((label) => [label, field] as const),
).toSorted(([one], [other]) => other.length - one.length);

/** The field that a line is headed by, with what follows: `2) Purchase amount: $20.00`. Null for a line of prose. */
function labelled(line: string): { readonly field: RequestField; readonly value: string } | null {
  const compared = flat(line)
    .replace(/^[-*•·#>\s]*(?:[(（]?\d{1,2}[.、)）:]\s*)?[[【*\s]*/, "")
    .toLowerCase();
  const found = LABELS.find(([label]) => compared.startsWith(label));
  if (found === undefined) return null;
  const [label, field] = found;
  // What people add behind a label, `(YYYY-MM-DD HH:mm)`, belongs to it.
  const rest = compared.slice(label.length).replace(/^\s*[\]】*]*\s*(?:\([^()]{0,80}\))?\s*[\]】*]*\s*/, "");
  if (!/^[:=]/.test(rest)) return null;
  // A reason is kept as it was written; the other fields are read, and read alike in either width.
  if (field === "reason") return { field, value: line.replace(/^[^:=：＝]*[:=：＝]/u, "").trim() };
  const written = flat(line);
  return { field, value: written.slice(written.length - rest.length + 1).trim() };
}

interface Said {
  readonly texts: ReadonlyMap<RequestField, string>;
  readonly prose: string;
}

/** Sorts the lines under the labels above them; what stands under none is prose. */
function sortLines(lines: readonly string[]): Said {
  const texts = new Map<RequestField, string>();
  const prose: string[] = [];
  let open: RequestField | null = null;
  for (const line of lines) {
    const head = labelled(line);
    if (head !== null) {
      open = head.field;
      // Said twice, the last word counts: people correct themselves downwards.
      texts.set(head.field, head.value);
    } else if (open === "reason" || (open !== null && texts.get(open) === "")) {
      const before = texts.get(open) ?? "";
      // A reason may have several lines, until a blank one, below which people say goodbye; any other field has one.
      const ends = open === "reason" ? line.trim() === "" && before !== "" : line.trim() !== "";
      texts.set(open, `${before}\n${line.trim()}`.trim());
      if (ends) open = null;
    } else prose.push(line);
  }
  return { texts, prose: prose.map(flat).join("\n") };
}

/**
 * Reads the fields of R5.1 out of a message's plain text, English or Chinese, whatever the message calls them. What is
 * not labelled counts only where the text leaves no choice: one address, one date with its time. Everything in it is
 * text: nothing is interpreted, followed or run.
 */
export function parseRequest(text: string): ParsedRequest {
  const { texts, prose } = sortLines(ownLines(text.normalize("NFC")));
  const said = (field: RequestField): string => texts.get(field) ?? "";
  const compared = (field: RequestField): string => flat(said(field));
  const values = {
    account: said("account") === "" ? accountIn(prose) : accountIn(compared("account")),
    purchasedAt: said("purchasedAt") === "" ? localTimeIn(prose) : localTimeIn(compared("purchasedAt")),
    amount: amountIn(compared("amount")),
    unusedBalance: amountIn(compared("unusedBalance")),
    reason: said("reason").trim().slice(0, MAX_REASON) || null,
  };
  const absent = REQUEST_FIELDS.filter((field) => values[field] === null);
  return {
    ...values,
    missing: absent.filter((field) => said(field) === ""),
    unclear: absent.filter((field) => said(field) !== ""),
  };
}

/**
 * What is known once a further message has come: it completes and corrects, and what it does not mention stays. A
 * field that the answer made unclear keeps what was read before.
 */
export function completeRequest(before: ParsedRequest, later: ParsedRequest): ParsedRequest {
  const values = {
    account: later.account ?? before.account,
    purchasedAt: later.purchasedAt ?? before.purchasedAt,
    amount: later.amount ?? before.amount,
    unusedBalance: later.unusedBalance ?? before.unusedBalance,
    reason: later.reason ?? before.reason,
  };
  const absent = REQUEST_FIELDS.filter((field) => values[field] === null);
  const unclear = absent.filter((field) => before.unclear.includes(field) || later.unclear.includes(field));
  return { ...values, unclear, missing: absent.filter((field) => !unclear.includes(field)) };
}

/** The language a message is written in: Chinese where a good part of it is. */
export function languageOf(text: string): "en" | "zh" {
  const own = ownLines(text).join("");
  const chinese = own.match(/[\u4e00-\u9fff]/g)?.length ?? 0;
  const latin = own.match(/[a-z]/gi)?.length ?? 0;
  return chinese > 0 && chinese * 4 >= latin ? "zh" : "en";
}

/** What a cell holds. Null is an empty cell. */
export type CsvCell = string | number | bigint | null;

/** A number as we write it: never a formula, so a minus keeps its meaning. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Ids, instants, model names, most of what there is: begins with a letter or digit, holds no blank and no separator. */
const PLAIN = /^\w[\w.:/@+-]*$/;

/**
 * Where a spreadsheet would begin a formula: at the start of a cell, and after what another locale's spreadsheet takes
 * for the end of one. Blanks and quotes before the sign do not protect. The wide forms run in some East Asian locales.
 */
const FORMULA = /(^|[;\t\r\n])(?=(?:[^\S\t\r\n]|["'])*[=+\-@＝＋－＠])/g;

/** A cell that begins with one of these is run or split by some spreadsheet, whatever follows. */
const LEADING_BREAK = /^[\t\r\n]/;

/** RFC 4180, and what separates cells in other locales, and blanks that would be trimmed. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/** Text that is safe to open in a spreadsheet: formulas become text by an apostrophe before them (OWASP). */
export function safeCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return cell.toString();
  if (PLAIN.test(cell)) return cell;
  const text = cell.replaceAll("\u0000", "");
  if (NUMBER.test(text)) return text;
  const disarmed = text.replace(FORMULA, "$1'");
  return LEADING_BREAK.test(disarmed) ? `'${disarmed}` : disarmed;
}

function written(cell: CsvCell): string {
  const text = safeCell(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows as CSV (RFC 4180): CRLF after each, quotes where they are needed. Written here since a download shares its
 * process with the hot path: the library we tried took four times as long, and all that time nothing else ran.
 */
export const csvText = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(written).join(",")}\r\n`).join("");

import { isLocalDate, type LocalDate } from "@tenure/core/statements";

/** What the address of a statement says: the days it covers, both inside. */
export interface StatementSearch {
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

/** Reads an address; what makes no sense is left out. */
export function readStatementSearch(raw: Readonly<Record<string, unknown>>): StatementSearch {
  const { from, to } = raw;
  return { ...(isLocalDate(from) ? { from } : {}), ...(isLocalDate(to) ? { to } : {}) };
}

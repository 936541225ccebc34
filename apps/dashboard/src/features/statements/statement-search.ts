import {
  firstOfMonth,
  type LocalDate,
  localDateOf,
  localDateSchema,
  plusDays,
} from "@tenure/core/statements";

/** What the address of a statement says: the days it covers, both inside. */
export interface StatementSearch {
  readonly from?: LocalDate;
  readonly to?: LocalDate;
}

/** Reads an address; what makes no sense is left out. */
export function readStatementSearch(raw: Readonly<Record<string, unknown>>): StatementSearch {
  const from = localDateSchema.safeParse(raw["from"]).data;
  const to = localDateSchema.safeParse(raw["to"]).data;
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** A month of the account's calendar, counted back from the present one; the present one ends today. */
export function monthBack(months: number, nowMs: number, zone: string): Required<StatementSearch> {
  const today = localDateOf(new Date(nowMs).toISOString(), zone);
  const from = firstOfMonth(today, -months);
  return { from, to: months === 0 ? today : plusDays(firstOfMonth(today, 1 - months), -1) };
}

import { firstOfMonth, localDateOf, plusDays } from "@tenure/core/statements";
import type { StatementSearch } from "./statement-search.ts";

/** A month of the account's calendar, counted back from the present one; the present one ends today. */
export function monthBack(months: number, nowMs: number, zone: string): Required<StatementSearch> {
  const today = localDateOf(new Date(nowMs).toISOString(), zone);
  const from = firstOfMonth(today, -months);
  return { from, to: months === 0 ? today : plusDays(firstOfMonth(today, 1 - months), -1) };
}

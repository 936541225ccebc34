import { canonicalize } from "@tenure/core/decision";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import type { LedgerFinding } from "./check.ts";
import type { Since } from "./checks.ts";
import type { Month } from "./month.ts";
import { readMonthBooks, totalsJson } from "./month-books.ts";

/** A month that was closed, in one currency. */
export interface ClosedMonth {
  readonly month: Month;
  readonly currency: string;
  readonly digest: string;
  readonly totals: unknown;
}

/**
 * Compares closed months with their postings. With `since`, only the latest one: a month has no new rows once it is
 * closed, so each is looked at again only by a full check.
 */
export async function closeFindings(
  within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  since: Since,
): Promise<LedgerFinding[]> {
  const closes = await within(
    (tx) => tx.$queryRaw<ClosedMonth[]>`
      SELECT to_char(month, 'YYYY-MM') AS month, currency, digest, totals FROM ledger_close ORDER BY month, currency`,
  );
  const months = [...new Set(closes.map((each) => each.month))];
  const findings: LedgerFinding[] = [];
  for (const month of since === null ? months : months.slice(-1)) {
    const books = await readMonthBooks(within, month);
    const stored = closes.filter((each) => each.month === month);
    for (const currency of new Set([...books, ...stored].map((each) => each.currency))) {
      const found = books.find((each) => each.currency === currency);
      const kept = stored.find((each) => each.currency === currency);
      if (found?.digest === kept?.digest && sameTotals(found?.totals, kept?.totals)) continue;
      findings.push({
        check: "closed_month_is_unchanged",
        subject: `${month} ${currency}`,
        problem: `was closed as ${kept?.digest ?? "nothing"}, its postings say ${found?.digest ?? "nothing"}`,
      });
    }
  }
  return findings;
}

const sameTotals = (found: Parameters<typeof totalsJson>[0] | undefined, kept: unknown): boolean =>
  found === undefined || kept === undefined
    ? found === kept
    : canonicalize(totalsJson(found)) === canonicalize(z.json().parse(kept));

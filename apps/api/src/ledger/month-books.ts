import { createHash, type Hash } from "node:crypto";
import { digestOf, type JsonObject } from "@tenure/core/decision";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { type Month, monthEnd, monthStart } from "./month.ts";

/** What moved on one account of the chart in a month. Nanos; debits and credits as they were posted. */
export interface CodeTotals {
  readonly code: string;
  readonly debitNanos: bigint;
  readonly creditNanos: bigint;
}

/** The books of one month in one currency, as a close stores them. */
export interface MonthBooks {
  readonly currency: string;
  readonly journals: number;
  /** By code. */
  readonly totals: readonly CodeTotals[];
  /** SHA-256 over month, currency, totals and every posting that is effective in the month. */
  readonly digest: string;
}

interface Hour {
  readonly currency: string;
  readonly hour: string;
  readonly hash: string;
  readonly journals: number;
}

const DAY_MS = 86_400_000;

/**
 * Reads the books of a month from its postings, per currency: what a close stores, and what a later check compares. A
 * day at a time, so that neither PostgreSQL nor Node holds more than a day's journals.
 * @param read runs one part of the work; each may be a transaction of its own, since a month that is over stays as it is
 */
export async function readMonthBooks(
  read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  month: Month,
): Promise<MonthBooks[]> {
  const [start, end] = [monthStart(month), monthEnd(month)];
  const hashes = new Map<string, { journals: number; readonly hash: Hash }>();
  for (let day = Date.parse(start); day < Date.parse(end); day += DAY_MS) {
    const hours = await read((tx) =>
      hoursOf(tx, new Date(day).toISOString(), new Date(day + DAY_MS).toISOString()),
    );
    for (const { currency, journals, hour, hash } of hours) {
      const book = hashes.get(currency) ?? { journals: 0, hash: createHash("sha256") };
      hashes.set(currency, book);
      book.journals += journals;
      book.hash.update(`${hour} ${hash}\n`);
    }
  }
  const totals = await read((tx) => totalsOf(tx, start, end));
  return [...hashes]
    .map(([currency, { journals, hash }]) => {
      const own = totals
        .filter((each) => each.currency === currency)
        .map(({ code, debit, credit }) => ({ code, debitNanos: BigInt(debit), creditNanos: BigInt(credit) }));
      const postings = hash.digest("hex");
      const digest = digestOf({ month, currency, journals, postings, totals: totalsJson(own) });
      return { currency, journals, totals: own, digest };
    })
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Totals as a close keeps them. */
export const totalsJson = (totals: readonly CodeTotals[]): JsonObject[] =>
  totals.map(({ code, debitNanos, creditNanos }) => ({
    code,
    debitNanos: debitNanos.toString(),
    creditNanos: creditNanos.toString(),
  }));

/** Postings are hashed to journals, journals to hours: the same books give the same hash, whatever the order of writing. */
const hoursOf = (tx: Tx, start: Instant, end: Instant): Promise<Hour[]> => tx.$queryRaw<Hour[]>`
  SELECT currency, tenure_iso(hour) AS hour, count(*)::int AS journals,
         encode(sha256(string_agg(hash, ''::bytea ORDER BY id)), 'hex') AS hash
    FROM (
      SELECT p.currency, j.id, date_trunc('hour', j.effective_at, 'UTC') AS hour,
             sha256(convert_to(concat_ws('|', j.id, j.kind, coalesce(j.account_id::text, ''), coalesce(j.decision_id::text, ''),
               coalesce(j.reverses_id::text, ''), coalesce(j.batch_id::text, ''), tenure_iso(j.effective_at),
               tenure_iso(j.recorded_at),
               string_agg(p.position || ':' || p.ledger_account_id || ':' || p.amount, ',' ORDER BY p.position)), 'UTF8')) AS hash
        FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id
       WHERE j.effective_at >= ${start}::timestamptz AND j.effective_at < ${end}::timestamptz
       GROUP BY p.currency, j.id) AS journals
   GROUP BY 1, 2 ORDER BY 1, 2`;

const totalsOf = (tx: Tx, start: Instant, end: Instant) => tx.$queryRaw<
  { currency: string; code: string; debit: string; credit: string }[]
>`
  SELECT p.currency, l.code, coalesce(sum(p.amount) FILTER (WHERE p.amount > 0), 0)::text AS debit,
         coalesce(-sum(p.amount) FILTER (WHERE p.amount < 0), 0)::text AS credit
    FROM ledger_journal j JOIN ledger_posting p ON p.journal_id = j.id JOIN ledger_account l ON l.id = p.ledger_account_id
   WHERE j.effective_at >= ${start}::timestamptz AND j.effective_at < ${end}::timestamptz
   GROUP BY 1, 2 ORDER BY 1, 2`;

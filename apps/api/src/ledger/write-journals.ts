import type { Currency } from "@tenure/core/money";
import type { Instant } from "@tenure/core/time";
import { CHART, type ChartCode } from "./chart.ts";

/** One side of a movement. */
export interface PostingDraft {
  readonly code: ChartCode;
  /** What a customer's account is kept for, such as a lot id; most have none. */
  readonly reference?: string;
  /** Debit positive, credit negative, nanos. */
  readonly amountNanos: bigint;
}

/** A movement of money. Sums to zero, or the database refuses it. */
export interface JournalDraft {
  /** Noun and verb, such as `gift.granted`; kinds `usage.…` are usage, which statements sum by the day. */
  readonly kind: string;
  readonly accountId: string;
  readonly currency: Currency;
  readonly decisionId?: string | null;
  /** The batch of usage it settles; only journals of usage have one. */
  readonly batchId?: string | null;
  /** When it counts. */
  readonly effectiveAt: Instant;
  /** When it was written. */
  readonly recordedAt: Instant;
  readonly postings: readonly PostingDraft[];
}

/** A draft under the id it will have. */
export interface IdentifiedJournal extends JournalDraft {
  readonly id: string;
}

/**
 * Writes any number of journals with all their postings in one statement, opening ledger accounts that are not there.
 * One round trip and one pass of the ledger's triggers, whatever the number. Parameters: `journalParameters`.
 * Fails with 40001 where another transaction just opened one of the accounts: run the whole transaction again.
 */
export const WRITE_JOURNALS = `
WITH wanted AS MATERIALIZED (
  SELECT w.*, CASE
    WHEN w.account_id IS NULL THEN
      (SELECT l.id FROM ledger_account l WHERE l.code = w.code AND l.code <> '' AND l.currency = w.currency
          AND l.account_id IS NULL AND l.reference IS NULL)
    WHEN w.reference IS NULL THEN
      (SELECT l.id FROM ledger_account l WHERE l.code = w.code AND l.code <> '' AND l.currency = w.currency
          AND l.account_id = w.account_id AND l.reference IS NULL)
    ELSE
      (SELECT l.id FROM ledger_account l WHERE l.code = w.code AND l.code <> '' AND l.currency = w.currency
          AND l.account_id = w.account_id AND l.reference = w.reference)
    END AS id
    FROM (SELECT number, code, normal, nullif(account, '')::uuid AS account_id, nullif(reference, '') AS reference, currency
            FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
              AS given (number, code, normal, account, reference, currency)) AS w
), opened AS (
  INSERT INTO ledger_account (code, account_id, reference, currency, normal, balance)
  SELECT code, account_id, reference, currency, normal, CASE WHEN account_id IS NULL THEN NULL ELSE 0 END
    FROM wanted WHERE id IS NULL ORDER BY code, account_id, reference, currency
  ON CONFLICT DO NOTHING RETURNING id, code, account_id, reference, currency
), journals AS (
  INSERT INTO ledger_journal (id, kind, account_id, decision_id, batch_id, effective_at, recorded_at)
  SELECT id, kind, account, nullif(decision, '')::uuid, nullif(batch, '')::uuid, effective, recorded
    FROM unnest($7::uuid[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[])
      AS given (id, kind, account, decision, batch, effective, recorded)
)
INSERT INTO ledger_posting (journal_id, position, ledger_account_id, account_id, amount, currency)
SELECT p.journal_id, p.position,
       coalesce(w.id,
         (SELECT o.id FROM opened o WHERE o.code = w.code AND o.currency = w.currency
             AND o.account_id IS NOT DISTINCT FROM w.account_id AND o.reference IS NOT DISTINCT FROM w.reference),
         ledger_try_again()),
       w.account_id, p.amount, w.currency
  FROM unnest($14::uuid[], $15::smallint[], $16::int[], $17::numeric[]) AS p (journal_id, position, number, amount)
  JOIN wanted w ON w.number = p.number`;

/**
 * The parameters of `WRITE_JOURNALS`; null when nothing moves. Zero postings are left out, and journals of only such.
 */
export function journalParameters(journals: readonly IdentifiedJournal[]): unknown[] | null {
  const accounts = new Map<string, { number: number; parts: readonly [ChartCode, string, string, string] }>();
  const accountNumber = ({ code, reference = "" }: PostingDraft, journal: JournalDraft): number => {
    const owner = CHART[code].owner === "platform" ? "" : journal.accountId;
    const parts = [code, owner, owner === "" ? "" : reference, journal.currency] as const;
    const key = parts.join("\n");
    const known = accounts.get(key);
    if (known !== undefined) return known.number;
    accounts.set(key, { number: accounts.size, parts });
    return accounts.size - 1;
  };
  const moving = journals
    .map((journal) => ({ journal, postings: journal.postings.filter((each) => each.amountNanos !== 0n) }))
    .filter(({ postings }) => postings.length > 0);
  if (moving.length === 0) return null;
  const rows = moving.flatMap(({ journal, postings }) =>
    postings.map((each, position) => ({
      journalId: journal.id,
      position,
      number: accountNumber(each, journal),
      amount: each.amountNanos.toString(),
    })),
  );
  const wanted = [...accounts.values()];
  const heads = moving.map(({ journal }) => journal);
  return [
    wanted.map((each) => each.number),
    wanted.map(({ parts: [code] }) => code),
    wanted.map(({ parts: [code] }) => CHART[code].normal),
    wanted.map(({ parts: [, owner] }) => owner),
    wanted.map(({ parts: [, , reference] }) => reference),
    wanted.map(({ parts: [, , , currency] }) => currency),
    heads.map((each) => each.id),
    heads.map((each) => each.kind),
    heads.map((each) => each.accountId),
    heads.map((each) => each.decisionId ?? ""),
    heads.map((each) => each.batchId ?? ""),
    heads.map((each) => each.effectiveAt),
    heads.map((each) => each.recordedAt),
    rows.map((each) => each.journalId),
    rows.map((each) => each.position),
    rows.map((each) => each.number),
    rows.map((each) => each.amount),
  ];
}

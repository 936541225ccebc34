import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import { closeFindings } from "./closed-months.ts";
import { LEDGER_CHECKS, type Since } from "./checks.ts";
import { USAGE_CHECKS } from "./usage-checks.ts";

/** One place where the books do not add up. */
export interface LedgerFinding {
  /** Name of the law that is broken. */
  readonly check: string;
  /** Id of the journal, ledger account, lot, account, term, batch or event; the month of a close. */
  readonly subject: string;
  /** What is wrong with it. */
  readonly problem: string;
}

/** Sides of all postings in one currency, nanos as text. */
interface CurrencySides {
  readonly currency: string;
  readonly debit: string;
  readonly credit: string;
}

/** What `tenure ledger check` found; `findings` is empty on healthy books. */
export interface LedgerReport {
  readonly journals: number;
  readonly postings: number;
  readonly accounts: number;
  readonly events: number;
  readonly closes: number;
  /** At most a hundred per check. */
  readonly findings: readonly LedgerFinding[];
  /** Debits and credits per currency; both sides are the same. */
  readonly trialBalance: readonly CurrencySides[];
}

/** Adding up all books of a large platform takes minutes. */
const PATIENCE = { timeoutMs: 30 * 60_000 };
const MOST_PER_CHECK = 100;

/**
 * Verifies the whole of the books in SQL, independent of the code that wrote them: the ledger from its postings, the
 * counters of wallets and terms, days, roll-ups and batches from what they count, references without foreign keys, and
 * the digests of closed months. Each check is one statement, so that books in motion are judged at one instant.
 * @param since bounds the work to what was written from that id on and the accounts it touched; null is everything
 */
export async function checkLedger(db: Database, since: Since = null): Promise<LedgerReport> {
  const within = <T>(work: (tx: Tx) => Promise<T>) => db.within(PLATFORM, work, PATIENCE);
  const [counts] = await within(
    (tx) => tx.$queryRaw<Record<"journals" | "postings" | "accounts" | "events" | "closes", bigint>[]>`
      SELECT (SELECT count(*) FROM ledger_journal) AS journals, (SELECT count(*) FROM ledger_posting) AS postings,
             (SELECT count(*) FROM ledger_account) AS accounts, (SELECT count(*) FROM usage_event) AS events,
             (SELECT count(*) FROM ledger_close) AS closes`,
  );
  const findings: LedgerFinding[] = [];
  for (const check of [...LEDGER_CHECKS, ...USAGE_CHECKS]) {
    const rows = await within(async (tx) => {
      if (since === null && check.joinsTables)
        await tx.$executeRaw`SELECT set_config('enable_nestloop', 'off', true)`;
      return await tx.$queryRawUnsafe<{ subject: string; problem: string }[]>(
        `SELECT subject::text, problem FROM (${check.sql(since)}) AS breaches LIMIT ${MOST_PER_CHECK}`,
      );
    });
    findings.push(...rows.map((row) => ({ check: check.name, ...row })));
  }
  findings.push(...(await closeFindings(within, since)));
  const trialBalance = await within(
    (tx) => tx.$queryRaw<CurrencySides[]>`
      SELECT currency, coalesce(sum(amount) FILTER (WHERE amount > 0), 0)::text AS debit,
             coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)::text AS credit
        FROM ledger_posting GROUP BY currency ORDER BY currency`,
  );
  for (const { currency, debit, credit } of trialBalance)
    if (debit !== credit)
      findings.push({
        check: "trial_balance",
        subject: currency,
        problem: `debits ${debit}, credits ${credit}`,
      });
  return {
    journals: Number(counts?.journals ?? 0n),
    postings: Number(counts?.postings ?? 0n),
    accounts: Number(counts?.accounts ?? 0n),
    events: Number(counts?.events ?? 0n),
    closes: Number(counts?.closes ?? 0n),
    findings,
    trialBalance,
  };
}

/** Whether a report is free of findings. */
export const isHealthy = (report: LedgerReport): boolean => report.findings.length === 0;

import { type Database, PLATFORM } from "../db/database.ts";
import { openAlert } from "../payments/alerts.ts";
import type { Services } from "../runtime/services.ts";
import { checkLedger, type LedgerFinding } from "./check.ts";

/** How far one check looks back: two nights, so that what one of them missed is looked at by the next. */
const LOOK_BACK_MS = 2 * 24 * 3_600_000;
/** A person needs to know that, not how often: the rest is in `tenure ledger check`. */
const MOST_ALERTS = 20;

/**
 * Every night: what was written since the night before last, the accounts it touched, and the totals. An alert for each
 * thing that does not add up; while one is open, no month can be closed.
 */
export async function checkBooksNightly({ db, log }: Pick<Services, "db" | "log">): Promise<void> {
  const { findings, journals, postings } = await checkLedger(db, await lookBack(db));
  await alertFindings(db, findings);
  log.info({ journals, postings, findings: findings.length }, "the books were checked");
}

/** Opens an alert for each finding, up to a number that a person can read. */
export const alertFindings = (db: Database, findings: readonly LedgerFinding[]): Promise<void> =>
  db.within(PLATFORM, async (tx) => {
    for (const { check, subject, problem } of findings.slice(0, MOST_ALERTS))
      await openAlert(tx, "ledger_imbalance", `${check}:${subject}`, subject, null, {
        check,
        problem,
        findings: findings.length,
      });
  });

/** The least id of version 7 that a row of the time looked back to can have. */
async function lookBack(db: Database): Promise<string> {
  const [row] = await db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<{ ms: bigint }[]>`
      SELECT (extract(epoch FROM tenure_now()) * 1000)::bigint - ${BigInt(LOOK_BACK_MS)} AS ms`,
  );
  const hex = (row?.ms ?? 0n).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
